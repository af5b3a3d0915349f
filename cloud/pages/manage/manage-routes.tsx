import Router from '@koa/router';
import type { Context } from 'koa';
import type { PageParts } from '../page-parts.ts';
import { readDate } from '../read-date.ts';
import { readReader } from '../reader.ts';
import { seeOther, sendPage } from '../send-page.ts';
import { RefusedPage } from '../trouble/trouble-page.tsx';
import { sendCalendar, UnknownLinkPage } from './confirm-routes.tsx';
import { CancelPage, ManagePage, MoveDaysPage, MoveHoursPage } from './pages.tsx';

/** The manage link. Every change takes a second human act and can be undone (F27); all its addresses are personal. */
export function manageRoutes(parts: PageParts): Router {
  const { reservations, clock, publicOrigin, calendar } = parts;
  const router = new Router({ prefix: '/rezervace/:token' });
  const read = async (ctx: Context) => {
    const token = String(ctx.params.token);
    const reader = readReader(ctx);
    if (ctx.params.date !== undefined && readDate(ctx) === null) return null;
    const reservation = await reservations.byManageToken(token);
    if (reservation === null) sendPage(ctx, <UnknownLinkPage reader={reader} />, 404);
    return reservation && { reader, reservation, token };
  };

  router.get('/', async (ctx) => {
    const known = await read(ctx);
    if (known) sendPage(ctx, <ManagePage {...known} nowMs={clock.now()} news={readNews(ctx)} />);
  });
  router.get('/termin.ics', async (ctx) => {
    const known = await read(ctx);
    if (known?.reservation.pin) sendCalendar(ctx, calendar(known.reservation, `${publicOrigin}/rezervace/${known.token}`));
  });
  router.get('/zrusit', async (ctx) => {
    const known = await read(ctx);
    if (known) sendPage(ctx, <CancelPage {...known} />);
  });
  router.post('/zrusit', (ctx) => act(ctx, (token) => reservations.cancel(token), null));
  router.post('/vzit-zpet', (ctx) => act(ctx, (token) => reservations.undoCancel(token), 'plati'));
  router.get('/presun', async (ctx) => {
    const known = await read(ctx);
    if (!known) return;
    const offers = (await reservations.offers(known.reservation.office.office, known.reservation.service.id)) ?? [];
    const from = typeof ctx.query.od === 'string' ? ctx.query.od : undefined;
    sendPage(ctx, <MoveDaysPage {...known} offers={offers} nowMs={clock.now()} from={from} />);
  });
  router.get('/presun/:date', async (ctx) => {
    const known = await read(ctx);
    if (known) sendPage(ctx, <MoveHoursPage {...known} offers={await offersOn(known, ctx)} />);
  });
  router.post('/presun/:date', async (ctx) => {
    const known = await read(ctx);
    if (!known) return;
    const { reader, token } = known;
    const start = String((ctx.request.body as Record<string, unknown> | undefined)?.start ?? '');
    const moved = await reservations.move(token, start);
    if (moved.ok) return seeOther(ctx, reader.href(`/rezervace/${token}`, { zprava: 'presunuto' }));
    if (moved.refusal === 'unknown-token') return sendPage(ctx, <UnknownLinkPage reader={reader} />, 404);
    const isHour = moved.refusal === 'slot-full' || moved.refusal === 'not-offered';
    if (!isHour) return sendPage(ctx, <RefusedPage reader={reader} office={known.reservation.office} refusal={moved.refusal} />, 409);
    const message = start === '' ? reader.texts.hours.missing : reader.texts.refusals[moved.refusal];
    const errors = [{ field: 'start', message }];
    sendPage(
      ctx,
      <MoveHoursPage {...known} offers={await offersOn(known, ctx)} errors={errors} />,
      moved.refusal === 'slot-full' ? 409 : 422,
    );
  });

  type Known = NonNullable<Awaited<ReturnType<typeof read>>>;
  const offersOn = async ({ reservation }: Known, ctx: Context) => {
    const date = String(ctx.params.date);
    return (await reservations.offers(reservation.office.office, reservation.service.id, { from: date, to: date })) ?? [];
  };
  const act = async (
    ctx: Context,
    work: (token: string) => ReturnType<typeof reservations.cancel | typeof reservations.undoCancel>,
    news: string | null,
  ) => {
    const known = await read(ctx);
    if (!known) return;
    const { reader, token, reservation } = known;
    const done = await work(token);
    if (done.ok) return seeOther(ctx, reader.href(`/rezervace/${token}`, news ? { zprava: news } : {}));
    if (done.refusal === 'unknown-token') return sendPage(ctx, <UnknownLinkPage reader={reader} />, 404);
    sendPage(ctx, <RefusedPage reader={reader} office={reservation.office} refusal={done.refusal} />, 409);
  };
  return router;
}

/** The act that led back to the page, to be told on top of it. */
function readNews(ctx: Context): 'undone' | 'moved' | null {
  if (ctx.query.zprava === 'plati') return 'undone';
  return ctx.query.zprava === 'presunuto' ? 'moved' : null;
}
