import type { Middleware } from 'koa';

/** Letters that need no second look: a backslash or a second slash would make an address of somebody else of what follows. */
const firstWord = /^\/[\w.-]+(?=\/|$)/;

/**
 * Routes find their addresses in capitals too, while rules by address, ours and those of a proxy before us, know `/admin` and `/api` in small letters:
 * whoever types the first word in capitals is sent on to the one in small letters, and what is sent there is not taken. Further words are tokens.
 */
export const oneAddress: Middleware = async (ctx, next) => {
  const typed = firstWord.exec(ctx.path)?.[0] ?? '';
  const small = typed.toLowerCase();
  if (typed === small) return next();
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return;
  ctx.set('Cache-Control', 'no-store');
  ctx.redirect(small + ctx.url.slice(typed.length));
  ctx.status = 308;
};
