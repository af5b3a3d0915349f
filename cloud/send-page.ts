import type { Context } from 'koa';
import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** Answers with a page, of citizens or of the office. Pages are never kept by anyone between: most of them are personal, the rest change by the minute. */
export function sendPage(ctx: Context, page: JSX.Element, status = 200): void {
  ctx.status = status;
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Vary', 'Accept-Language');
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = `<!doctype html>${renderToString(page)}`;
}

/** After a form: the browser goes on with GET, so that a reload repeats nothing. */
export function seeOther(ctx: Context, location: string): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.redirect(location);
  ctx.status = 303;
}
