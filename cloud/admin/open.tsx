import Router from '@koa/router';
import type { JSX } from 'preact';
import { seeOther, sendPage } from '../send-page.ts';
import { type Office, readOffices } from '../store/read-office.ts';
import { assetRoutes } from './assets.ts';
import { auditRoutes } from './audit/audit-routes.tsx';
import { openCookie } from './cookie.ts';
import { dayRoutes } from './day/day-routes.tsx';
import { phoneRoutes } from './day/phone-routes.tsx';
import { reservationRoutes } from './day/reservation-routes.tsx';
import { toMoveRoutes } from './day/to-move-routes.tsx';
import { type Guard, openGuard, type Visit } from './guard.tsx';
import { kiosksRoutes } from './kiosks/kiosks-routes.tsx';
import { Layout } from './layout.tsx';
import { filesInForms } from './multipart.ts';
import { ownPagesOnly } from './own-pages-only.ts';
import type { AdminParts } from './parts.ts';
import { readReader } from './reader.ts';
import { RefusedPage } from './refused-page.tsx';
import { historyRoutes } from './settings/history-routes.tsx';
import { settingsRoutes } from './settings/settings-routes.tsx';
import { signInRoutes } from './sign-in/sign-in-routes.tsx';
import { statisticsRoutes } from './statistics/statistics-routes.tsx';
import { usersRoutes } from './users/users-routes.tsx';

/** The office's own pages under `/admin`. All of them work without JavaScript; only the statistics run any, to draw charts from their tables. */
export function adminRoutes(parts: AdminParts): Router {
  const cookie = openCookie(parts.publicOrigin);
  const guard = openGuard(parts, cookie);
  const router = new Router();
  router.use(
    ownPagesOnly(parts.publicOrigin, (ctx) => {
      const reader = readReader(ctx, null);
      sendPage(
        ctx,
        <RefusedPage parts={parts} reader={reader} session={null} office={null} sentence={reader.texts.refused.elsewhere} />,
        403,
      );
    }),
  );
  router.use(
    filesInForms(
      async (ctx) => (await guard.sessionOf(ctx)) !== null,
      async (ctx) => {
        const session = await guard.sessionOf(ctx);
        const reader = readReader(ctx, session);
        sendPage(
          ctx,
          <RefusedPage parts={parts} reader={reader} session={session} office={null} sentence={reader.texts.board.errors.formTooLarge} />,
          413,
        );
      },
    ),
  );
  const rooms = [
    assetRoutes(),
    signInRoutes(parts, cookie, guard),
    dayRoutes(guard),
    phoneRoutes(guard),
    reservationRoutes(guard),
    toMoveRoutes(guard),
    settingsRoutes(guard),
    historyRoutes(guard),
    kiosksRoutes(guard),
    usersRoutes(guard),
    auditRoutes(guard),
    statisticsRoutes(guard),
    // Last: an office's name stands where the other pages have theirs.
    startRoutes(guard),
  ];
  for (const room of rooms) router.use(room.routes());
  return router;
}

/** `/admin` leads to the day of one's office; who has several chooses. */
function startRoutes(guard: Guard): Router {
  const router = new Router({ prefix: '/admin' });
  router.get(
    '/',
    guard.anybody(async (ctx, visit) => {
      const all = await readOffices(visit.parts.store.db);
      const own = all.filter(({ id }) => visit.session.user.office === null || visit.session.user.office === id);
      const [only] = own;
      if (only && own.length === 1) return seeOther(ctx, `/admin/${only.id}/den`);
      sendPage(ctx, <OfficesPage visit={visit} offices={own} />);
    }),
  );
  router.get(
    '/:office',
    guard.forOffice((ctx, { office }) => seeOther(ctx, `/admin/${office.id}/den`)),
  );
  return router;
}

function OfficesPage({ visit, offices }: { visit: Visit; offices: readonly Office[] }): JSX.Element {
  const { reader } = visit;
  return (
    <Layout {...visit} title={reader.texts.offices.title}>
      <h1>{reader.texts.offices.title}</h1>
      <ul class="cards">
        {offices.map(({ id, settings }) => (
          <li key={id} class="card">
            <h2>
              <a href={`/admin/${id}/den`}>{settings.name[reader.lang]}</a>
            </h2>
            <p>{settings.place}</p>
          </li>
        ))}
      </ul>
    </Layout>
  );
}
