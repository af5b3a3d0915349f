import Router from '@koa/router';
import type { Context } from 'koa';
import { seeOther, sendPage } from '../../send-page.ts';
import type { Guard, OfficeVisit } from '../guard.tsx';
import type { PageError } from '../page-error.ts';
import { RefusedPage } from '../refused-page.tsx';
import type { Texts } from '../texts/cs.ts';
import { chosenDay } from './choose-hour.tsx';
import { cancelledChanges, movedChanges, noteOf } from './reservation-changes.ts';
import { CancelPage, MovePage, ReservationPage } from './reservation-pages.tsx';
import { ofId, type Seen } from './reservations.ts';

type Refusal = keyof Texts['reservation']['refusals'];
type Handler = (ctx: Context, visit: OfficeVisit, seen: Seen) => Promise<void> | void;

/** One reservation: what is known of it, moving it, cancelling it, asking its owner to choose another hour. */
export function reservationRoutes(guard: Guard): Router {
  const router = new Router({ prefix: '/admin/:office/rezervace/:id' });
  const known = (handler: Handler) =>
    guard.forOffice(async (ctx, visit) => {
      const seen = await ofId(visit.parts.store.db, visit.office.id, String(ctx.params.id));
      if (seen) await handler(ctx, visit, seen);
      else refuse(ctx, visit, 'unknown-reservation', 404);
    });
  router.get('/', known(show));
  router.get(
    '/presunout',
    known((ctx, visit, seen) => showMove(ctx, visit, seen, [])),
  );
  router.post('/presunout', known(move));
  router.get('/zrusit', known(showCancel));
  router.post('/zrusit', known(cancel));
  router.post('/vyzvat', known(ask));
  return router;
}

async function show(ctx: Context, visit: OfficeVisit, seen: Seen): Promise<void> {
  const { reservation } = visit.reader.texts;
  const said = String(ctx.query.zprava ?? '');
  const notice = said === 'moved' || said === 'cancelled' || said === 'asked' ? reservation[said] : null;
  const isStranded = await hasLostHour(visit, seen);
  const asked = isStranded && (await visit.parts.desk.asked([seen.row])).has(seen.row.id);
  const canAsk = isStranded && !asked && seen.row.state === 'confirmed';
  const mail = canAsk ? await visit.parts.desk.preview(visit.office.id, seen.row.id, 'toMove') : null;
  sendPage(ctx, <ReservationPage visit={visit} seen={seen} isStranded={isStranded} asked={asked} mail={mail} notice={notice} />);
}

async function showMove(
  ctx: Context,
  visit: OfficeVisit,
  seen: Seen,
  errors: readonly PageError[],
  status = errors.length > 0 ? 422 : 200,
): Promise<void> {
  const { date, offers } = await chosenDay(ctx, visit, seen.row.service);
  sendPage(ctx, <MovePage visit={visit} seen={seen} date={date} offers={offers} errors={errors} />, status);
}

async function move(ctx: Context, visit: OfficeVisit, seen: Seen): Promise<void> {
  const { parts, office, form, reader } = visit;
  const { reservation: words } = reader.texts;
  if (form('start') === '') return showMove(ctx, visit, seen, [{ field: 'start', message: words.choose }]);
  const note = noteOf(visit, 'reservation.moved', ({ start }) => movedChanges(instant(visit, seen), start));
  const moved = await parts.desk.move(office.id, seen.row.id, { start: form('start'), tell: form.has('tell') }, note);
  if (moved.ok) return done(ctx, visit, seen, 'moved');
  if (moved.refusal === 'slot-full' || moved.refusal === 'not-offered')
    return showMove(ctx, visit, seen, [{ field: 'start', message: words.refusals[moved.refusal] }], 409);
  refuse(ctx, visit, moved.refusal, 409);
}

async function showCancel(ctx: Context, visit: OfficeVisit, seen: Seen): Promise<void> {
  const mail = await visit.parts.desk.preview(visit.office.id, seen.row.id, await cancelLetter(visit, seen));
  sendPage(ctx, <CancelPage visit={visit} seen={seen} mail={mail} />);
}

async function cancel(ctx: Context, visit: OfficeVisit, seen: Seen): Promise<void> {
  const { parts, office, form } = visit;
  const letter = form.has('tell') ? await cancelLetter(visit, seen) : null;
  const note = noteOf(visit, 'reservation.cancelled', () => cancelledChanges(seen.row.state));
  const cancelled = await parts.desk.cancel(office.id, seen.row.id, letter, note);
  if (!cancelled.ok) return refuse(ctx, visit, cancelled.refusal, 409);
  done(ctx, visit, seen, 'cancelled');
}

async function ask(ctx: Context, visit: OfficeVisit, seen: Seen): Promise<void> {
  const asked = await visit.parts.desk.askToMove(
    visit.office.id,
    seen.row.id,
    noteOf(visit, 'reservation.asked-to-move', () => []),
  );
  if (!asked.ok) return refuse(ctx, visit, asked.refusal, 409);
  done(ctx, visit, seen, 'asked');
}

/** Who lost the hour by the office's change is told so; who asked for it is told what they asked for. */
const cancelLetter = async (visit: OfficeVisit, seen: Seen): Promise<'calledOff' | 'cancelled'> =>
  (await hasLostHour(visit, seen)) ? 'calledOff' : 'cancelled';

const hasLostHour = async ({ parts, office }: OfficeVisit, { row }: Seen): Promise<boolean> =>
  (await parts.desk.stranded(office.id, office.settings)).some(({ id }) => id === row.id);

const done = (ctx: Context, { office }: OfficeVisit, { row }: Seen, said: string): void =>
  seeOther(ctx, `/admin/${office.id}/rezervace/${row.id}?zprava=${said}`);

function refuse(ctx: Context, visit: OfficeVisit, refusal: Refusal, status: number): void {
  const sentence = visit.reader.texts.reservation.refusals[refusal];
  sendPage(ctx, <RefusedPage {...visit} sentence={sentence} back={`/admin/${visit.office.id}/den`} />, status);
}

const instant = ({ office }: OfficeVisit, { row }: Seen): string =>
  Temporal.Instant.fromEpochMilliseconds(row.startMs)
    .toZonedDateTimeISO(office.settings.timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
