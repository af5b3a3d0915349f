import type { JSX } from 'preact';
import { Act } from '../form-parts.tsx';
import type { OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import { writeMoment } from '../write.ts';
import type { Twin } from './twins.ts';

/** Letters of a journal's name that tell it from another one. */
const nameLength = 8;

/** Says that two kiosks have one name, and where it is decided which of them counts (F19). */
export function TwinsNotice({ visit, edges }: { visit: OfficeVisit; edges: readonly string[] }): JSX.Element | null {
  const { reader, office } = visit;
  if (edges.length === 0) return null;
  return (
    <section class="notice warn">
      {edges.map((edge) => (
        <p key={edge}>
          <strong>{reader.texts.kiosks.twins.notice(edge)}</strong>{' '}
          <a href={twinsAddress(office.id, edge)}>{reader.texts.kiosks.twins.decide}</a>
        </p>
      ))}
    </section>
  );
}

export const twinsAddress = (office: string, edge: string): string => `/admin/${office}/kiosky/${edge}/dvojnik`;

/** The kiosks of one name side by side, and the button that lets another one count. */
export function TwinsPage({ visit, edge, twins }: { visit: OfficeVisit; edge: string; twins: readonly Twin[] }): JSX.Element {
  const { reader, office, session } = visit;
  const { twins: words, never } = reader.texts.kiosks;
  const moment = (ms: number): string => writeMoment(reader.lang, office.settings.timeZone, ms);
  return (
    <Layout {...visit} title={words.title(edge)} place="kiosks">
      <h1>{words.title(edge)}</h1>
      <p class="lead">{words.lead}</p>
      <ul class="cards">
        {twins.map(({ journal, counts, firstSeenMs, heardMs, lastSeq }) => (
          <li key={journal} class="card">
            <h2>
              {words.journal(journal.slice(0, nameLength))}{' '}
              <span class={`state ${counts ? 'online' : 'offline'}`}>{counts ? words.counts : words.fenced}</span>
            </h2>
            <dl class="facts">
              <div>
                <dt>{words.since}</dt>
                <dd>{moment(firstSeenMs)}</dd>
              </div>
              <div>
                <dt>{words.heard}</dt>
                <dd>{heardMs === null ? never : moment(heardMs)}</dd>
              </div>
              <div>
                <dt>{words.known}</dt>
                <dd>{lastSeq}</dd>
              </div>
            </dl>
            {!counts && (
              <Act
                session={session}
                action={twinsAddress(office.id, edge)}
                label={words.approve}
                kind="grave"
                fields={{ journal }}
                about={journal.slice(0, nameLength)}
              />
            )}
          </li>
        ))}
      </ul>
      <p class="lead">{words.after}</p>
      <p>
        <a class="button plain" href={`/admin/${office.id}/kiosky`}>
          {reader.texts.refused.back}
        </a>
      </p>
    </Layout>
  );
}
