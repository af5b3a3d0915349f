import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exampleOffice } from '#contract/example-office.ts';
import type { Store } from '../store/open.ts';
import { hashPassword, mintPassword } from './credentials.ts';
import { publicHolidays } from './holidays.ts';

/** The one edge of the example office. */
export const exampleEdge = 'kiosk-1';

/**
 * On a database without any office, makes the example office, closed on the public holidays from `today` on, and enrols its edge. The edge's MQTT password goes to `passwordFile`
 * (0600); when that file has gone missing, a new password is made, unless a code was exchanged for one since. Does nothing in a database whose offices are others.
 */
export async function seedExampleOffice(store: Store, { passwordFile, today }: { passwordFile: string; today: string }): Promise<void> {
  const offices = await store.db.selectFrom('office').select('id').execute();
  if (offices.length === 0) await insertOffice(store, today);
  else if (!offices.some((office) => office.id === exampleOffice.office)) return;
  const edge = { office: exampleOffice.office, id: exampleEdge };
  const enrolled = await store.db
    .selectFrom('edge')
    .select(['enrolledMs', 'revokedMs'])
    .where('office', '=', edge.office)
    .where('id', '=', edge.id)
    .executeTakeFirst();
  // A kiosk that came with a code has its credential, and one that was shut out shall have none: only the first one is made here.
  if (enrolled && (enrolled.enrolledMs !== null || enrolled.revokedMs !== null || existsSync(passwordFile))) return;
  const password = mintPassword();
  const credential = hashPassword(password);
  const fresh = { ...edge, credential, feedEpoch: null, feedRevision: 0, settingsRevision: 0, online: 0, lastSeenMs: null };
  const ours = enrolled
    ? store.db.updateTable('edge').set({ credential }).where('office', '=', edge.office).where('id', '=', edge.id).returning('id')
    : store.db
        .insertInto('edge')
        .values(fresh)
        .onConflict((conflict) => conflict.doNothing())
        .returning('id');
  // A password that another cloud, which began in this moment, was quicker to set opens nothing: it is written nowhere.
  if (await ours.executeTakeFirst()) writePassword(passwordFile, password);
}

/** Years for which holidays are put down as closures; supervisors go on from there. */
const holidayYears = 2;

async function insertOffice(store: Store, today: string): Promise<void> {
  const holidays = publicHolidays(exampleOffice, today, `${Number(today.slice(0, 4)) + holidayYears}-12-31`);
  const closures = [...holidays].map(([date, reason]) => ({ date, reason }));
  const settings = { ...exampleOffice, revision: 1, closures };
  await store.db
    .insertInto('office')
    .values({
      id: settings.office,
      settings: JSON.stringify(settings),
      settingsRevision: settings.revision,
      pinKey: randomBytes(32).toString('base64url'),
      epoch: randomBytes(16).toString('hex'),
      feedRevision: 0,
    })
    // Several clouds may begin on the empty database together.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function writePassword(file: string, password: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}
