import type { JSX } from 'preact';
import { Act, Field, PostForm } from '../form-parts.tsx';
import type { OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import type { PageError } from '../page-error.ts';
import { writeMoment } from '../write.ts';
import type { Enrolment, Kiosk } from './enrolments.ts';
import { TwinsNotice } from './twins-page.tsx';

type List = {
  visit: OfficeVisit;
  kiosks: readonly Kiosk[];
  codes: readonly Enrolment[];
  /** Names under which several kiosks speak. */
  twins: readonly string[];
  errors: readonly PageError[];
  notice: string | null;
};

/** The kiosks and their access, the codes that wait, and the form for another one. */
export function KiosksPage({ visit, kiosks, codes, twins, errors, notice }: List): JSX.Element {
  const { reader, office, session, form } = visit;
  const { kiosks: words } = reader.texts;
  const { timeZone } = office.settings;
  const here = `/admin/${office.id}/kiosky`;
  return (
    <Layout {...visit} title={words.title} place="kiosks" errors={errors} notice={notice}>
      <h1>{words.title}</h1>
      <TwinsNotice visit={visit} edges={twins} />
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
  const moment = (ms: number): string => writeMoment(reader.lang, office.settings.timeZone, ms);
  return (
    <section class="sheet" aria-label={words.title}>
      <table class="list">
        <caption class="unseen">{words.title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.link}</th>
            <th scope="col">{words.lastSeen}</th>
            <th scope="col">{words.revision}</th>
            <th scope="col">{words.access}</th>
          </tr>
        </thead>
        <tbody>
          {kiosks.map(({ id, online, lastSeenMs, revision, enrolledMs, revokedMs }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td>
                <span class={`state ${online ? 'online' : 'offline'}`}>{online ? words.online : words.offline}</span>
              </td>
              <td>{lastSeenMs === null ? words.never : moment(lastSeenMs)}</td>
              <td>{revision >= newest ? words.current(revision) : words.behind(revision, newest)}</td>
              <td>
                {revokedMs !== null ? (
                  words.shutOutSince(moment(revokedMs))
                ) : (
                  <>
                    {enrolledMs === null ? words.enrolledAtFirst : words.enrolledOn(moment(enrolledMs))}
                    <br />
                    <a href={`/admin/${office.id}/kiosky/${id}/odpojit`}>
                      {words.shutOut}
                      <span class="unseen"> {id}</span>
                    </a>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Asks once more: who shuts a kiosk out must go to it with a new code to bring it back. */
export function ShutOutPage({ visit, kiosk }: { visit: OfficeVisit; kiosk: Kiosk }): JSX.Element {
  const { reader, office, session } = visit;
  const { kiosks: words, refused } = reader.texts;
  const here = `/admin/${office.id}/kiosky`;
  return (
    <Layout {...visit} title={words.shutOutTitle(kiosk.id)} place="kiosks">
      <h1>{words.shutOutTitle(kiosk.id)}</h1>
      <p class="lead">{words.shutOutLead}</p>
      <p>{words.shutOutAfter}</p>
      <div class="actions">
        <Act session={session} action={`${here}/${kiosk.id}/odpojit`} label={words.shutOut} kind="grave" />
        <a class="button plain" href={here}>
          {refused.back}
        </a>
      </div>
    </Layout>
  );
}

/** The code, shown this once, and the two ways in which it is used. */
export function CodePage({ visit, edge, code }: { visit: OfficeVisit; edge: string; code: string }): JSX.Element {
  const { reader, office, parts } = visit;
  const { kiosks: words, refused } = reader.texts;
  return (
    <Layout {...visit} title={words.code} place="kiosks">
      <h1>{words.code}</h1>
      <p class="one-time-code">{code}</p>
      <p class="lead">{words.codeLead(edge)}</p>
      <ul class="plain-list">
        <li>{words.useKeypad}</li>
        <li>
          {words.useTerminal} <code>sudo fronta enrol {parts.publicOrigin}</code>
        </li>
      </ul>
      <p>
        <a class="button primary" href={`/admin/${office.id}/kiosky`}>
          {refused.back}
        </a>
      </p>
    </Layout>
  );
}
