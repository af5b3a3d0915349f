import Router from '@koa/router';
import type { JSX } from 'preact';
import { sendPage } from '../../send-page.ts';
import { serviceName } from '../day/day-page.tsx';
import type { Guard, OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import { writePath } from '../settings/changes-table.tsx';
import { writeMoment } from '../write.ts';
import { type AuditPage, readAudit } from './audit.ts';

/** Who did what and when; what concerns no office in particular is for admins. */
export function auditRoutes(guard: Guard): Router {
  const router = new Router({ prefix: '/admin/:office/zaznamy' });
  router.get(
    '/',
    guard.forOffice(async (ctx, visit) => {
      const before = /^\d{1,9}$/.test(visit.form('pred')) ? Number(visit.form('pred')) : null;
      const withUsers = visit.session.user.role === 'admin';
      sendPage(ctx, <Records visit={visit} page={await readAudit(visit.parts.store.db, { office: visit.office.id, withUsers, before })} />);
    }),
  );
  return router;
}

function Records({ visit, page }: { visit: OfficeVisit; page: AuditPage }): JSX.Element {
  const { reader, office } = visit;
  const { audit, frame } = reader.texts;
  const value = (path: string, text: string | null): string => {
    if (text === null) return frame.none;
    if (path === 'reservation.when') return writeMoment(reader.lang, office.settings.timeZone, Date.parse(text));
    if (path === 'reservation.service') return serviceName(visit, text);
    return (reader.texts.values as Readonly<Record<string, string>>)[text] ?? text;
  };
  return (
    <Layout {...visit} title={audit.title} place="audit">
      <h1>{audit.title}</h1>
      <p class="lead">{page.entries.length === 0 ? audit.none : audit.lead}</p>
      <ul class="rows">
        {page.entries.map((entry) => (
          <li key={entry.id}>
            <span>
              <strong>{audit.words[entry.what](entry.subject)}</strong>
              <br />
              <span class="quiet">
                {writeMoment(reader.lang, office.settings.timeZone, entry.atMs)} · {entry.who}
              </span>
              {entry.changes.length > 0 && (
                <ul class="plain-list">
                  {entry.changes.map(({ path, from, to }) => (
                    <li key={path}>
                      {writePath(reader, office.settings, path)}: {audit.from} {value(path, from)} {audit.to} {value(path, to)}
                    </li>
                  ))}
                </ul>
              )}
            </span>
          </li>
        ))}
      </ul>
      {page.older !== null && (
        <p>
          <a href={`/admin/${office.id}/zaznamy?pred=${page.older}`}>{frame.older}</a>
        </p>
      )}
    </Layout>
  );
}
