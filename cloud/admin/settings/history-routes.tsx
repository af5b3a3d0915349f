import Router from '@koa/router';
import type { Context } from 'koa';
import type { JSX } from 'preact';
import { sendPage } from '../../send-page.ts';
import { Act } from '../form-parts.tsx';
import type { Guard, OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import { RefusedPage } from '../refused-page.tsx';
import { writeMoment } from '../write.ts';
import { ChangesTable } from './changes-table.tsx';
import { historyPageMax, listRevisions, type Revision, readRevision } from './revisions.ts';
import { preview } from './settings-routes.tsx';

/** Who changed what and when, and the way back to an earlier revision, which is a change like any other. */
export function historyRoutes(guard: Guard): Router {
  const router = new Router({ prefix: '/admin/:office/historie' });
  router.get(
    '/',
    guard.forOffice(async (ctx, visit) => {
      const before = revisionIn(visit.form('pred'));
      sendPage(ctx, <HistoryPage visit={visit} revisions={await listRevisions(visit.parts.store.db, visit.office.id, before)} />);
    }),
  );
  router.get(
    '/:revision',
    guard.forOffice(async (ctx, visit) => {
      const revision = await readRevision(visit.parts.store.db, visit.office.id, numberIn(ctx));
      if (revision) sendPage(ctx, <RevisionPage visit={visit} revision={revision} />);
      else sendPage(ctx, <RefusedPage {...visit} sentence={visit.reader.texts.refused.gone} />, 404);
    }),
  );
  router.post(
    '/:revision',
    guard.forOffice((ctx, visit) => preview(ctx, visit, { revision: numberIn(ctx) })),
  );
  return router;
}

/** No revision has more digits, and PostgreSQL takes no larger number there. */
const revisionIn = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);
const numberIn = (ctx: Context): number => revisionIn(String(ctx.params.revision)) ?? -1;

function HistoryPage({ visit, revisions }: { visit: OfficeVisit; revisions: readonly Revision[] }): JSX.Element {
  const { reader, office } = visit;
  const { history, frame } = reader.texts;
  const here = `/admin/${office.id}/historie`;
  return (
    <Layout {...visit} title={history.title} place="history">
      <h1>{history.title}</h1>
      {revisions.length === 0 && <p>{history.none}</p>}
      <ul class="rows">
        {revisions.map((one) => (
          <li key={one.revision}>
            <a href={`${here}/${one.revision}`}>{history.revision(one.revision)}</a>
            {one.revision === office.settings.revision && <span class="state confirmed">{history.current}</span>}
            <span>{writeSaved(visit, one)}</span>
          </li>
        ))}
      </ul>
      {revisions.length === historyPageMax && (
        <p>
          <a href={`${here}?pred=${revisions.at(-1)?.revision}`}>{frame.older}</a>
        </p>
      )}
    </Layout>
  );
}

function RevisionPage({
  visit,
  revision,
}: {
  visit: OfficeVisit;
  revision: NonNullable<Awaited<ReturnType<typeof readRevision>>>;
}): JSX.Element {
  const { reader, office, session } = visit;
  const { history } = reader.texts;
  const here = `/admin/${office.id}/historie`;
  return (
    <Layout {...visit} title={history.revision(revision.revision)} place="history">
      <p>
        <a class="back" href={here}>
          {history.title}
        </a>
      </p>
      <h1>{history.revision(revision.revision)}</h1>
      <p class="lead">{writeSaved(visit, revision)}</p>
      {revision.changes.length === 0 ? (
        <p>{history.first}</p>
      ) : (
        <ChangesTable reader={reader} changes={revision.changes} settings={office.settings} caption={history.title} />
      )}
      {revision.revision === office.settings.revision ? (
        <p class="hint">{history.isCurrent}</p>
      ) : (
        <Act
          session={session}
          action={`${here}/${revision.revision}`}
          label={history.goBack(revision.revision)}
          fields={{ base: String(office.settings.revision) }}
        />
      )}
    </Layout>
  );
}

const writeSaved = ({ reader, office }: OfficeVisit, { savedMs, savedBy }: Revision): string =>
  savedMs === 0 ? reader.texts.history.beginning : `${writeMoment(reader.lang, office.settings.timeZone, savedMs)} · ${savedBy}`;
