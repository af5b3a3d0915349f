import Router from '@koa/router';
import type { Context } from 'koa';
import type { Desk } from './port.ts';
import { answerProblem } from './problem.ts';
import { type SessionStore, type Staff, sessionMs } from './session-store.ts';
import { addressOf } from './who-asks.ts';

/** Logging in and out of the staff page: JSON for programs and the page, a plain form for a browser without scripts. */
export function sessionRoutes(desk: Desk, sessions: SessionStore): Router {
  const router = new Router();

  router.post('/api/v1/session', (ctx) => {
    const attempt = tryCode(ctx, desk, sessions);
    switch (attempt.outcome) {
      case 'in':
        ctx.body = { name: attempt.staff.name };
        return;
      case 'no-code':
        return answerProblem(ctx, { status: 422, type: 'invalid', title: '"code" must be a short text.', field: 'code' });
      case 'wrong':
        return answerProblem(ctx, { status: 401, type: 'wrong-code', title: 'Nobody has this code.', field: 'code' });
      case 'rest':
        ctx.set('Retry-After', String(attempt.seconds));
        return answerProblem(ctx, {
          status: 429,
          type: 'too-many-codes',
          title: `Too many wrong codes. Try again in ${attempt.seconds} s.`,
        });
    }
  });

  router.get('/api/v1/session', (ctx) => {
    const staff = staffOf(ctx, sessions);
    if (staff === null) return noSession(ctx);
    ctx.body = { name: staff.name };
  });

  router.delete('/api/v1/session', (ctx) => {
    logOut(ctx, sessions);
    ctx.status = 204;
  });

  router.post('/staff/login', (ctx) => {
    const { outcome } = tryCode(ctx, desk, sessions);
    ctx.redirect(outcome === 'in' ? '/staff' : `/staff/login#${outcome === 'rest' ? 'rest' : 'wrong'}`);
    ctx.status = 303;
  });

  router.post('/staff/logout', (ctx) => {
    logOut(ctx, sessions);
    ctx.redirect('/staff/login');
    ctx.status = 303;
  });

  return router;
}

/** The clerk whose session this request carries, or `null`. */
export const staffOf = (ctx: Context, sessions: SessionStore): Staff | null => sessions.holder(ctx.cookies.get(cookieName));

/** Answers 401: the request carries no clerk's session. */
export function noSession(ctx: Context): void {
  answerProblem(ctx, { status: 401, type: 'no-session', title: 'Log in at /staff first.' });
}

const cookieName = 'fronta-session';

type Attempt =
  | { readonly outcome: 'in'; readonly staff: Staff }
  | { readonly outcome: 'no-code' }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'rest'; readonly seconds: number };

function tryCode(ctx: Context, desk: Desk, sessions: SessionStore): Attempt {
  const address = addressOf(ctx);
  const seconds = sessions.restSeconds(address);
  if (seconds > 0) return { outcome: 'rest', seconds };
  const code: unknown = (ctx.request.body as { code?: unknown } | undefined)?.code;
  if (typeof code !== 'string' || code.length === 0 || code.length > codeLengthMax) return { outcome: 'no-code' };
  const staff = desk.staffWithCode(code);
  if (staff === null) {
    sessions.countWrong(address);
    return { outcome: 'wrong' };
  }
  const id = sessions.begin(staff);
  ctx.cookies.set(cookieName, id, { httpOnly: true, sameSite: 'strict', maxAge: sessionMs, overwrite: true });
  return { outcome: 'in', staff };
}

const codeLengthMax = 64;

function logOut(ctx: Context, sessions: SessionStore): void {
  sessions.end(ctx.cookies.get(cookieName));
  ctx.cookies.set(cookieName, null);
}
