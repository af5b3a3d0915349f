import type { Kysely, Transaction } from 'kysely';
import type { Recorded } from '#contract/event.ts';
import { type EdgeName, upTopic } from '#contract/topic.ts';
import { rowsInserter } from '../store/insert-rows.ts';
import type { EventTable, Schema } from '../store/schema.ts';
import type { BatchItem } from './batch.ts';
import { setAside } from './set-aside.ts';

/** Journals of one edge at most: each re-imaging makes one (F18). */
export const journalsMax = 500;
/** The name under which a poison event stands in its place. */
export const setAsideName = 'set-aside';

/** What follows from new facts of one business day, in their order, in the transaction that stores them. */
export type Projection = (trx: Transaction<Schema>, from: EdgeName, facts: readonly Recorded[]) => Promise<void>;

/** Batches that an edge sent one after another out of one journal. */
export type Delivery = { readonly from: EdgeName; readonly journal: string; readonly batches: readonly (readonly BatchItem[])[] };

/** Nothing was taken: the edge has too many journals, or another journal counts and this one must say hello first. */
export type Refused = { readonly refused: 'too-many-journals' | 'not-current' };

export type Stored = {
  /** The end of the unbroken run now committed. */
  readonly lastSeq: number;
  readonly stored: number;
  /** Events are missing before some that came; these were not taken. */
  readonly gap: boolean;
  /** Everything in at least one batch is committed now or was before, in part at least. */
  readonly followed: boolean;
  /** Poison events among those stored (F25). */
  readonly setAside: number;
  /** The edge has not said hello since its journal, its connection or this cloud began: it is to be asked for one. */
  readonly unheard: boolean;
};

type StoreOptions = { readonly atMs: number; readonly projections: readonly Projection[] };

/**
 * Stores what continues the journals without a gap, each event once, with all that follows from it, in one transaction (F16). Repeats change
 * nothing. Only the journal that counts is taken; the first of an edge does. No edge may be among them twice; edges whose name sorts earlier come
 * first, so that two processes never wait for each other.
 */
export function storeDeliveries(
  db: Kysely<Schema>,
  deliveries: readonly Delivery[],
  options: StoreOptions,
): Promise<readonly (Stored | Refused)[]> {
  return db.transaction().execute(async (trx) => {
    const taken: Taken[] = [];
    for (const delivery of deliveries) taken.push(await take(trx, delivery, options.atMs));
    const rows = taken.flatMap(({ delivery, fresh }) => fresh.map((item) => eventRow(delivery, item, options.atMs)));
    await insertEvents(trx, rows);
    const outcomes: (Stored | Refused)[] = [];
    for (const one of taken) {
      const { outcome } = one;
      if ('refused' in outcome) outcomes.push(outcome);
      else outcomes.push({ ...outcome, unheard: !(await follow(trx, one, outcome.lastSeq, options)) || outcome.unheard });
    }
    return outcomes;
  });
}

const insertEvents = rowsInserter<EventTable>((db, rows) =>
  db
    .insertInto('event')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing()),
);

type Taken = { readonly delivery: Delivery; readonly fresh: readonly BatchItem[]; readonly outcome: Stored | Refused };

async function take(trx: Transaction<Schema>, delivery: Delivery, atMs: number): Promise<Taken> {
  const entered = await enterJournal(trx, delivery.from, delivery.journal, atMs);
  if (!entered) return { delivery, fresh: [], outcome: { refused: 'too-many-journals' } };
  if (!entered.counts) return { delivery, fresh: [], outcome: { refused: 'not-current' } };
  const fresh: BatchItem[] = [];
  let highest = 0;
  let followed = false;
  for (const batch of delivery.batches) {
    const more = continuation(batch, entered.lastSeq + fresh.length);
    for (const item of more.fresh) fresh.push(item);
    followed ||= more.fresh.length > 0 || !more.gap;
    highest = Math.max(highest, batch.at(-1)?.seq ?? 0);
  }
  const lastSeq = entered.lastSeq + fresh.length;
  const poison = fresh.filter(({ read }) => 'reason' in read).length;
  const outcome = { lastSeq, stored: fresh.length, setAside: poison, gap: highest > lastSeq, followed, unheard: entered.newJournal };
  return { delivery, fresh, outcome };
}

/** The journal's row, locked until the end of the transaction, made when it is new; `null` beyond `journalsMax`. */
export async function enterJournal(
  trx: Transaction<Schema>,
  from: EdgeName,
  journal: string,
  atMs: number,
): Promise<{ readonly lastSeq: number; readonly newJournal: boolean; readonly counts: boolean } | null> {
  const { office, edge } = from;
  // An update that changes nothing takes the row's lock on every engine; a plain read would not.
  const row = await trx
    .updateTable('journal')
    .set((journalRow) => ({ lastSeq: journalRow.ref('lastSeq') }))
    .where('office', '=', office)
    .where('edge', '=', edge)
    .where('id', '=', journal)
    .returning(['lastSeq', 'standing'])
    .executeTakeFirst();
  if (row) return { lastSeq: row.lastSeq, newJournal: false, counts: row.standing === 'current' };
  const known = await trx.selectFrom('journal').select('standing').where('office', '=', office).where('edge', '=', edge).execute();
  const hasCurrent = known.some(({ standing }) => standing === 'current');
  if (known.length >= journalsMax) return null;
  const standing = hasCurrent ? 'replaced' : 'current';
  await trx
    .insertInto('journal')
    .values({ office, edge, id: journal, lastSeq: 0, firstSeenMs: atMs, standing, helloMs: null, trialMs: null, approvedMs: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { lastSeq: 0, newJournal: true, counts: !hasCurrent };
}

/** The items that follow `lastSeq` one by one, and whether something is missing before the rest. */
export function continuation(
  items: readonly BatchItem[],
  lastSeq: number,
): { readonly fresh: readonly BatchItem[]; readonly gap: boolean } {
  const fresh: BatchItem[] = [];
  for (const item of items) {
    const expected = lastSeq + fresh.length + 1;
    if (item.seq > expected) return { fresh, gap: true };
    if (item.seq === expected) fresh.push(item);
  }
  return { fresh, gap: false };
}

function eventRow({ from: { office, edge }, journal }: Delivery, { seq, envelope, read }: BatchItem, atMs: number): EventTable {
  const { name, time } = 'recorded' in read ? read.recorded : { name: setAsideName, time: new Date(atMs).toISOString() };
  return { office, edge, journal, seq, name, time, envelope };
}

/**
 * Writes what the fresh events of one delivery bring, and how far its journal and its edge are now. False when the edge is not online: only its
 * hello makes it so, for it says where it stands, and nothing may be fed to it on the word of a database that may be a backup (F17, P35).
 */
async function follow(trx: Transaction<Schema>, { delivery, fresh }: Taken, lastSeq: number, options: StoreOptions): Promise<boolean> {
  const { from, journal } = delivery;
  const { atMs } = options;
  for (const { read, envelope } of fresh)
    if ('reason' in read) await setAside(trx, atMs, { topic: upTopic(from, 'events'), reason: read.reason, payload: envelope });
  const facts = fresh.flatMap(({ read }) => ('recorded' in read ? [read.recorded] : []));
  for (const ofDay of byDay(facts)) for (const project of options.projections) await project(trx, from, ofDay);
  if (fresh.length > 0)
    await trx
      .updateTable('journal')
      .set({ lastSeq })
      .where('office', '=', from.office)
      .where('edge', '=', from.edge)
      .where('id', '=', journal)
      .execute();
  const edge = await trx
    .updateTable('edge')
    .set({ lastSeenMs: atMs })
    .where('office', '=', from.office)
    .where('id', '=', from.edge)
    .returning('online')
    .executeTakeFirst();
  return edge?.online === 1;
}

/** Ordinals begin anew with each day: facts before and after a day's turn are not looked at together. */
export function byDay(facts: readonly Recorded[]): readonly (readonly Recorded[])[] {
  const parts: Recorded[][] = [];
  for (const fact of facts) {
    const last = parts.at(-1);
    if (last && !fact.name.startsWith('day.')) last.push(fact);
    else parts.push([fact]);
  }
  return parts;
}
