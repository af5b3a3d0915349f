import { sql } from 'kysely';
import type { Store } from './open.ts';

/**
 * Takes what was deleted out of the database's files as well. SQLite overwrites it where it stood (secure_delete, open.ts), but older copies
 * of the pages lie in the write-ahead log until it is emptied. PostgreSQL takes the rows out of its tables when it vacuums them; its own log
 * goes by its own rules.
 */
export async function scrub({ db, kind }: Pick<Store, 'db' | 'kind'>): Promise<void> {
  if (kind === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db);
  else await sql`vacuum "reservation", "mail", "officeLink"`.execute(db);
}
