import Router from '@koa/router';
import type { Context } from 'koa';
import { seeOther, sendPage } from '../../send-page.ts';
import type { Guard, OfficeVisit } from '../guard.tsx';
import type { PageError } from '../page-error.ts';
import { RefusedPage } from '../refused-page.tsx';
import { issueCode, listEnrolments, listKiosks, revokeCode, shutOut } from './enrolments.ts';
import { CodePage, KiosksPage, ShutOutPage } from './kiosks-pages.tsx';
import { approveTwin, listTwins } from './twins.ts';
import { TwinsPage } from './twins-page.tsx';

/** The office's kiosks, their access, and the codes with which further ones are enrolled. For admins only. */
export function kiosksRoutes(guard: Guard): Router {
  const router = new Router({ prefix: '/admin/:office/kiosky' });
  router.get(
    '/',
    guard.forAdmin((ctx, visit) => show(ctx, visit, [])),
  );
  router.post('/vydat', guard.forAdmin(issue));
  router.post('/zrusit', guard.forAdmin(revoke));
  router.get('/:edge/odpojit', guard.forAdmin(askToShutOut));
  router.post('/:edge/odpojit', guard.forAdmin(shutOutNow));
  router.get('/:edge/dvojnik', guard.forAdmin(showTwins));
  router.post('/:edge/dvojnik', guard.forAdmin(approve));
  return router;
}

async function show(ctx: Context, visit: OfficeVisit, errors: readonly PageError[]): Promise<void> {
  const { parts, office, reader } = visit;
  const kiosks = await listKiosks(parts.store.db, office.id);
  const codes = await listEnrolments(parts.store.db, office.id, parts.clock.now());
  const twins = [...(await listTwins(parts.store.db, office.id)).keys()];
  const { kiosks: words } = reader.texts;
  const done = { zruseno: words.revoked, odpojeno: words.shutOutDone, ceka: words.shutOutLater, rozhodnuto: words.twins.done };
  const notice = Object.entries(done).find(([word]) => ctx.query[word])?.[1] ?? null;
  sendPage(
    ctx,
    <KiosksPage visit={visit} kiosks={kiosks} codes={codes} twins={twins} errors={errors} notice={notice} />,
    errors.length > 0 ? 422 : 200,
  );
}

async function issue(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { parts, form, reader } = visit;
  const edge = form('edge').trim();
  const issued = await issueCode(parts.store.db, edge, parts.kioskCode, doing(visit));
  if (!issued.ok) return show(ctx, visit, [{ field: 'edge', message: reader.texts.kiosks[issued.refusal] }]);
  sendPage(ctx, <CodePage visit={visit} edge={edge} code={issued.code} />);
}

async function revoke(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { parts, form } = visit;
  if (await revokeCode(parts.store.db, form('code'), doing(visit))) return seeOther(ctx, `${listOf(visit)}?zruseno=1`);
  gone(ctx, visit);
}

async function askToShutOut(ctx: Context, visit: OfficeVisit): Promise<void> {
  const kiosk = (await listKiosks(visit.parts.store.db, visit.office.id)).find(({ id }) => id === ctx.params.edge);
  if (!kiosk || kiosk.revokedMs !== null) return gone(ctx, visit);
  sendPage(ctx, <ShutOutPage visit={visit} kiosk={kiosk} />);
}

async function shutOutNow(ctx: Context, visit: OfficeVisit): Promise<void> {
  const edge = String(ctx.params.edge);
  if (!(await shutOut(visit.parts.store.db, edge, doing(visit)))) return gone(ctx, visit);
  const told = await visit.parts.onKioskShutOut({ office: visit.office.id, edge });
  seeOther(ctx, `${listOf(visit)}?${told === 'done' ? 'odpojeno' : 'ceka'}=1`);
}

async function showTwins(ctx: Context, visit: OfficeVisit): Promise<void> {
  const edge = String(ctx.params.edge);
  const twins = (await listTwins(visit.parts.store.db, visit.office.id)).get(edge);
  if (!twins) return gone(ctx, visit);
  sendPage(ctx, <TwinsPage visit={visit} edge={edge} twins={twins} />);
}

async function approve(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { parts, office, form, session } = visit;
  if (!(await approveTwin(parts, office.id, String(ctx.params.edge), form('journal'), session.user.id))) return gone(ctx, visit);
  seeOther(ctx, `${listOf(visit)}?rozhodnuto=1`);
}

function gone(ctx: Context, visit: OfficeVisit): void {
  sendPage(ctx, <RefusedPage {...visit} sentence={visit.reader.texts.refused.gone} back={listOf(visit)} />, 404);
}

const listOf = ({ office }: OfficeVisit): string => `/admin/${office.id}/kiosky`;
const doing = ({ office, session, parts }: OfficeVisit) => ({ office: office.id, who: session.user.id, nowMs: parts.clock.now() });
