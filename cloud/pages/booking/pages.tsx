import type { JSX } from 'preact';
import type { OfficeSettings, Service } from '#contract/settings.ts';
import type { BookingRequest, Offer } from '../../reservations/port.ts';
import { writeDay, writeHours, writeWhen } from '../../when.ts';
import { Layout, type PageError } from '../layout.tsx';
import { Facts, KeepLanguage } from '../parts.tsx';
import type { Reader } from '../reader.ts';
import { Days } from './days.tsx';
import { Hours } from './hours.tsx';

const steps = 5;
export type Choice = { readonly reader: Reader; readonly office: OfficeSettings; readonly service: Service };

export const bookPath = (office: string, ...rest: readonly string[]): string => ['/objednat', office, ...rest].join('/');

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
  const { start } = reader.texts;
  return (
    <Layout reader={reader} title={start.title} office={office} progress={{ step: 1, steps }}>
      <h1>{start.title}</h1>
      <p class="lead">{start.lead}</p>
      <h2>{start.question}</h2>
      <ul class="choices">
        {office.services.map((service) => (
          <li key={service.id}>
            <a class="choice" href={reader.href(bookPath(office.office, service.id))}>
              <span class="choice-name">{service.name[reader.lang]}</span>
              <span class="choice-note">
                {reader.texts.common.bring}: {service.bring[reader.lang]}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

/** Which day. */
export function DaysPage(props: Choice & { offers: readonly Offer[]; nowMs: number; from: string | undefined }): JSX.Element {
  const { reader, office, service, offers, nowMs, from } = props;
  const { title } = reader.texts.days;
  return (
    <Layout reader={reader} title={title} office={office} progress={{ step: 2, steps }} back={reader.href(bookPath(office.office))}>
      <p class="over">{service.name[reader.lang]}</p>
      <h1>{title}</h1>
      <Days
        reader={reader}
        office={office}
        offers={offers}
        nowMs={nowMs}
        from={from}
        listPath={bookPath(office.office, service.id)}
        dayPath={(date) => bookPath(office.office, service.id, date)}
      />
    </Layout>
  );
}

/** Which hour. */
export function HoursPage(
  props: Choice & { date: string; offers: readonly Offer[]; chosen?: string | undefined; errors?: readonly PageError[] },
): JSX.Element {
  const { reader, office, service, date, offers, chosen, errors } = props;
  const { hours } = reader.texts;
  const first = offers[0];
  const daysHref = reader.href(bookPath(office.office, service.id));
  return (
    <Layout reader={reader} title={hours.title} office={office} progress={{ step: 3, steps }} back={daysHref} errors={errors ?? []}>
      <p class="over">
        {service.name[reader.lang]}
        {first && ` · ${writeDay(reader.lang, office.timeZone, first.startMs)}`}
      </p>
      <h1>{hours.title}</h1>
      {offers.some((offer) => offer.free > 0) ? (
        <form method="get" action={bookPath(office.office, service.id, date, 'udaje')}>
          <KeepLanguage reader={reader} />
          <Hours reader={reader} office={office} offers={offers} chosen={chosen} />
          <button class="button primary" type="submit">
            {reader.texts.common.continue}
          </button>
        </form>
      ) : (
        <>
          <p>{hours.none}</p>
          <a class="button primary" href={daysHref}>
            {hours.otherDay}
          </a>
        </>
      )}
    </Layout>
  );
}

export type Draft = Pick<BookingRequest, 'name' | 'email'>;

/** Who comes. */
export function DetailsPage(props: Choice & { offer: Offer; draft: Draft; errors?: readonly PageError[] }): JSX.Element {
  const { reader, office, service, offer, draft, errors = [] } = props;
  const { common, details } = reader.texts;
  const back = reader.href(bookPath(office.office, service.id, offer.date), { start: offer.start });
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  return (
    <Layout reader={reader} title={details.title} office={office} progress={{ step: 4, steps }} back={back} errors={errors}>
      <p class="over">
        {service.name[reader.lang]} · {writeWhen(reader.lang, office.timeZone, offer)}
      </p>
      <h1>{details.title}</h1>
      <form method="post" action={reader.href(bookPath(office.office, service.id, offer.date, 'kontrola'))} novalidate>
        <input type="hidden" name="start" value={offer.start} />
        <Field id="name" label={common.name} hint={details.nameHint} error={errorOf('name')} value={draft.name} complete="name" />
        <Field
          id="email"
          label={common.email}
          hint={details.emailHint}
          error={errorOf('email')}
          value={draft.email}
          complete="email"
          type="email"
        />
        <button class="button primary" type="submit">
          {common.continue}
        </button>
      </form>
    </Layout>
  );
}

type FieldProps = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly error: string | undefined;
  readonly value: string;
  readonly complete: 'name' | 'email';
  readonly type?: 'text' | 'email';
};

/** A labelled input with its hint and, when it was refused, its error read out together with it. */
export function Field({ id, label, hint, error, value, complete, type = 'text' }: FieldProps): JSX.Element {
  const input = {
    id,
    name: id,
    value,
    autocomplete: complete,
    spellcheck: false,
    maxLength: 254,
    'aria-describedby': error ? `${id}-hint ${id}-error` : `${id}-hint`,
    ...(error ? { 'aria-invalid': 'true' as const } : {}),
  };
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {type === 'email' ? <input type="email" {...input} /> : <input type="text" {...input} />}
    </div>
  );
}

/** Is everything right. */
export function CheckPage({ reader, office, service, offer, draft }: Choice & { offer: Offer; draft: Draft }): JSX.Element {
  const { common, check } = reader.texts;
  const path = (...rest: string[]) => bookPath(office.office, service.id, ...rest);
  const change = (to: string, what: string) => (
    <a href={to}>
      {common.change}
      <span class="unseen"> – {what}</span>
    </a>
  );
  const changeDetails = (what: string) => (
    <button class="link" type="submit" formaction={reader.href(path(offer.date, 'udaje'))}>
      {common.change}
      <span class="unseen"> – {what}</span>
    </button>
  );
  return (
    <Layout reader={reader} title={check.title} office={office} progress={{ step: 5, steps }}>
      <h1>{check.title}</h1>
      <form method="post" action={reader.href(path(offer.date, 'odeslat'))}>
        <input type="hidden" name="start" value={offer.start} />
        <input type="hidden" name="name" value={draft.name} />
        <input type="hidden" name="email" value={draft.email} />
        {/* The first button answers the Enter key; it must be the one that sends. */}
        <button class="unseen" type="submit" tabIndex={-1} aria-hidden="true">
          {check.send}
        </button>
        <Facts
          rows={[
            [common.service, service.name[reader.lang], change(reader.href(bookPath(office.office)), common.service)],
            [common.day, writeDay(reader.lang, office.timeZone, offer.startMs), change(reader.href(path()), common.day)],
            [
              common.hour,
              writeHours(reader.lang, office.timeZone, offer),
              change(reader.href(path(offer.date), { start: offer.start }), common.hour),
            ],
            [common.name, draft.name, changeDetails(common.name)],
            [common.email, draft.email, changeDetails(common.email)],
          ]}
        />
        <p>{check.note(office.policies.holdMinutes)}</p>
        <button class="button primary" type="submit">
          {check.send}
        </button>
      </form>
    </Layout>
  );
}

/** The seat went to somebody else meanwhile; the nearest free ones are one click away. */
export function TakenPage({ reader, office, service, nearest }: Choice & { nearest: readonly Offer[] }): JSX.Element {
  const { refusals, hours } = reader.texts;
  return (
    <Layout reader={reader} title={refusals['slot-full']} office={office}>
      <h1>{refusals['slot-full']}</h1>
      <h2>{refusals.nearest}</h2>
      <ul class="choices">
        {nearest.map((offer) => (
          <li key={offer.start}>
            <a class="choice" href={reader.href(bookPath(office.office, service.id, offer.date, 'udaje'), { start: offer.start })}>
              <span class="choice-name">{writeWhen(reader.lang, office.timeZone, offer)}</span>
            </a>
          </li>
        ))}
      </ul>
      <a class="button plain" href={reader.href(bookPath(office.office, service.id))}>
        {hours.otherDay}
      </a>
    </Layout>
  );
}
