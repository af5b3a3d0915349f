import type { JSX } from 'preact';
import type { Stranded } from '../../reservations/port.ts';
import { writeWhen } from '../../when.ts';
import { PostForm } from '../form-parts.tsx';
import type { OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import { ChangesTable } from './changes-table.tsx';
import type { Draft } from './draft.ts';
import type { Planned } from './revisions.ts';

/** Reservations that are shown before the rest is only counted. */
const shownMax = 20;

export type PreviewView = {
  readonly visit: OfficeVisit;
  readonly planned: Extract<Planned, { readonly ok: true }>;
  readonly draft: Draft;
  /** Those that lose their hour by this change, not those that had lost it before. */
  readonly stranded: readonly Stranded[];
  readonly kiosks: readonly { readonly id: string; readonly online: boolean }[];
};

/** What a change touches, before anything is saved: values, people, kiosks. */
export function PreviewPage({ visit, planned, draft, stranded, kiosks }: PreviewView): JSX.Element {
  const { reader, office, session } = visit;
  const { settings: words } = reader.texts;
  const { after, before } = planned;
  const nameOf = (id: string): string => before.services.find((service) => service.id === id)?.name[reader.lang] ?? id;
  return (
    <Layout {...visit} title={words.previewTitle} place="settings">
      <h1>{words.previewTitle}</h1>
      <p class="lead">{words.previewLead}</p>
      <ChangesTable
        reader={reader}
        changes={planned.changes}
        settings={{ ...after, services: [...after.services, ...before.services] }}
        caption={words.whatChanges}
      />
      <h2>{words.touched}</h2>
      {stranded.length === 0 ? (
        <p>{words.nobodyTouched}</p>
      ) : (
        <section class="notice warn">
          <p>
            <strong>{words.stranded(stranded.length)}</strong>
          </p>
          <p>{words.strandedLead}</p>
          <ul class="plain-list">
            {stranded.slice(0, shownMax).map((row) => (
              <li key={row.id}>
                {writeWhen(reader.lang, before.timeZone, row)} · {nameOf(row.service)} · {row.name ?? reader.texts.day.nameless}
              </li>
            ))}
          </ul>
          {stranded.length > shownMax && <p>{words.andMore(stranded.length - shownMax)}</p>}
        </section>
      )}
      <ul class="plain-list">
        {kiosks.map(({ id, online }) => (
          <li key={id}>{online ? words.kioskNow(id) : words.kioskLater(id)}</li>
        ))}
      </ul>
      <PostForm session={session} action={`/admin/${office.id}/nastaveni/ulozit`}>
        <input type="hidden" name="base" value={before.revision} />
        <input type="hidden" name="draft" value={JSON.stringify(draft)} />
        <p class="actions">
          <button class="button primary" type="submit">
            {words.save}
          </button>
          <a class="button plain" href={`/admin/${office.id}/nastaveni`}>
            {words.discard}
          </a>
        </p>
      </PostForm>
    </Layout>
  );
}
