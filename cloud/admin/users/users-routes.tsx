import Router from '@koa/router';
import type { Context } from 'koa';
import { seeOther, sendPage } from '../../send-page.ts';
import { readOffices } from '../../store/read-office.ts';
import type { Guard, OfficeVisit } from '../guard.tsx';
import { RefusedPage } from '../refused-page.tsx';
import { endInvite, invite, listInvites, listUsers, type Place, placeUser, resetUser, setDisabled } from './users.ts';
import { CodePage, UsersPage } from './users-pages.tsx';

/** Who may come in. For admins only. */
export function usersRoutes(guard: Guard): Router {
  const router = new Router({ prefix: '/admin/:office/uzivatele' });
  router.get('/', guard.forAdmin(show));
  router.post(
    '/pozvat',
    guard.forAdmin(async (ctx, visit) => showCode(ctx, visit, await invite(visit.parts.store.db, await placeIn(visit), doing(visit)))),
  );
  router.post(
    '/kod-zrusit',
    guard.forAdmin(async (ctx, visit) => {
      await endInvite(visit.parts.store.db, visit.form('code'), doing(visit));
      back(ctx, visit);
    }),
  );
  router.post(
    '/:user/heslo',
    guard.forAdmin(async (ctx, visit) => showCode(ctx, visit, await resetUser(visit.parts.store.db, userIn(ctx), doing(visit)))),
  );
  router.post(
    '/:user/pristup',
    guard.forAdmin(async (ctx, visit) =>
      answer(ctx, visit, await setDisabled(visit.parts.store.db, userIn(ctx), visit.form('access') === 'none', doing(visit))),
    ),
  );
  router.post(
    '/:user/opravneni',
    guard.forAdmin(async (ctx, visit) =>
      answer(ctx, visit, await placeUser(visit.parts.store.db, userIn(ctx), await placeIn(visit), doing(visit))),
    ),
  );
  return router;
}

type Answer = Awaited<ReturnType<typeof setDisabled>>;

async function show(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { db } = visit.parts.store;
  const [users, invites, offices] = [await listUsers(db), await listInvites(db, visit.parts.clock.now()), await readOffices(db)];
  const notice = ctx.query.ulozeno ? visit.reader.texts.users.saved : null;
  sendPage(ctx, <UsersPage visit={visit} users={users} invites={invites} offices={offices} notice={notice} />);
}

function showCode(ctx: Context, visit: OfficeVisit, done: Awaited<ReturnType<typeof invite>>): void {
  if (done.ok) sendPage(ctx, <CodePage visit={visit} code={done.code} />);
  else refuse(ctx, visit, done);
}

function answer(ctx: Context, visit: OfficeVisit, done: Answer): void {
  if (done.ok) back(ctx, visit);
  else refuse(ctx, visit, done);
}

function refuse(ctx: Context, visit: OfficeVisit, { refusal }: Extract<Answer, { readonly ok: false }>): void {
  const sentence = visit.reader.texts.users.refusals[refusal];
  sendPage(ctx, <RefusedPage {...visit} sentence={sentence} back={addressOf(visit)} />, refusal === 'unknown-user' ? 404 : 409);
}

const addressOf = ({ office }: OfficeVisit): string => `/admin/${office.id}/uzivatele`;
const back = (ctx: Context, visit: OfficeVisit): void => seeOther(ctx, `${addressOf(visit)}?ulozeno=1`);
const userIn = (ctx: Context): string => String(ctx.params.user);
const doing = ({ session, parts }: OfficeVisit) => ({ who: session.user.id, nowMs: parts.clock.now() });

/** An admin has every office; a supervisor has the one that was chosen, which must be there. */
async function placeIn({ form, office, parts }: OfficeVisit): Promise<Place> {
  if (form('role') === 'admin') return { role: 'admin', office: null };
  const known = (await readOffices(parts.store.db)).find(({ id }) => id === form('place'));
  return { role: 'supervisor', office: known?.id ?? office.id };
}
