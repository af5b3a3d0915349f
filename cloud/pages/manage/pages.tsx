import type { JSX } from 'preact';
import type { Offer, Reservation } from '../../reservations/port.ts';
import { writeDay, writeTime, writeWhen } from '../../when.ts';
import { Days } from '../booking/days.tsx';
import { Hours } from '../booking/hours.tsx';
import { Layout, type PageError } from '../layout.tsx';
import { ActButton, ReservationFacts } from '../parts.tsx';
import type { Reader } from '../reader.ts';
import { Pin } from './confirm-routes.tsx';

type Managed = { readonly reader: Reader; readonly reservation: Reservation; readonly token: string };

/** The reservation as it stands and what can still be done with it. */
export function ManagePage({
  reader,
  reservation,
  token,
  nowMs,
  news,
}: Managed & { nowMs: number; news: 'undone' | 'moved' | null }): JSX.Element {
  const { manage, confirm, common } = reader.texts;
  const path = `/rezervace/${token}`;
  if (reservation.state === 'cancelled') return <CancelledPage reader={reader} reservation={reservation} token={token} nowMs={nowMs} />;
  const isOpen = reservation.state === 'confirmed' && reservation.endMs > nowMs;
  return (
    <Layout reader={reader} title={manage.title} office={reservation.office} notice={news && isOpen ? manage[news] : null}>
      <h1>{manage.title}</h1>
      <p>
        <span class={`state ${reservation.state}`}>{manage.states[reservation.state]}</span>
      </p>
      {isOpen && <Pin reader={reader} reservation={reservation} />}
      <ReservationFacts reader={reader} reservation={reservation} />
      {isOpen ? (
        <p class="actions">
          <a class="button primary" href={reader.href(`${path}/presun`)}>
            {manage.move}
          </a>
          <a class="button plain" href={`${path}/termin.ics`}>
            {confirm.calendar}
          </a>
          <a class="button danger-plain" href={reader.href(`${path}/zrusit`)}>
            {manage.cancel}
          </a>
        </p>
      ) : (
        <a class="button primary" href={reader.href('/')}>
          {common.bookAgain}
        </a>
      )}
    </Layout>
  );
}

function CancelledPage({ reader, reservation, token, nowMs }: Managed & { nowMs: number }): JSX.Element {
  const { manage, common } = reader.texts;
  const untilMs = reservation.undoUntilMs;
  return (
    <Layout reader={reader} title={manage.cancelled} office={reservation.office}>
      <h1>{manage.cancelled}</h1>
      <p class="lead">{manage.cancelledLead}</p>
      <ReservationFacts reader={reader} reservation={reservation} withBring={false} />
      {untilMs !== null && untilMs > nowMs && reservation.endMs > nowMs && (
        <section class="card">
          <p>{manage.undoUntil(writeTime(reader.lang, reservation.office.timeZone, untilMs))}</p>
          <ActButton reader={reader} to={`/rezervace/${token}/vzit-zpet`} label={manage.undo} kind="plain" />
        </section>
      )}
      <a class="button primary" href={reader.href('/')}>
        {common.bookAgain}
      </a>
    </Layout>
  );
}

/** The second act of a cancellation. */
export function CancelPage({ reader, reservation, token }: Managed): JSX.Element {
  const { manage } = reader.texts;
  const path = `/rezervace/${token}`;
  const keep = reservation.state === 'held' ? `/potvrdit/${token}` : path;
  return (
    <Layout reader={reader} title={manage.cancelTitle} office={reservation.office} back={reader.href(keep)}>
      <h1>{manage.cancelTitle}</h1>
      {reservation.state !== 'held' && <p class="lead">{manage.cancelLead(reservation.office.policies.undoCancelMinutes)}</p>}
      <ReservationFacts reader={reader} reservation={reservation} withBring={false} />
      <div class="actions">
        <ActButton reader={reader} to={`${path}/zrusit`} label={manage.cancelButton} kind="danger" />
        <a class="button plain" href={reader.href(keep)}>
          {manage.keep}
        </a>
      </div>
    </Layout>
  );
}

/** To which day. */
export function MoveDaysPage({
  reader,
  reservation,
  token,
  offers,
  nowMs,
  from,
}: Managed & { offers: readonly Offer[]; nowMs: number; from: string | undefined }) {
  const { manage } = reader.texts;
  const { office } = reservation;
  const path = `/rezervace/${token}`;
  return (
    <Layout reader={reader} title={manage.moveTitle} office={office} back={reader.href(path)}>
      <h1>{manage.moveTitle}</h1>
      <p class="lead">{manage.now(writeWhen(reader.lang, office.timeZone, reservation))}</p>
      <Days
        reader={reader}
        office={office}
        offers={offers}
        nowMs={nowMs}
        from={from}
        listPath={`${path}/presun`}
        dayPath={(date) => `${path}/presun/${date}`}
      />
    </Layout>
  );
}

/** To which hour; choosing one and pressing the button is the human act. */
export function MoveHoursPage({
  reader,
  reservation,
  token,
  offers,
  errors = [],
}: Managed & { offers: readonly Offer[]; errors?: readonly PageError[] }) {
  const { manage, hours } = reader.texts;
  const { office } = reservation;
  const [first] = offers;
  const days = reader.href(`/rezervace/${token}/presun`);
  return (
    <Layout reader={reader} title={manage.moveHours} office={office} back={days} errors={errors}>
      {first && <p class="over">{writeDay(reader.lang, office.timeZone, first.startMs)}</p>}
      <h1>{manage.moveHours}</h1>
      <p>{manage.now(writeWhen(reader.lang, office.timeZone, reservation))}</p>
      {first ? (
        <form method="post" action={reader.href(`/rezervace/${token}/presun/${first.date}`)}>
          <Hours reader={reader} office={office} offers={offers} />
          <button class="button primary" type="submit">
            {manage.moveButton}
          </button>
        </form>
      ) : (
        <p>
          {hours.none} <a href={days}>{hours.otherDay}</a>
        </p>
      )}
    </Layout>
  );
}
