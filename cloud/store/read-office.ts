import type { Kysely } from 'kysely';
import { OfficeSettings } from '#contract/settings.ts';
import type { Schema } from './schema.ts';

/** An office as the cloud keeps it, its settings decoded. */
export type Office = {
  readonly id: string;
  readonly settings: OfficeSettings;
  readonly pinKey: string;
  readonly epoch: string;
  readonly feedRevision: number;
};

/** The office, or `null` when the cloud has none of this name. Settings that do not decode are a bug and throw. */
export async function readOffice(db: Kysely<Schema>, id: string): Promise<Office | null> {
  const row = await db.selectFrom('office').select(columns).where('id', '=', id).executeTakeFirst();
  return row ? decode(row) : null;
}

/** Every office, by id. */
export async function readOffices(db: Kysely<Schema>): Promise<Office[]> {
  return (await db.selectFrom('office').select(columns).orderBy('id').execute()).map(decode);
}

/** By name, so that PostgreSQL reads the statement once (postgres.ts). */
const columns = ['id', 'settings', 'pinKey', 'epoch', 'feedRevision'] as const;

const decode = (row: Pick<Schema['office'], (typeof columns)[number]>): Office => ({
  id: row.id,
  settings: decodeSettings(row.id, row.settings),
  pinKey: row.pinKey,
  epoch: row.epoch,
  feedRevision: row.feedRevision,
});

/** Settings decoded last, by office: they change seldom and are read with every message. */
const decoded = new Map<string, { readonly text: string; readonly settings: OfficeSettings }>();

function decodeSettings(id: string, text: string): OfficeSettings {
  const known = decoded.get(id);
  if (known?.text === text) return known.settings;
  const settings = OfficeSettings.parse(JSON.parse(text));
  decoded.set(id, { text, settings });
  return settings;
}
