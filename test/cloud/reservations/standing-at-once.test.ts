import test, { type ExecutionContext } from 'ava';
import { sql } from 'kysely';
import { exampleOffice } from '#contract/example-office.ts';
import { nothingHappenedYet } from '../../../cloud/reservations/insert-seated.ts';
import { type Asked, readStanding, type Standing } from '../../../cloud/reservations/standing.ts';
import { standingAtOnce } from '../../../cloud/reservations/standing-at-once.ts';
import { questionOfSqlite } from '../../../cloud/reservations/standing-sqlite.ts';
import { openStore } from '../../../cloud/store/open.ts';
import type { ReservationTable } from '../../../cloud/store/schema.ts';
import { insertOffice } from '../insert-office.ts';
import { newDatabase, startPostgres } from '../postgres.ts';

const states = ['held', 'confirmed', 'checkedIn', 'fulfilled', 'expired', 'cancelled', 'lapsed', 'noShow'] as const;
const services = ['vozidla', 'dovozy'];
const dates = ['2026-11-30', '2026-12-01', '2026-12-02'];
const hour = 3_600_000;
const nowMs = Date.parse('2026-12-01T09:00:00Z');
const startOf = (date: string, index: number): number => Date.parse(`${date}T06:00:00Z`) + (index % 5) * hour;
const pick = <One>(all: readonly One[], index: number): One => all[index % all.length]!;

/** Every state, some of them over, some returning; no two on one seat. */
function reservation(index: number): ReservationTable {
  const date = pick(dates, index);
  const startMs = startOf(date, Math.floor(index / 3));
  const state = pick(states, Math.floor(index / 7));
  return {
    ...{ id: `reservation ${index}`, office: index % 11 === 0 ? 'kaplice' : 'krumlov', service: pick(services, Math.floor(index / 2)) },
    ...{ date, startMs, endMs: startMs + hour, seat: index, state, name: 'Jana', email: `${index % 17}@example.cz`, lang: 'cs' },
    ...{ pin: null, pinHash: null, confirmToken: `token ${index}`, manageToken: null, revision: 0, createdMs: 0, holdExpiresMs: 0 },
    ...{ confirmedMs: null, ...nothingHappenedYet, seatReturnsMs: state === 'cancelled' ? nowMs + (index % 2 === 0 ? 1 : -1) : null },
  };
}

const asked: readonly Asked[] = Array.from({ length: 40 }, (_, index) => {
  const date = pick(dates, index);
  return {
    id: `reservation ${index * 9}`,
    service: pick(services, index),
    date,
    startMs: startOf(date, index),
    email: `${index % 19}@example.cz`,
  };
});
const inOrder = (standing: readonly Standing[]) => standing.map((one) => ({ ...one, taken: one.taken.toSorted((a, b) => a - b) }));

/** Compares on the database at this URL what one statement and what four plain questions say. */
async function compareOn(t: ExecutionContext, url: string): Promise<void> {
  const store = await openStore(url);
  t.teardown(() => store.close());
  for (const office of ['krumlov', 'kaplice']) await insertOffice(store, { ...exampleOffice, office });
  const compare = (some: readonly Asked[]) =>
    store.db.transaction().execute(async (trx) => {
      const plain = inOrder(await readStanding(trx, 'krumlov', some, nowMs));
      t.deepEqual(inOrder(await standingAtOnce(store.kind, trx, 'krumlov', some, nowMs)), plain);
      return plain;
    });
  await compare(asked);
  await store.db
    .insertInto('reservation')
    .values(Array.from({ length: 300 }, (_, index) => reservation(index)))
    .execute();
  const all = await compare(asked);
  for (const some of [all.map(({ isTwin }) => Number(isTwin)), all.map(({ active }) => active), all.map(({ held }) => held)])
    t.true(new Set(some).size > 1, 'what is compared is not all the same');
  t.true(all.some(({ taken }) => taken.length > 1));
  await compare(asked.slice(0, 1));
}

test('one statement tells how things stand for each wish as four plain questions do: on SQLite', (t) => compareOn(t, 'sqlite::memory:'));

test('and on PostgreSQL, whether it has counted its rows or not', async (t) => {
  const server = await startPostgres();
  t.teardown(() => server.stop());
  await compareOn(t, (await newDatabase(server.url)).url);
});

test('SQLite looks each row up in the index that begins with what is known of it', async (t) => {
  const store = await openStore('sqlite::memory:');
  t.teardown(() => store.close());
  const { rows } = await sql<{
    detail: string;
  }>`explain query plan ${questionOfSqlite('krumlov', { ids: [], slots: asked, addresses: asked, days: asked }, nowMs)}`.execute(store.db);
  t.deepEqual(
    rows.map(({ detail }) => detail).filter((detail) => detail.includes('reservation')),
    [
      'SEARCH reservation USING COVERING INDEX sqlite_autoindex_reservation_1 (id=?)',
      'SEARCH reservation USING COVERING INDEX reservationSlot (office=? AND service=? AND startMs=?)',
      'SEARCH reservation USING INDEX reservationEmail (email=? AND office=? AND service=?)',
      'SEARCH reservation USING COVERING INDEX reservationDate (office=? AND date=? AND service=? AND state=?)',
    ],
  );
});
