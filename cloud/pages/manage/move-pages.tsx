import type { JSX } from 'preact';
import type { Offer } from '../../reservations/port.ts';
import { writeDay, writeWhen } from '../../when.ts';
import { Calendar, type Holidays } from '../booking/calendar.tsx';
import { HourForm } from '../booking/hours.tsx';
import { Layout, type PageError } from '../layout.tsx';
import { Facts } from '../parts.tsx';
import type { Managed } from './managed.tsx';
import { PinField } from './pin.tsx';

const daysLiveSeconds = 20;
const hoursLiveSeconds = 5;
const steps = 3;

type DaysProps = Managed & { readonly offers: readonly Offer[]; readonly nowMs: number; readonly holidays: Holidays };

/** To which day. */
export function MoveDaysPage({ reader, reservation, token, offers, nowMs, holidays }: DaysProps): JSX.Element {
  const { manage } = reader.texts;
  const { office } = reservation;
  const path = `/rezervace/${token}`;
  return (
    <Layout
      reader={reader}
      title={manage.moveTitle}
      office={office}
      back={reader.href(path)}
      progress={{ step: 1, steps }}
      liveSeconds={daysLiveSeconds}
    >
      <p class="over">{manage.now(writeWhen(reader.lang, office.timeZone, reservation))}</p>
      <h1>{manage.moveTitle}</h1>
      <Calendar
        reader={reader}
        office={office}
        offers={offers}
        nowMs={nowMs}
        holidays={holidays}
        dayPath={(date) => `${path}/presun/${date}`}
      />
    </Layout>
  );
}

type HoursProps = Managed & {
  readonly date: string;
  readonly offers: readonly Offer[];
  readonly chosen?: string | undefined;
  readonly errors?: readonly PageError[];
};

/** To which hour. */
export function MoveHoursPage({ reader, reservation, token, date, offers, chosen, errors = [] }: HoursProps): JSX.Element {
  const { manage } = reader.texts;
  const { office } = reservation;
  const [first] = offers;
  const days = reader.href(`/rezervace/${token}/presun`);
  return (
    <Layout
      reader={reader}
      title={manage.moveHours}
      office={office}
      back={days}
      errors={errors}
      progress={{ step: 2, steps }}
      liveSeconds={hoursLiveSeconds}
    >
      {first && <p class="over">{writeDay(reader.lang, office.timeZone, first.startMs)}</p>}
      <h1>{manage.moveHours}</h1>
      <p>{manage.now(writeWhen(reader.lang, office.timeZone, reservation))}</p>
      <HourForm
        reader={reader}
        office={office}
        date={date}
        offers={offers}
        chosen={chosen}
        errors={errors}
        action={`/rezervace/${token}/presun/${date}/kontrola`}
        daysHref={days}
      />
    </Layout>
  );
}

type CheckProps = Managed & { readonly offer: Offer; readonly errors?: readonly PageError[] };

/** From which hour to which: the old one stays until this form is sent by a person. */
export function MoveCheckPage({ reader, reservation, token, offer, errors = [] }: CheckProps): JSX.Element {
  const { manage, common } = reader.texts;
  const { office, service } = reservation;
  const path = `/rezervace/${token}`;
  const back = reader.href(`${path}/presun/${offer.date}`, { start: offer.start });
  return (
    <Layout reader={reader} title={manage.moveCheck} office={office} back={back} errors={errors} progress={{ step: 3, steps }}>
      <h1>{manage.moveCheck}</h1>
      <Facts
        rows={[
          [common.service, service.name[reader.lang]],
          [manage.from, writeWhen(reader.lang, office.timeZone, reservation)],
          [manage.to, <strong>{writeWhen(reader.lang, office.timeZone, offer)}</strong>],
        ]}
      />
      <p>{manage.moveNote}</p>
      <form method="post" action={reader.href(`${path}/presun/${offer.date}`)} novalidate>
        <input type="hidden" name="start" value={offer.start} />
        <PinField reader={reader} errors={errors} />
        <div class="actions">
          <button class="button primary" type="submit">
            {manage.moveButton}
          </button>
          <a class="button plain" href={reader.href(path)}>
            {manage.keepHour}
          </a>
        </div>
      </form>
    </Layout>
  );
}

/** Somebody was faster; the old hour is still there. */
export function MoveTakenPage({ reader, reservation, token, nearest }: Managed & { nearest: readonly Offer[] }): JSX.Element {
  const { refusals, manage } = reader.texts;
  const { office } = reservation;
  const path = `/rezervace/${token}`;
  return (
    <Layout reader={reader} title={refusals['slot-full']} office={office}>
      <h1>{refusals['slot-full']}</h1>
      <p class="lead">{manage.now(writeWhen(reader.lang, office.timeZone, reservation))}</p>
      {nearest.length > 0 && <h2>{refusals.nearest}</h2>}
      <ul class="choices">
        {nearest.map((offer) => (
          <li key={offer.start}>
            <a class="choice" href={reader.href(`${path}/presun/${offer.date}/kontrola`, { start: offer.start })}>
              <span class="choice-name">{writeWhen(reader.lang, office.timeZone, offer)}</span>
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a class="button plain" href={reader.href(path)}>
          {manage.keepHour}
        </a>
      </p>
    </Layout>
  );
}
