import Router from '@koa/router';
import { assetRoutes } from './assets.ts';
import { bookingRoutes } from './booking/booking-routes.tsx';
import { sentRoutes } from './booking/sent-routes.tsx';
import { inboxRoutes } from './inbox/inbox-routes.tsx';
import { liveRoutes } from './live/live-routes.tsx';
import { confirmRoutes } from './manage/confirm-routes.tsx';
import { manageRoutes } from './manage/manage-routes.tsx';
import type { PageParts } from './page-parts.ts';

/** Every page of the cloud. All of them work without JavaScript. */
export function pageRoutes(parts: PageParts): Router {
  const router = new Router();
  const rooms = [
    assetRoutes(),
    bookingRoutes(parts),
    sentRoutes(parts),
    confirmRoutes(parts),
    manageRoutes(parts),
    liveRoutes(parts),
    ...(parts.inbox ? [inboxRoutes({ inbox: parts.inbox })] : []),
  ];
  for (const room of rooms) router.use(room.routes());
  return router;
}
