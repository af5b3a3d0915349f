import type { Kysely } from 'kysely';
import { emptyBoard, pictureNames } from '#contract/board.ts';
import { OfficeSettings } from '#contract/settings.ts';
import { forgetOldPictures, missingPictures } from '../../store/pictures.ts';
import { readOffice } from '../../store/read-office.ts';
import type { Schema } from '../../store/schema.ts';
import { type Change, writeAudit } from '../audit/audit.ts';
import type { AdminParts } from '../parts.ts';
import { differences } from './differences.ts';
import { applyChange, type Draft } from './draft.ts';

/** Revisions kept of one office; the oldest go. */
const revisionsMax = 1_000;
/** Revisions of one page of the history. */
export const historyPageMax = 30;

type Db = Kysely<Schema>;
export type Revision = { readonly revision: number; readonly savedMs: number; readonly savedBy: string };

/** What a draft would make of the settings as they are now. */
export type Planned =
  | { readonly ok: true; readonly before: OfficeSettings; readonly after: OfficeSettings; readonly changes: readonly Change[] }
  | { readonly ok: false; readonly refusal: 'changed-meanwhile' | 'nothing-changed' | 'unknown-revision' }
  | { readonly ok: false; readonly refusal: 'invalid'; readonly paths: readonly string[] };

/** The outcome of a draft made on revision `base`; nothing is saved. */
export async function plan(db: Db, office: string, base: number, draft: Draft): Promise<Planned> {
  const before = (await readOffice(db, office))?.settings;
  if (before?.revision !== base) return { ok: false, refusal: 'changed-meanwhile' };
  const change = 'change' in draft ? draft.change : await partsOf(db, office, draft.revision);
  if (change === null) return { ok: false, refusal: 'unknown-revision' };
  // Revisions from before there were notices had none.
  const hadNone = 'revision' in draft && before.board !== undefined && change.board === undefined;
  const applied = applyChange(before, hadNone ? { ...change, board: emptyBoard } : change);
  if (!applied.ok) return { ok: false, refusal: 'invalid', paths: applied.paths };
  const pictures = pictureNames(applied.settings.board);
  if ((await missingPictures(db, office, pictures)).length > 0) return { ok: false, refusal: 'invalid', paths: ['board.picture'] };
  const changes = differences(before, applied.settings);
  return changes.length === 0 ? { ok: false, refusal: 'nothing-changed' } : { ok: true, before, after: applied.settings, changes };
}

/**
 * Saves a draft as the office's next revision, with its history and its audit in one transaction. Nobody is cancelled by it: reservations
 * without their hour become the list to move (F21).
 */
export async function save(
  { store, clock, reseat, onSettingsSaved }: AdminParts,
  office: string,
  base: number,
  draft: Draft,
  who: string,
): Promise<Planned> {
  const nowMs = clock.now();
  const saved = await store.db.transaction().execute(async (trx): Promise<Planned> => {
    const planned = await plan(trx, office, base, draft);
    if (!planned.ok) return planned;
    const { before, after, changes } = planned;
    const taken = await trx
      .updateTable('office')
      .set({ settings: JSON.stringify(after), settingsRevision: after.revision })
      .where('id', '=', office)
      .where('settingsRevision', '=', base)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return { ok: false, refusal: 'changed-meanwhile' };
    // The settings with which the office began were never saved by anybody here.
    await keep(trx, before, { savedMs: 0, savedBy: '' });
    await keep(trx, after, { savedMs: nowMs, savedBy: who });
    await trx
      .deleteFrom('officeRevision')
      .where('office', '=', office)
      .where('revision', '<=', after.revision - revisionsMax)
      .execute();
    await forgetOldPictures(trx, office, pictureNames(after.board));
    await reseat(trx, office, after, nowMs);
    await writeAudit(trx, { atMs: nowMs, office, who, what: 'settings.saved', subject: String(after.revision), changes });
    return planned;
  });
  if (saved.ok) onSettingsSaved(office);
  return saved;
}

/** Revisions saved here, newest first, from below `before` on. */
export async function listRevisions(db: Db, office: string, before: number | null): Promise<Revision[]> {
  const all = db
    .selectFrom('officeRevision')
    .select(['revision', 'savedMs', 'savedBy'])
    .where('office', '=', office)
    .orderBy('revision', 'desc')
    .limit(historyPageMax);
  return (before === null ? all : all.where('revision', '<', before)).execute();
}

/** One revision with what it changed, or `null`. */
export async function readRevision(
  db: Db,
  office: string,
  revision: number,
): Promise<(Revision & { readonly changes: readonly Change[] }) | null> {
  const rows = await db
    .selectFrom('officeRevision')
    .selectAll()
    .where('office', '=', office)
    .where('revision', '<=', revision)
    .orderBy('revision', 'desc')
    .limit(2)
    .execute();
  const [row, earlier] = rows;
  if (row?.revision !== revision) return null;
  const { savedMs, savedBy } = row;
  return { revision, savedMs, savedBy, changes: earlier ? differences(decode(earlier.settings), decode(row.settings)) : [] };
}

async function partsOf(db: Db, office: string, revision: number) {
  const row = await db
    .selectFrom('officeRevision')
    .select('settings')
    .where('office', '=', office)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (!row) return null;
  const { office: _id, revision: _revision, timeZone: _zone, ...parts } = decode(row.settings);
  return parts;
}

const decode = (text: string): OfficeSettings => OfficeSettings.parse(JSON.parse(text));

async function keep(db: Db, settings: OfficeSettings, { savedMs, savedBy }: { savedMs: number; savedBy: string }): Promise<void> {
  await db
    .insertInto('officeRevision')
    .values({ office: settings.office, revision: settings.revision, settings: JSON.stringify(settings), savedMs, savedBy })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
