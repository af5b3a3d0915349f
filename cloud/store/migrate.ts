import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { firstTables, type Numbering } from './migrations/0001-first-tables.ts';
import { syncTables } from './migrations/0002-sync.ts';
import { adminTables } from './migrations/0003-admin.ts';
import { citizenColumns } from './migrations/0004-citizen.ts';
import { searchIndexes } from './migrations/0005-searches.ts';
import { holdIndex } from './migrations/0006-holds.ts';
import { enrolmentColumns } from './migrations/0007-enrolment.ts';
import { statisticsTables } from './migrations/0008-statistics.ts';
import { bookingCounts } from './migrations/0009-booking-counts.ts';
import { feedClaims } from './migrations/0010-feed-claims.ts';
import { unsampledColumns } from './migrations/0011-unsampled.ts';
import { pictureTable } from './migrations/0012-pictures.ts';
import { feedNames } from './migrations/0013-feed-names.ts';
import { letterColumn } from './migrations/0014-letters.ts';
import { fewerIndexes } from './migrations/0015-fewer-indexes.ts';
import { toldTimes } from './migrations/0016-told-times.ts';
import type { Schema } from './schema.ts';

const numbering: Record<'sqlite' | 'postgres', Numbering> = {
  sqlite: (column) => column.autoIncrement(),
  postgres: (column) => column.generatedByDefaultAsIdentity(),
};

/** Brings the tables up to the newest shape, or to that of an older version, which a migration's name stands for. Throws the first migration's error. */
export async function migrateUp(db: Kysely<Schema>, kind: 'sqlite' | 'postgres', version?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(kind, numbering[kind]) } });
  const { error } = await (version === undefined ? migrator.migrateToLatest() : migrator.migrateTo(version));
  if (error !== undefined) throw error;
}

/** Every migration that ever shipped, by name; they run in the order of their names and are never edited. */
const migrations = (kind: 'sqlite' | 'postgres', numbered: Numbering): Record<string, Migration> => ({
  '0001-first-tables': firstTables(numbered),
  '0002-sync': syncTables,
  '0003-admin': adminTables(numbered),
  '0004-citizen': citizenColumns,
  '0005-searches': searchIndexes,
  '0006-holds': holdIndex,
  '0007-enrolment': enrolmentColumns,
  '0008-statistics': statisticsTables,
  '0009-booking-counts': bookingCounts(kind),
  '0010-feed-claims': feedClaims,
  '0011-unsampled': unsampledColumns(kind),
  '0012-pictures': pictureTable,
  '0013-feed-names': feedNames,
  '0014-letters': letterColumn(kind),
  '0015-fewer-indexes': fewerIndexes,
  '0016-told-times': toldTimes,
});
