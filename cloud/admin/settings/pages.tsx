import type { ComponentChildren, JSX } from 'preact';
import type { OfficeSettings } from '#contract/settings.ts';
import { Act, PostForm, Tick } from '../form-parts.tsx';
import type { OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import type { PageError } from '../page-error.ts';
import type { Texts } from '../texts/cs.ts';
import { writeDate } from '../write.ts';

/** The parts of the settings by their addresses. */
export const sectionNames = ['urad', 'agendy', 'hodiny', 'volna', 'pravidla', 'prepazky', 'tabule', 'obsluha'] as const;
export type SectionName = (typeof sectionNames)[number];

/** What a part is called and what is in it. */
export const sectionWords = ({ settings, board }: Texts, name: SectionName): { readonly title: string; readonly lead: string } =>
  name === 'tabule' ? board : settings.sections[name];

/** Where each part of the settings is. */
export function SettingsPage({ visit, notice }: { visit: OfficeVisit; notice: string | null }): JSX.Element {
  const { reader, office } = visit;
  const { settings: words } = reader.texts;
  const here = `/admin/${office.id}/nastaveni`;
  return (
    <Layout {...visit} title={words.title} place="settings" notice={notice}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead(office.settings.revision)}</p>
      <ul class="cards">
        {sectionNames.map((name) => (
          <li key={name} class="card">
            <h2>
              <a href={`${here}/${name}`}>{sectionWords(reader.texts, name).title}</a>
            </h2>
            <p>{sectionWords(reader.texts, name).lead}</p>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

/** The services, each with its own form. */
export function ServicesPage({ visit }: { visit: OfficeVisit }): JSX.Element {
  const { reader, office } = visit;
  const { settings: words } = reader.texts;
  const here = `/admin/${office.id}/nastaveni/agendy`;
  return (
    <Layout {...visit} title={words.sections.agendy.title} place="settings">
      <BackTo visit={visit} />
      <h1>{words.sections.agendy.title}</h1>
      <ul class="cards">
        {office.settings.services.map(({ id, letter, name, bring }) => (
          <li key={id} class="card">
            <h2>
              <a href={`${here}/${id}`}>
                {letter} – {name[reader.lang]}
              </a>
            </h2>
            <p>
              {words.bring}: {bring[reader.lang]}
            </p>
          </li>
        ))}
      </ul>
      <p>
        <a class="button primary" href={`${here}/nova`}>
          {words.newService}
        </a>
      </p>
    </Layout>
  );
}

/** A part's form; its button leads to the preview, never to saving. */
export function SectionPage({
  visit,
  title,
  action,
  errors,
  children,
  removing,
}: {
  visit: OfficeVisit;
  title: string;
  action: string;
  errors: readonly PageError[];
  children: ComponentChildren;
  /** What the button says that takes the whole thing away; without it there is none. */
  removing?: string;
}): JSX.Element {
  const { reader, office, session } = visit;
  const { settings: words } = reader.texts;
  return (
    <Layout {...visit} title={title} place="settings" errors={errors}>
      <BackTo visit={visit} />
      <h1>{title}</h1>
      {action.endsWith('/volna') && (
        <p>
          <a class="button plain" href={`/admin/${office.id}/nastaveni/svatky`}>
            {words.proposeHolidays}
          </a>
        </p>
      )}
      <PostForm session={session} action={action} kind="settings" takesFiles={action.endsWith('/tabule')}>
        <input type="hidden" name="base" value={office.settings.revision} />
        {children}
        <p class="actions">
          <button class="button primary" type="submit">
            {words.preview}
          </button>
          <span class="hint">{words.previewHint}</span>
        </p>
      </PostForm>
      {removing && (
        <Act
          session={session}
          action={action}
          label={removing}
          kind="quiet-link"
          fields={{ base: String(office.settings.revision), remove: '1' }}
        />
      )}
    </Layout>
  );
}

/** Public holidays that may become closures. */
export function HolidaysPage({ visit, holidays }: { visit: OfficeVisit; holidays: OfficeSettings['closures'] }): JSX.Element {
  const { reader, office, session } = visit;
  const { settings: words } = reader.texts;
  const isClosed = (date: string): boolean => office.settings.closures.some((closure) => closure.date === date);
  return (
    <Layout {...visit} title={words.proposeHolidays} place="settings">
      <BackTo visit={visit} />
      <h1>{words.proposeHolidays}</h1>
      {holidays.length === 0 ? (
        <p class="lead">{words.noHolidays}</p>
      ) : (
        <PostForm session={session} action={`/admin/${office.id}/nastaveni/svatky`}>
          <input type="hidden" name="base" value={office.settings.revision} />
          <fieldset class="group">
            <legend>{words.holidays}</legend>
            {holidays.map(({ date, reason }) =>
              isClosed(date) ? (
                <p key={date} class="quiet">
                  {writeDate(reader.lang, date)} {reason[reader.lang]} – {words.closedAlreadyShort}
                </p>
              ) : (
                <Tick key={date} name={`holiday:${date}`} label={`${writeDate(reader.lang, date)} ${reason[reader.lang]}`} checked />
              ),
            )}
          </fieldset>
          <button class="button primary" type="submit">
            {words.preview}
          </button>
        </PostForm>
      )}
    </Layout>
  );
}

/** The way back to all parts. */
export function BackTo({ visit: { reader, office } }: { visit: OfficeVisit }): JSX.Element {
  return (
    <p>
      <a class="back" href={`/admin/${office.id}/nastaveni`}>
        {reader.texts.settings.title}
      </a>
    </p>
  );
}

/** The service of a page, or a new one. */
export const serviceTitle = (visit: OfficeVisit, settings: OfficeSettings, which: string): string =>
  settings.services.find(({ id }) => id === which)?.name[visit.reader.lang] ?? visit.reader.texts.settings.newService;
