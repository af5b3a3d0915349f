import Router from '@koa/router';
import type { Context } from 'koa';
import type { JSX } from 'preact';
import { Act, Field, PostForm } from '../form-parts.tsx';
import type { Guard, OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import type { PageError } from '../page-error.ts';
import { RefusedPage } from '../refused-page.tsx';
import { seeOther, sendPage } from '../send.ts';
import { writeMoment } from '../write.ts';
import { type Enrolment, issueCode, type Kiosk, listEnrolments, listKiosks, revokeCode } from './enrolments.ts';

/** The office's kiosks and the codes with which further ones are enrolled. For admins only. */
export function kiosksRoutes(guard: Guard): Router {
  const router = new Router({ prefix: '/admin/:office/kiosky' });
  router.get(
    '/',
    guard.forAdmin((ctx, visit) => show(ctx, visit, [])),
  );
  router.post('/vydat', guard.forAdmin(issue));
  router.post('/zrusit', guard.forAdmin(revoke));
  return router;
}

async function show(ctx: Context, visit: OfficeVisit, errors: readonly PageError[]): Promise<void> {
  const { parts, office, reader } = visit;
  const kiosks = await listKiosks(parts.store.db, office.id);
  const codes = await listEnrolments(parts.store.db, office.id, parts.clock.now());
  const notice = ctx.query.zruseno ? reader.texts.kiosks.revoked : null;
  sendPage(ctx, <KiosksPage visit={visit} kiosks={kiosks} codes={codes} errors={errors} notice={notice} />, errors.length > 0 ? 422 : 200);
}

async function issue(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { parts, form, reader } = visit;
  const edge = form('edge').trim();
  const issued = await issueCode(parts.store.db, edge, doing(visit));
  if (!issued.ok) return show(ctx, visit, [{ field: 'edge', message: reader.texts.kiosks[issued.refusal] }]);
  sendPage(ctx, <CodePage visit={visit} edge={edge} code={issued.code} />);
}

async function revoke(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { parts, form, office, reader } = visit;
  if (await revokeCode(parts.store.db, form('code'), doing(visit))) return seeOther(ctx, `/admin/${office.id}/kiosky?zruseno=1`);
  sendPage(ctx, <RefusedPage {...visit} sentence={reader.texts.refused.gone} back={`/admin/${office.id}/kiosky`} />, 404);
}

const doing = ({ office, session, parts }: OfficeVisit) => ({ office: office.id, who: session.user.id, nowMs: parts.clock.now() });

type List = {
  visit: OfficeVisit;
  kiosks: readonly Kiosk[];
  codes: readonly Enrolment[];
  errors: readonly PageError[];
  notice: string | null;
};

function KiosksPage({ visit, kiosks, codes, errors, notice }: List): JSX.Element {
  const { reader, office, session, form } = visit;
  const { kiosks: words } = reader.texts;
  const { timeZone } = office.settings;
  const here = `/admin/${office.id}/kiosky`;
  return (
    <Layout {...visit} title={words.title} place="kiosks" errors={errors} notice={notice}>
      <h1>{words.title}</h1>
      {kiosks.length === 0 ? <p>{words.none}</p> : <KioskTable visit={visit} kiosks={kiosks} />}
      <h2>{words.codes}</h2>
      {codes.length === 0 && <p>{words.noCodes}</p>}
      <ul class="rows">
        {codes.map(({ code, edge, createdBy, expiresMs }) => (
          <li key={code}>
            <span>
              <strong>{edge}</strong>
              <br />
              <span class="quiet">
                {words.until(writeMoment(reader.lang, timeZone, expiresMs))} · {words.issuedBy(createdBy)}
              </span>
            </span>
            <Act session={session} action={`${here}/zrusit`} label={words.revoke} kind="quiet-link" fields={{ code }} about={edge} />
          </li>
        ))}
      </ul>
      <section class="card">
        <h2>{words.issueTitle}</h2>
        <p>{words.issueLead}</p>
        <PostForm session={session} action={`${here}/vydat`}>
          <Field name="edge" label={words.edge} hint={words.edgeHint} value={form('edge')} errors={errors} isCode length={32} />
          <button class="button primary" type="submit">
            {words.issue}
          </button>
        </PostForm>
      </section>
    </Layout>
  );
}

function KioskTable({ visit, kiosks }: { visit: OfficeVisit; kiosks: readonly Kiosk[] }) {
  const { reader, office } = visit;
  const { kiosks: words } = reader.texts;
  const newest = office.settings.revision;
  return (
    <section class="sheet" aria-label={words.title}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.link}</th>
            <th scope="col">{words.lastSeen}</th>
            <th scope="col">{words.revision}</th>
          </tr>
        </thead>
        <tbody>
          {kiosks.map(({ id, online, lastSeenMs, revision }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td>
                <span class={`state ${online ? 'online' : 'offline'}`}>{online ? words.online : words.offline}</span>
              </td>
              <td>{lastSeenMs === null ? words.never : writeMoment(reader.lang, office.settings.timeZone, lastSeenMs)}</td>
              <td>{revision >= newest ? words.current(revision) : words.behind(revision, newest)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function CodePage({ visit, edge, code }: { visit: OfficeVisit; edge: string; code: string }): JSX.Element {
  const { reader, office } = visit;
  const { kiosks: words, refused } = reader.texts;
  return (
    <Layout {...visit} title={words.code} place="kiosks">
      <h1>{words.code}</h1>
      <p class="one-time-code">{code}</p>
      <p class="lead">{words.codeLead(edge)}</p>
      <p>
        <a class="button primary" href={`/admin/${office.id}/kiosky`}>
          {refused.back}
        </a>
      </p>
    </Layout>
  );
}
