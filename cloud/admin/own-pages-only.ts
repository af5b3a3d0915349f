import type { Middleware } from 'koa';

/** Nothing of these pages is loaded from elsewhere, nothing in them runs. */
const policy = "default-src 'none';style-src 'self';img-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'";
/** For the one page that draws charts from its tables: it runs scripts of ours. */
export const policyWithCharts = `${policy};script-src 'self'`;

/**
 * Refuses every form that a browser sends from elsewhere, and gives these pages a stricter frame than the citizens' ones: nothing of them
 * runs scripts, nobody keeps them, and only our own pages hear where a form came from.
 */
export function ownPagesOnly(publicOrigin: string, refuse: (ctx: Parameters<Middleware>[0]) => void): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/admin' && !ctx.path.startsWith('/admin/')) return next();
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Referrer-Policy', 'same-origin');
    ctx.set('Content-Security-Policy', policy);
    if (ctx.method === 'POST' && !isOwn(ctx.get('Sec-Fetch-Site'), ctx.get('Origin'), publicOrigin, ctx.host)) return refuse(ctx);
    return next();
  };
}

/** Browsers say it in Sec-Fetch-Site, old ones in Origin; a program says neither and must know the form's token. */
function isOwn(site: string, origin: string, publicOrigin: string, host: string): boolean {
  if (site !== '' && site !== 'same-origin') return false;
  return origin === '' || origin === publicOrigin || (URL.canParse(origin) && new URL(origin).host === host);
}
