import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Router from '@koa/router';

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' } as const;

/** Files of ./assets, joined after what `first` names, under a name that changes with their content, so that browsers may keep it for ever. */
function asset(name: string, files: readonly string[] = [name], first: readonly string[] = []) {
  const urls = [...first, ...files.map((file) => new URL(`assets/${file}`, import.meta.url).href)];
  const content = Buffer.concat(urls.map((url) => readFileSync(new URL(url))));
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const [stem, ending] = name.split('.') as [string, keyof typeof types];
  return { path: `/assets/${stem}.${hash}.${ending}`, content, type: types[ending], etag: `"${hash}"` };
}

export const style = asset(
  'style.css',
  ['base', 'frame', 'choices', 'calendar', 'forms', 'results'].map((sheet) => `style/${sheet}.css`),
  // The design tokens are those of both sides.
  [import.meta.resolve('#contract/tokens.css')],
);
export const liveScript = asset('live.js');
export const workScript = asset('work.js');
export const icon = asset('icon.svg');

/** Serves style, script and icon under names that change with their content, so that a browser may keep them for ever. */
export function assetRoutes(): Router {
  const router = new Router();
  for (const { path, content, type, etag } of [style, liveScript, workScript, icon]) {
    router.get(path, (ctx) => {
      ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
      ctx.set('ETag', etag);
      ctx.type = type;
      ctx.body = content;
      if (ctx.fresh) ctx.status = 304;
    });
  }
  return router;
}
