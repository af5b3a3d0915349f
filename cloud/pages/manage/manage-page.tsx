import type { JSX } from 'preact';
import { writeTime, writeWhen } from '../../when.ts';
import { Layout, type PageError } from '../layout.tsx';
import { ReservationFacts } from '../parts.tsx';
import type { Managed } from './managed.tsx';
import { Pin, PinField } from './pin.tsx';

type ManageProps = Managed & {
  readonly nowMs: number;
  readonly news: 'undone' | 'movedBack' | null;
  readonly errors: readonly PageError[];
  /** Of who has just changed it (human-act.ts). */
  readonly proof: string | undefined;
};

/** The reservation as it stands and what can still be done with it. */
export function ManagePage(props: ManageProps): JSX.Element {
  const { reader, reservation, token, nowMs, news, proof } = props;
  const { manage, confirm, common } = reader.texts;
  const path = `/rezervace/${token}`;
  if (reservation.state === 'cancelled') return <CancelledPage {...props} />;
  const isOpen = reservation.state === 'confirmed' && reservation.endMs > nowMs;
  const notice = isOpen && proof !== undefined ? manage.moved : isOpen && news ? manage[news] : null;
  return (
    <Layout reader={reader} title={manage.title} office={reservation.office} notice={notice}>
      <h1>{manage.title}</h1>
      <p>
        <span class={`state ${reservation.state}`}>{manage.states[reservation.state]}</span>
      </p>
      {isOpen && <WayBack {...props} />}
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
          <a class="button quiet-link" href={reader.href(`${path}/zrusit`)}>
            {manage.cancel}
          </a>
        </p>
      ) : (
        <p>
          <a class="button primary" href={reader.href('/')}>
            {common.bookAgain}
          </a>
        </p>
      )}
    </Layout>
  );
}

/** After a move: back to the former hour, while a cancel could be undone. Who has just moved is not asked again. */
function WayBack({ reader, reservation, token, nowMs, proof }: ManageProps): JSX.Element | null {
  const { manage } = reader.texts;
  const { moveUndo, office } = reservation;
  if (moveUndo === null || moveUndo.untilMs <= nowMs) return null;
  const former = Temporal.Instant.fromEpochMilliseconds(moveUndo.startMs).toZonedDateTimeISO(office.timeZone);
  const date = former.toPlainDate().toString();
  const start = former.toString({ timeZoneName: 'never', smallestUnit: 'second' });
  return (
    <section class="card">
      <p>
        {manage.was(writeWhen(reader.lang, office.timeZone, moveUndo))}{' '}
        {manage.moveUndoUntil(writeTime(reader.lang, office.timeZone, moveUndo.untilMs))}
      </p>
      {proof === undefined ? (
        <p>
          <a class="button plain" href={reader.href(`/rezervace/${token}/presun/${date}/kontrola`, { start })}>
            {manage.moveUndo}
          </a>
        </p>
      ) : (
        <form method="post" action={reader.href(`/rezervace/${token}/presun/${date}`)} class="act">
          <input type="hidden" name="start" value={start} />
          <input type="hidden" name="dukaz" value={proof} />
          <button class="button plain" type="submit">
            {manage.moveUndo}
          </button>
        </form>
      )}
    </section>
  );
}

function CancelledPage({ reader, reservation, token, nowMs, errors, proof }: ManageProps): JSX.Element {
  const { manage, common } = reader.texts;
  const untilMs = reservation.undoUntilMs;
  return (
    <Layout reader={reader} title={manage.cancelled} office={reservation.office} errors={errors}>
      <h1>{manage.cancelled}</h1>
      <p class="lead">{manage.cancelledLead}</p>
      <ReservationFacts reader={reader} reservation={reservation} withBring={false} />
      {untilMs !== null && untilMs > nowMs && reservation.endMs > nowMs && (
        <section class="card">
          <h2>{manage.undoTitle}</h2>
          <p>{manage.undoUntil(writeTime(reader.lang, reservation.office.timeZone, untilMs))}</p>
          <form method="post" action={reader.href(`/rezervace/${token}/vzit-zpet`)} novalidate>
            {proof === undefined ? <PinField reader={reader} errors={errors} /> : <input type="hidden" name="dukaz" value={proof} />}
            <button class="button plain" type="submit">
              {manage.undo}
            </button>
          </form>
        </section>
      )}
      <p>
        <a class="button primary" href={reader.href('/')}>
          {common.bookAgain}
        </a>
      </p>
    </Layout>
  );
}
