import test from 'ava';
import { rowsInserter } from '../../../cloud/store/insert-rows.ts';
import type { EventTable } from '../../../cloud/store/schema.ts';
import { storeUnderTest } from '../store-under-test.ts';

const rowAt = (seq: number, journal: string): EventTable => ({
  office: 'krumlov',
  edge: 'kiosk-1',
  journal,
  seq,
  name: `name ${seq}`,
  time: `time ${seq}`,
  envelope: `{"seq":${seq}}`,
});

test('any number of rows is written, each as it was given, and again changes nothing', async (t) => {
  const store = await storeUnderTest();
  t.teardown(() => store.close());
  const insert = rowsInserter<EventTable>((db, rows) =>
    db
      .insertInto('event')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing()),
  );
  for (const count of [0, 1, 3, 85, 700, 85]) {
    const rows = Array.from({ length: count }, (_, index) => rowAt(index + 1, `journal of ${count}`));
    await store.db.transaction().execute((trx) => insert(trx, rows));
    const kept = await store.db.selectFrom('event').selectAll().where('journal', '=', `journal of ${count}`).orderBy('seq').execute();
    t.deepEqual(kept, rows);
  }
});

test('values find their columns in whatever order a row has them, and what the statements return comes back', async (t) => {
  const store = await storeUnderTest();
  t.teardown(() => store.close());
  const insert = rowsInserter<EventTable, { readonly seq: number }>((db, rows) =>
    db
      .insertInto('event')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning('seq'),
  );
  await insert(store.db, [rowAt(1, 'one')]);
  const { seq, envelope, ...rest } = rowAt(2, 'one');
  t.deepEqual(await insert(store.db, [{ envelope, ...rest, seq }]), [{ seq: 2 }]);
  t.deepEqual(await store.db.selectFrom('event').selectAll().where('seq', '=', 2).executeTakeFirst(), rowAt(2, 'one'));
  const again = await insert(
    store.db,
    Array.from({ length: 21 }, (_, index) => rowAt(index + 1, 'one')),
  );
  t.is(again.length, 19, 'those that were there before are not among them');
});

test('a row that cannot be written leaves nothing of the transaction', async (t) => {
  const store = await storeUnderTest();
  t.teardown(() => store.close());
  const insert = rowsInserter<EventTable>((db, rows) => db.insertInto('event').values(rows));
  const rows = Array.from({ length: 300 }, (_, index) => rowAt(index + 1, 'one'));
  await t.throwsAsync(store.db.transaction().execute((trx) => insert(trx, [...rows, rows[0]!])));
  t.deepEqual(await store.db.selectFrom('event').selectAll().execute(), []);
});
