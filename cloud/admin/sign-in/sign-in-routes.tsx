import Router from '@koa/router';
import type { Context } from 'koa';
import { Language } from '#contract/language.ts';
import { seeOther, sendPage } from '../../send-page.ts';
import type { Cookie } from '../cookie.ts';
import { readForm } from '../form.ts';
import type { Guard } from '../guard.tsx';
import type { PageError } from '../page-error.ts';
import type { AdminParts } from '../parts.ts';
import { type Reader, readReader } from '../reader.ts';
import { join, mintSecret, type OpenInvite, openInvite, totpAddress } from './join.ts';
import { InvitePage, JoinPage, SignInPage } from './pages.tsx';
import { canHash } from './password.ts';
import { beginSession, endSession, speak } from './sessions.ts';
import { type SignedIn, signIn } from './sign-in.ts';
import { openSignInGate } from './sign-in-gate.ts';

/** When to try again while too many passwords are being checked. */
const busySeconds = 5;
/** What stands for the name where one-time codes are counted. */
const inviteDrawer = 'one-time code';

/** Coming in, going out, and becoming somebody who may come in. */
export function signInRoutes(parts: AdminParts, cookie: Cookie, guard: Guard): Router {
  const { store, clock } = parts;
  const gate = openSignInGate(parts.openLimiter);
  const router = new Router({ prefix: '/admin' });

  router.get('/prihlasit', (ctx) => sendPage(ctx, <SignInPage parts={parts} reader={readReader(ctx, null)} problem={null} />));
  router.post('/prihlasit', async (ctx) => {
    const reader = readReader(ctx, null);
    const form = readForm(ctx);
    const lang = Language.safeParse(form('lang')).data ?? null;
    const attempt = { user: form('user'), password: form('password'), code: form('code'), network: ctx.ip, lang };
    const done = await signIn({ ...parts, gate }, attempt);
    if (!done.ok)
      return refuse(ctx, done, (problem) => <SignInPage parts={parts} reader={reader} problem={problem} user={form('user')} />, reader);
    cookie.give(ctx, done.token);
    seeOther(ctx, '/admin');
  });
  router.post(
    '/odhlasit',
    guard.anybody(async (ctx) => {
      const token = cookie.read(ctx);
      if (token !== null) await endSession(store.db, token);
      cookie.take(ctx);
      ctx.set('Clear-Site-Data', '"cache"');
      seeOther(ctx, '/admin');
    }),
  );
  router.post(
    '/jazyk',
    guard.anybody(async (ctx, { form }) => {
      const lang = Language.safeParse(form('lang')).data;
      const token = cookie.read(ctx);
      if (lang && token !== null) await speak(store.db, token, lang);
      seeOther(ctx, ownAddress(form('back')));
    }),
  );

  router.get('/pozvanka', (ctx) => sendPage(ctx, <InvitePage parts={parts} reader={readReader(ctx, null)} problem={null} />));
  router.post('/pozvanka', async (ctx) => {
    const reader = readReader(ctx, null);
    const invite = await invited(ctx, reader);
    if (invite) sendPage(ctx, <JoinPage parts={parts} reader={reader} view={viewOf(ctx, reader, invite, mintSecret(), [])} />);
  });
  router.post('/pozvanka/hotovo', async (ctx) => {
    const reader = readReader(ctx, null);
    const invite = await invited(ctx, reader);
    if (!invite) return;
    const form = readForm(ctx);
    const fields = { user: form('user'), name: form('name'), password: form('password'), again: form('again') };
    const joined = await join(
      store.db,
      invite,
      { ...fields, secret: form('secret'), code: form('code') },
      { nowMs: clock.now(), trueMs: parts.trueClock.now() },
    );
    if (!joined.ok) {
      const errors = joined.problems.map(({ field, problem }) => ({ field, message: reader.texts.join.problems[problem] }));
      return sendPage(ctx, <JoinPage parts={parts} reader={reader} view={viewOf(ctx, reader, invite, form('secret'), errors)} />, 422);
    }
    cookie.give(ctx, await beginSession(store.db, joined.user, Language.safeParse(form('lang')).data ?? null, clock.now()));
    seeOther(ctx, '/admin');
  });

  /** The invitation that the form names; a wrong code counts like a wrong password. */
  const invited = async (ctx: Context, reader: Reader): Promise<OpenInvite | null> => {
    const page = (problem: string) => <InvitePage parts={parts} reader={reader} problem={problem} />;
    const seconds = await gate.wait(ctx.ip, inviteDrawer);
    const done: SignedIn | null = seconds > 0 ? { ok: false, refusal: 'rest', seconds } : canHash() ? null : { ok: false, refusal: 'busy' };
    if (done && !done.ok) {
      refuse(ctx, done, page, reader);
      return null;
    }
    const invite = await openInvite(store.db, readForm(ctx)('invite'), clock.now());
    if (invite) return invite;
    await gate.failed(ctx.ip, inviteDrawer);
    sendPage(ctx, page(reader.texts.join.unknown), 404);
    return null;
  };
  return router;
}

function refuse(
  ctx: Context,
  done: Exclude<SignedIn, { readonly ok: true }>,
  page: (problem: string) => Parameters<typeof sendPage>[1],
  { texts: { signIn: words } }: Reader,
): void {
  if (done.refusal === 'wrong') return void sendPage(ctx, page(words.wrong), 401);
  const seconds = done.refusal === 'rest' ? done.seconds : busySeconds;
  ctx.set('Retry-After', String(seconds));
  sendPage(ctx, page(done.refusal === 'rest' ? words.rest(Math.ceil(seconds / 60)) : words.busy), 429);
}

function viewOf(ctx: Context, { texts }: Reader, invite: OpenInvite, secret: string, errors: readonly PageError[]) {
  const form = readForm(ctx);
  const user = invite.user ?? form('user');
  const address = totpAddress(secret, user || texts.join.somebody, 'Fronta');
  return { invite: form('invite'), known: invite.user, user, name: form('name'), secret, address, errors };
}

/** Only our own pages are gone back to, whatever the form says. */
const ownAddress = (address: string): string => (/^\/admin(?:[/?][\w/?=&%.:+-]*)?$/.test(address) ? address : '/admin');
