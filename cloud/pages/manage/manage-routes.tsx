import Router from '@koa/router';
import type { Context } from 'koa';
import { seeOther, sendPage } from '../../send-page.ts';
import type { PageError } from '../layout.tsx';
import type { PageParts } from '../page-parts.ts';
import { readDate } from '../read-date.ts';
import { readReader } from '../reader.ts';
import { sendCalendar } from './calendar-file.ts';
import { CancelPage } from './cancel-page.tsx';
import { isProof, proofOf } from './human-act.ts';
import { ManagePage } from './manage-page.tsx';
import { formText, type Managed, pinErrors, type ReadManaged, refuse } from './managed.tsx';
import { moveRoutes } from './move-routes.tsx';
import { UnknownLinkPage } from './unknown-link-page.tsx';

/**
 * The manage link. Opening anything changes nothing; every change is a form that asks for the PIN and can be taken back for a while (F27). All its
 * addresses are personal.
 */
export function manageRoutes(parts: PageParts): Router {
  const { reservations, clock, publicOrigin, calendar } = parts;
  const router = new Router({ prefix: '/rezervace/:token' });
  const read: ReadManaged = async (ctx) => {
    const token = String(ctx.params.token);
    const reader = readReader(ctx);
    if (ctx.params.date !== undefined && readDate(ctx) === null) return null;
    const reservation = await reservations.byManageToken(token);
    if (reservation === null) sendPage(ctx, <UnknownLinkPage reader={reader} />, 404);
    return reservation && { reader, reservation, token };
  };
  type Rest = { readonly errors?: readonly PageError[]; readonly proof?: string; readonly status?: number };
  const show = (ctx: Context, known: Managed, { errors = [], proof, status }: Rest = {}): void =>
    known.reservation.state === 'held'
      ? seeOther(ctx, known.reader.href(`/potvrdit/${known.token}`))
      : sendPage(ctx, <ManagePage {...known} nowMs={clock.now()} news={readNews(ctx)} errors={errors} proof={proof} />, status);

  router.get('/', async (ctx) => {
    const known = await read(ctx);
    if (known) show(ctx, known);
  });
  // Where a change leads that was just made: from here it can be taken back at once.
  router.get('/hotovo/:proof', async (ctx) => {
    const known = await read(ctx);
    if (!known) return;
    const proof = String(ctx.params.proof);
    if (isProof(known.reservation, known.token, proof)) show(ctx, known, { proof });
    else goHome(ctx, known);
  });
  router.get('/termin.ics', async (ctx) => {
    const known = await read(ctx);
    if (known?.reservation.pin) sendCalendar(ctx, calendar(known.reservation, `${publicOrigin}/rezervace/${known.token}`));
  });
  router.get('/zrusit', async (ctx) => {
    const known = await read(ctx);
    if (!known) return;
    const isOpen = known.reservation.state === 'confirmed' && known.reservation.endMs > clock.now();
    if (isOpen) sendPage(ctx, <CancelPage {...known} />);
    else goHome(ctx, known);
  });
  router.post('/zrusit', async (ctx) => {
    const known = await read(ctx);
    if (!known) return;
    // There is no PIN yet by which a person could be told from a scanner; a hold ends by itself.
    if (known.reservation.state === 'cancelled' || known.reservation.state === 'held') return goHome(ctx, known);
    const errors = pinErrors(known, ctx);
    if (errors.length > 0) return sendPage(ctx, <CancelPage {...known} errors={errors} />, 422);
    const done = await reservations.cancel(known.token);
    if (done.ok) goOnWith(ctx, known, proofOf(done.reservation, known.token));
    else refuse(ctx, known, done.refusal);
  });
  router.post('/vzit-zpet', async (ctx) => {
    const known = await read(ctx);
    if (!known) return;
    const { reader, reservation, token } = known;
    if (reservation.state === 'confirmed') return goHome(ctx, known);
    const errors = isProof(reservation, token, formText(ctx, 'dukaz')) ? [] : pinErrors(known, ctx);
    if (errors.length > 0) return show(ctx, known, { errors, status: 422 });
    const done = await reservations.undoCancel(token);
    if (done.ok) seeOther(ctx, reader.href(`/rezervace/${token}`, { zprava: 'plati' }));
    else refuse(ctx, known, done.refusal);
  });
  router.use(moveRoutes(parts, read).routes());
  return router;
}

const goHome = (ctx: Context, { reader, token }: Managed): void => seeOther(ctx, reader.href(`/rezervace/${token}`));

const goOnWith = (ctx: Context, { reader, token }: Managed, proof: string): void =>
  seeOther(ctx, reader.href(`/rezervace/${token}/hotovo/${proof}`));

/** The act that led back to the page, to be told on top of it. */
function readNews(ctx: Context): 'undone' | 'movedBack' | null {
  if (ctx.query.zprava === 'plati') return 'undone';
  return ctx.query.zprava === 'zpet' ? 'movedBack' : null;
}
