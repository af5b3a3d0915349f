import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Router from '@koa/router';

const start = "import { drawCharts } from './charts.js';\n\nawait drawCharts(() => import('./uplot.js'), document);\n";
const files: Readonly<Record<string, Buffer>> = {
  'start.js': Buffer.from(start),
  'charts.js': readFileSync(new URL(import.meta.resolve('#contract/statistics/look/charts.js'))),
  'uplot.js': readFileSync(new URL(import.meta.resolve('uplot/dist/uPlot.esm.js'))),
};
const hash = createHash('sha256')
  .update(Buffer.concat(Object.values(files)))
  .digest('hex')
  .slice(0, 12);

/** The script that draws the charts, in a folder whose name changes with what is in it. */
export const chartsScript = { path: `/assets/charts.${hash}/start.js` };

/** Serves it and what it imports, for ever. */
export function chartsRoutes(): Router {
  const router = new Router();
  for (const [name, content] of Object.entries(files))
    router.get(`/assets/charts.${hash}/${name}`, (ctx) => {
      ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
      ctx.type = 'text/javascript; charset=utf-8';
      ctx.body = content;
    });
  return router;
}
