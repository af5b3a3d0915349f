import type { Context } from 'koa';

/** With `__Host-` a browser takes the cookie only from this very host over HTTPS, and from no neighbour of its domain. */
const nameFor = (isHttps: boolean): string => (isHttps ? '__Host-fronta-admin' : 'fronta-admin');

/** The session cookie: out of reach of scripts, never sent from another site, gone with the browser. */
export function openCookie(publicOrigin: string) {
  const isHttps = publicOrigin.startsWith('https:');
  const name = nameFor(isHttps);
  // Written by hand: behind a proxy that ends TLS, the connection that reaches us is plain although the browser's is not.
  const set = (ctx: Context, value: string, more: string): void =>
    ctx.append('Set-Cookie', `${name}=${value}; Path=/; HttpOnly; SameSite=Strict${isHttps ? '; Secure' : ''}${more}`);
  return {
    read: (ctx: Context): string | null => ctx.cookies.get(name) || null,
    give: (ctx: Context, token: string): void => set(ctx, token, ''),
    take: (ctx: Context): void => set(ctx, '', '; Max-Age=0'),
  };
}
export type Cookie = ReturnType<typeof openCookie>;
