import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { sql } from 'kysely';
import type { Fact } from '#contract/event.ts';
import { createTaking, type Taken, type Taking } from '../../../cloud/ingest/taking.ts';
import { startTakingThread } from '../../../cloud/ingest/taking-thread.ts';
import type { IngestThreadData } from '../../../cloud/ingest-thread.ts';
import { projections } from '../../../cloud/projections.ts';
import { openStore, type Store } from '../../../cloud/store/open.ts';
import { filler, issued, journalA, sealed } from '../edge-client.ts';
import { enrol, kiosk, monday } from '../sync-cloud.ts';

const config = { smtpUrl: 'inbox:' };
const clock = { now: () => monday };

type Where = (store: Store) => { readonly take: Taking; close(): Promise<void> };

const here: Where = (store) => ({
  take: createTaking({ store, clock, projections: projections(config, clock) }),
  close: async () => undefined,
});
const elsewhere: Where = (store) => {
  const data: IngestThreadData = { door: store.door!, config };
  return startTakingThread(new URL('../../../cloud/ingest-thread.ts', import.meta.url), data, clock);
};

async function opened(t: ExecutionContext, where: Where) {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-taking-'));
  const store = await openStore(`sqlite:${join(folder, 'cloud.sqlite')}`);
  await enrol(store, kiosk);
  const { take, close } = where(store);
  t.teardown(async () => {
    await close();
    await store.close();
    await rm(folder, { recursive: true });
  });
  const told: Taken[] = [];
  const heard = (...texts: readonly string[]): Promise<void> => take(kiosk, texts, async (taken) => void told.push(taken));
  return { store, heard, told };
}

const events = (first: number, facts: readonly Fact[]): string =>
  JSON.stringify({ journal: journalA, events: sealed(kiosk, journalA, first, facts) });
const outcomeOf = (taken: Taken | undefined) => (taken?.kind === 'stored' && 'lastSeq' in taken.outcome ? taken.outcome : null);

for (const [name, where] of [
  ['here', here],
  ['in a thread of its own', elsewhere],
] as const) {
  test(`taken ${name}, events are told of once they are committed, with all that follows from them`, async (t) => {
    const { store, heard, told } = await opened(t, where);
    await heard(events(1, [issued(1), issued(2)]), events(3, filler(1)));
    t.deepEqual(told, [
      { kind: 'stored', journal: journalA, outcome: { lastSeq: 3, stored: 3, setAside: 0, gap: false, followed: true, unheard: true } },
    ]);
    const tickets = await store.db.selectFrom('ticket').select('number').orderBy('ordinal').execute();
    t.deepEqual(
      tickets.map(({ number }) => number),
      ['A1', 'A2'],
    );
    t.is((await store.db.selectFrom('edge').select('lastSeenMs').executeTakeFirstOrThrow()).lastSeenMs, monday);
  });

  test(`taken ${name}, repeats change nothing, a gap is told of and what cannot be read too, in their order (F16, F25)`, async (t) => {
    const { heard, told } = await opened(t, where);
    await heard(events(1, filler(2)));
    await heard(events(1, filler(2)), 'no JSON', events(5, filler(1)));
    t.deepEqual(
      told.map((taken) => taken.kind),
      ['stored', 'stored', 'unreadable', 'stored'],
    );
    t.like(outcomeOf(told[1]), { lastSeq: 2, stored: 0, gap: false, followed: true });
    t.like(outcomeOf(told[3]), { lastSeq: 2, stored: 0, gap: true, followed: false });
  });

  test(`taken ${name}, what the database refuses is an error with its reason, and the next message is taken`, async (t) => {
    const { store, heard, told } = await opened(t, where);
    await sql`create trigger "refusal" before insert on "ticket" begin select raise(abort, 'not today'); end`.execute(store.db);
    await t.throwsAsync(heard(events(1, [issued(1)])), { message: /not today/ });
    t.deepEqual(told, []);
    await sql`drop trigger "refusal"`.execute(store.db);
    await heard(events(1, [issued(1)]));
    t.like(outcomeOf(told[0]), { lastSeq: 1, stored: 1 });
  });

  test(`taken ${name}, bookings go on between the groups and both are kept`, async (t) => {
    const { store, heard, told } = await opened(t, where);
    const taking = Promise.all(Array.from({ length: 20 }, (_, index) => heard(events(index * 10 + 1, filler(10)))));
    const writes = 50;
    for (let write = 0; write < writes; write++)
      await store.db.transaction().execute(async (trx) => {
        const { feedRevision } = await trx.selectFrom('office').select('feedRevision').executeTakeFirstOrThrow();
        await trx
          .updateTable('office')
          .set({ feedRevision: feedRevision + 1 })
          .execute();
      });
    await taking;
    t.is((await store.db.selectFrom('office').select('feedRevision').executeTakeFirstOrThrow()).feedRevision, writes);
    t.is(Math.max(...told.map((taken) => outcomeOf(taken)?.lastSeq ?? 0)), 200);
  });
}
