import test from 'ava';
import type { Told } from '../../../cloud/link/port.ts';
import { createShutOuts } from '../../../cloud/offices/shut-outs.ts';
import type { Store } from '../../../cloud/store/open.ts';
import { storeUnderTest } from '../store-under-test.ts';

const blank = { credential: '', feedEpoch: null, feedRevision: 0, settingsRevision: 0, online: 0, lastSeenMs: null };
const insert = (store: Store, id: string, revokedMs: number | null) =>
  store.db
    .insertInto('edge')
    .values({ office: 'krumlov', id, ...blank, revokedMs })
    .execute();

test('a broker that did not hear of a revoked access is told again until it does, and after every return of all of them', async (t) => {
  const store = await storeUnderTest();
  t.teardown(() => store.close());
  await insert(store, 'kiosk-1', null);
  await insert(store, 'kiosk-2', 5);
  await insert(store, 'kiosk-3', 7);
  const told: string[] = [];
  let answer: Told = 'away';
  const shutOuts = createShutOuts({
    store,
    accounts: {
      admit: async () => 'done',
      dismiss: async () => 'done',
      async shutOut({ edge }) {
        told.push(edge);
        return answer;
      },
    },
  });
  t.is(await shutOuts.shutOut({ office: 'krumlov', edge: 'kiosk-2' }), 'away');
  await shutOuts.again();
  answer = 'done';
  await shutOuts.again();
  await shutOuts.again();
  t.deepEqual(told.splice(0), ['kiosk-2', 'kiosk-2', 'kiosk-2']);
  await shutOuts.all();
  t.deepEqual(told.splice(0).toSorted(), ['kiosk-2', 'kiosk-3']);
});

test('a kiosk that was enrolled anew meanwhile is not shut out behind its back', async (t) => {
  const store = await storeUnderTest();
  t.teardown(() => store.close());
  await insert(store, 'kiosk-2', 5);
  let calls = 0;
  const shutOuts = createShutOuts({
    store,
    accounts: {
      admit: async () => 'done',
      dismiss: async () => 'done',
      async shutOut() {
        calls += 1;
        return 'away';
      },
    },
  });
  await shutOuts.shutOut({ office: 'krumlov', edge: 'kiosk-2' });
  await store.db.updateTable('edge').set({ revokedMs: null }).execute();
  await shutOuts.again();
  t.is(calls, 1);
});
