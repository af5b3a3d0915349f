import Router from '@koa/router';
import type { Context } from 'koa';
import type { Offer } from '../../reservations/port.ts';
import { seeOther, sendPage } from '../../send-page.ts';
import { nearest } from '../booking/nearest.ts';
import type { PageParts } from '../page-parts.ts';
import { isProof, proofOf } from './human-act.ts';
import { formText, type Managed, pinErrors, type ReadManaged, refuse } from './managed.tsx';
import { MoveCheckPage, MoveDaysPage, MoveHoursPage, MoveTakenPage } from './move-pages.tsx';

/** To another hour: which day, which hour, is it right. The old hour stays until the last button, and then for a while as the way back. */
export function moveRoutes({ reservations, clock, holidays }: PageParts, read: ReadManaged): Router {
  const router = new Router();
  const offersOf = async ({ reservation }: Managed, date?: string): Promise<readonly Offer[]> => {
    const days = date ? { from: date, to: date } : {};
    return (await reservations.offers(reservation.office.office, reservation.service.id, days)) ?? [];
  };
  /** A reservation that can be moved; otherwise its own page says why not. */
  const readOpen = async (ctx: Context): Promise<Managed | null> => {
    const known = await read(ctx);
    if (!known || (known.reservation.state === 'confirmed' && known.reservation.endMs > clock.now())) return known;
    seeOther(ctx, known.reader.href(`/rezervace/${known.token}`));
    return null;
  };
  const taken = async (ctx: Context, known: Managed, start: string) =>
    sendPage(ctx, <MoveTakenPage {...known} nearest={nearest(await offersOf(known), start)} />, 409);

  router.get('/presun', async (ctx) => {
    const known = await readOpen(ctx);
    if (known) sendPage(ctx, <MoveDaysPage {...known} offers={await offersOf(known)} nowMs={clock.now()} holidays={holidays} />);
  });
  router.get('/presun/:date', async (ctx) => {
    const known = await readOpen(ctx);
    if (!known) return;
    const chosen = typeof ctx.query.start === 'string' ? ctx.query.start : undefined;
    sendPage(
      ctx,
      <MoveHoursPage {...known} date={String(ctx.params.date)} offers={await offersOf(known, ctx.params.date)} chosen={chosen} />,
    );
  });
  router.get('/presun/:date/kontrola', async (ctx) => {
    const known = await readOpen(ctx);
    if (!known) return;
    const start = String(ctx.query.start ?? '');
    const offers = await offersOf(known, ctx.params.date);
    const offer = offers.find((candidate) => candidate.start === start);
    if (offer && offer.free > 0) return sendPage(ctx, <MoveCheckPage {...known} offer={offer} />);
    if (offer) return taken(ctx, known, start);
    const { hours, fields } = known.reader.texts;
    const errors = [{ field: 'start', message: start === '' ? hours.missing : fields.start }];
    sendPage(ctx, <MoveHoursPage {...known} date={String(ctx.params.date)} offers={offers} errors={errors} />, 422);
  });
  router.post('/presun/:date', async (ctx) => {
    const known = await readOpen(ctx);
    if (!known) return;
    const { reader, reservation, token } = known;
    const start = formText(ctx, 'start');
    const isWayBack = reservation.moveUndo?.startMs === Date.parse(start);
    const isHuman = isWayBack && isProof(reservation, token, formText(ctx, 'dukaz'));
    const errors = isHuman ? [] : pinErrors(known, ctx);
    const offer = (await offersOf(known, ctx.params.date)).find((candidate) => candidate.start === start);
    if (errors.length > 0 && offer) return sendPage(ctx, <MoveCheckPage {...known} offer={offer} errors={errors} />, 422);
    if (errors.length > 0) return taken(ctx, known, start);
    const moved = await reservations.move(token, start);
    if (moved.ok)
      return seeOther(
        ctx,
        isHuman
          ? reader.href(`/rezervace/${token}`, { zprava: 'zpet' })
          : reader.href(`/rezervace/${token}/hotovo/${proofOf(moved.reservation, token)}`),
      );
    if (moved.refusal === 'slot-full' || moved.refusal === 'not-offered') return taken(ctx, known, start);
    refuse(ctx, known, moved.refusal);
  });
  return router;
}
