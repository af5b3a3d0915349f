import type { Kysely } from 'kysely';
import type { Picture } from '#contract/board.ts';
import type { Schema } from './schema.ts';

/** Pictures kept of one office: those of earlier revisions of its settings too, as long as there is room. */
export const picturesKeptMax = 60;

type Db = Kysely<Schema>;
/** A picture with what is in it, base64. */
export type KeptPicture = Picture & { readonly data: string };

/** Takes a picture in; one that is there already becomes the newest. */
export async function keepPicture(db: Db, office: string, { name, type, width, height, data }: KeptPicture, nowMs: number): Promise<void> {
  await db
    .insertInto('picture')
    .values({ office, name, type, width, height, data, takenMs: nowMs })
    .onConflict((conflict) => conflict.columns(['office', 'name']).doUpdateSet({ takenMs: nowMs }))
    .execute();
}

/** The picture of this name, or `null`. */
export async function readPicture(db: Db, office: string, name: string): Promise<KeptPicture | null> {
  const row = await db.selectFrom('picture').selectAll().where('office', '=', office).where('name', '=', name).executeTakeFirst();
  return row ? { name: row.name, type: row.type, width: row.width, height: row.height, data: row.data } : null;
}

/** Which of these pictures the office does not have. */
export async function missingPictures(db: Db, office: string, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const rows = await db
    .selectFrom('picture')
    .select('name')
    .where('office', '=', office)
    .where('name', 'in', [...names])
    .execute();
  return names.filter((name) => rows.every((row) => row.name !== name));
}

/** Forgets the oldest pictures beyond `picturesKeptMax`, never one that is shown. */
export async function forgetOldPictures(db: Db, office: string, shown: readonly string[]): Promise<void> {
  const rows = await db
    .selectFrom('picture')
    .select('name')
    .where('office', '=', office)
    .orderBy('takenMs', 'desc')
    .orderBy('name')
    .execute();
  const old = rows
    .map(({ name }) => name)
    .filter((name) => !shown.includes(name))
    .slice(picturesKeptMax);
  if (old.length > 0) await db.deleteFrom('picture').where('office', '=', office).where('name', 'in', old).execute();
}
