import { timingSafeEqual } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import { sendPage } from '../send-page.ts';
import { type Office, readOffice } from '../store/read-office.ts';
import type { Cookie } from './cookie.ts';
import { type Form, readForm } from './form.ts';
import type { AdminParts } from './parts.ts';
import { type Reader, readReader } from './reader.ts';
import { RefusedPage } from './refused-page.tsx';
import { SignInPage } from './sign-in/pages.tsx';
import { resumeSession, type Session } from './sign-in/sessions.ts';

/** A request of somebody who is signed in. */
export type Visit = {
  readonly parts: AdminParts;
  readonly session: Session;
  readonly reader: Reader;
  readonly form: Form;
  /** The page's language, name and the like for the frame. */
  readonly office: Office | null;
};
export type OfficeVisit = Visit & { readonly office: Office };

type Handler<Who> = (ctx: Context, visit: Who) => Promise<void> | void;

/** What lets a request through to its page. */
export type Guard = {
  /** Who sent a request, or `null`: nobody who is signed in, or no longer. */
  sessionOf(ctx: Context): Promise<Session | null>;
  /** Anybody who is signed in. */
  anybody(handler: Handler<Visit>): Middleware;
  /** Whoever may work for the office that the address names. */
  forOffice(handler: Handler<OfficeVisit>): Middleware;
  /** Admins of the office that the address names. */
  forAdmin(handler: Handler<OfficeVisit>): Middleware;
};

/**
 * Nobody without a session comes further than the sign-in page; a form must come from our own page and carry the session's token, whatever
 * else protects it. An office that somebody may not see does not exist for them.
 */
export function openGuard(parts: AdminParts, cookie: Cookie): Guard {
  const sessionOf = async (ctx: Context): Promise<Session | null> => {
    const token = cookie.read(ctx);
    return token === null ? null : resumeSession(parts.store.db, token, parts.clock.now());
  };
  const enter = async (ctx: Context): Promise<Visit | null> => {
    const session = await sessionOf(ctx);
    const reader = readReader(ctx, session);
    if (session === null) {
      const problem = ctx.method === 'POST' ? reader.texts.signIn.ended : null;
      sendPage(ctx, <SignInPage parts={parts} reader={reader} problem={problem} />, ctx.path === '/admin' ? 200 : 401);
      return null;
    }
    const form = readForm(ctx);
    const visit = { parts, session, reader, form, office: null };
    if (ctx.method !== 'POST' || isSame(form('csrf'), session.csrf)) return visit;
    sendPage(ctx, <RefusedPage {...visit} sentence={reader.texts.refused.csrf} />, 403);
    return null;
  };
  const officeOf = async (ctx: Context, visit: Visit): Promise<OfficeVisit | null> => {
    const { office: own } = visit.session.user;
    const id = String(ctx.params.office);
    const office = own === null || own === id ? await readOffice(parts.store.db, id) : null;
    if (office) return { ...visit, office };
    sendPage(ctx, <RefusedPage {...visit} sentence={visit.reader.texts.refused.office} />, 404);
    return null;
  };
  const forOffice =
    (handler: Handler<OfficeVisit>): Middleware =>
    async (ctx) => {
      const visit = await enter(ctx);
      const known = visit && (await officeOf(ctx, visit));
      if (known) await handler(ctx, known);
    };
  return {
    sessionOf,
    anybody: (handler) => async (ctx) => {
      const visit = await enter(ctx);
      if (visit) await handler(ctx, visit);
    },
    forOffice,
    forAdmin: (handler) =>
      forOffice((ctx, visit) => {
        if (visit.session.user.role === 'admin') return handler(ctx, visit);
        sendPage(ctx, <RefusedPage {...visit} sentence={visit.reader.texts.refused.role} />, 403);
      }),
  };
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
