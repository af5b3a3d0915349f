import type { JSX } from 'preact';
import type { OfficeSettings, Service } from '#contract/settings.ts';
import type { Offer } from '../../reservations/port.ts';
import { writeDay, writeWhen } from '../../when.ts';
import { Layout, type PageError } from '../layout.tsx';
import type { Reader } from '../reader.ts';
import { Calendar, type Holidays } from './calendar.tsx';
import { HourForm } from './hours.tsx';

/** Questions of a booking, the last look included. */
export const steps = 5;
export type Choice = { readonly reader: Reader; readonly office: OfficeSettings; readonly service: Service };

export const bookPath = (office: string, ...rest: readonly string[]): string => ['/objednat', office, ...rest].join('/');

/** How often the pages on which one chooses look whether something was taken meanwhile, seconds. */
const daysLiveSeconds = 20;
const hoursLiveSeconds = 5;

/** Which office, when there are several. */
export function OfficesPage({ reader, offices }: { reader: Reader; offices: readonly OfficeSettings[] }): JSX.Element {
  const { start } = reader.texts;
  return (
    <Layout reader={reader} title={start.title}>
      <h1>{start.title}</h1>
      <p class="lead">{start.lead}</p>
      <h2>{start.office}</h2>
      <ul class="choices">
        {offices.map((office) => (
          <li key={office.office}>
            <a class="choice" href={reader.href(bookPath(office.office))}>
              <span class="choice-name">{office.name[reader.lang]}</span>
              <span class="choice-note">{office.place}</span>
            </a>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

/** Which service. */
export function ServicesPage({ reader, office }: { reader: Reader; office: OfficeSettings }): JSX.Element {
  const { start, common } = reader.texts;
  return (
    <Layout reader={reader} title={start.title} office={office} progress={{ step: 1, steps }}>
      <h1>{start.title}</h1>
      <p class="lead">{start.lead}</p>
      <h2>{start.question}</h2>
      <ul class="choices">
        {office.services.map((service) => (
          <li key={service.id}>
            <a class="choice lettered" href={reader.href(bookPath(office.office, service.id))}>
              <span class="letter" aria-hidden="true">
                {service.letter}
              </span>
              <span class="choice-name">{service.name[reader.lang]}</span>
              <span class="choice-note">
                {common.bring}: {service.bring[reader.lang]}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

type DaysPageProps = Choice & { readonly offers: readonly Offer[]; readonly nowMs: number; readonly holidays: Holidays };

/** Which day. */
export function DaysPage({ reader, office, service, offers, nowMs, holidays }: DaysPageProps): JSX.Element {
  const { title } = reader.texts.days;
  const back = reader.href(bookPath(office.office));
  return (
    <Layout reader={reader} title={title} office={office} progress={{ step: 2, steps }} back={back} liveSeconds={daysLiveSeconds}>
      <p class="over">{service.name[reader.lang]}</p>
      <h1>{title}</h1>
      <Calendar
        reader={reader}
        office={office}
        offers={offers}
        nowMs={nowMs}
        holidays={holidays}
        dayPath={(date) => bookPath(office.office, service.id, date)}
      />
    </Layout>
  );
}

type HoursPageProps = Choice & {
  readonly date: string;
  readonly offers: readonly Offer[];
  readonly chosen?: string | undefined;
  readonly errors?: readonly PageError[];
};

/** Which hour. */
export function HoursPage({ reader, office, service, date, offers, chosen, errors = [] }: HoursPageProps): JSX.Element {
  const { hours } = reader.texts;
  const first = offers[0];
  const daysHref = reader.href(bookPath(office.office, service.id));
  return (
    <Layout
      reader={reader}
      title={hours.title}
      office={office}
      progress={{ step: 3, steps }}
      back={daysHref}
      errors={errors}
      liveSeconds={hoursLiveSeconds}
    >
      <p class="over">
        {service.name[reader.lang]}
        {first && ` · ${writeDay(reader.lang, office.timeZone, first.startMs)}`}
      </p>
      <h1>{hours.title}</h1>
      <HourForm
        reader={reader}
        office={office}
        date={date}
        offers={offers}
        chosen={chosen}
        errors={errors}
        action={bookPath(office.office, service.id, date, 'udaje')}
        daysHref={daysHref}
      />
    </Layout>
  );
}

/** The seat went to somebody else meanwhile; the nearest free ones are one click away. What was typed is kept. */
export function TakenPage({
  reader,
  office,
  service,
  nearest,
  hasDraft,
}: Choice & { nearest: readonly Offer[]; hasDraft: boolean }): JSX.Element {
  const { refusals, hours } = reader.texts;
  const next = hasDraft ? 'kontrola' : 'udaje';
  return (
    <Layout reader={reader} title={refusals['slot-full']} office={office}>
      <p class="over">{service.name[reader.lang]}</p>
      <h1>{refusals['slot-full']}</h1>
      {nearest.length > 0 && <h2>{refusals.nearest}</h2>}
      <ul class="choices">
        {nearest.map((offer) => (
          <li key={offer.start}>
            <a class="choice" href={reader.href(bookPath(office.office, service.id, offer.date, next), { start: offer.start })}>
              <span class="choice-name">{writeWhen(reader.lang, office.timeZone, offer)}</span>
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a class="button plain" href={reader.href(bookPath(office.office, service.id))}>
          {hours.otherDay}
        </a>
      </p>
    </Layout>
  );
}
