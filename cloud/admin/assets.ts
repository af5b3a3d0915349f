import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Router from '@koa/router';

const own = ['frame', 'forms', 'lists'].map((name) => new URL(`assets/${name}.css`, import.meta.url));
/** How the statistics look is the same at the edge. */
const shared = ['#contract/statistics/look/statistics.css', 'uplot/dist/uPlot.min.css'].map((name) => new URL(import.meta.resolve(name)));
const sheets = [...own, ...shared].map((url) => readFileSync(url));
const content = Buffer.concat(sheets);
const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);

/** What these pages add to the citizens' stylesheet, under a name that changes with its content. */
export const adminStyle = { path: `/assets/admin.${hash}.css` };

/** Serves it for ever. */
export function assetRoutes(): Router {
  const router = new Router();
  router.get(adminStyle.path, (ctx) => {
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    ctx.type = 'text/css; charset=utf-8';
    ctx.body = content;
  });
  return router;
}
