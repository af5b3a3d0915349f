import type { Kysely, Transaction } from 'kysely';
import type { Recorded } from '#contract/event.ts';
import type { EdgeName } from '#contract/topic.ts';
import type { Schema } from '../store/schema.ts';
import type { BatchItem } from './batch.ts';
import { setAside } from './set-aside.ts';

/** Journals of one edge at most: each re-imaging makes one (F18). */
export const journalsMax = 500;
/** The name under which a poison event stands in its place. */
export const setAsideName = 'set-aside';

/** What follows from new facts of one business day, in their order, in the transaction that stores them. */
export type Projection = (trx: Transaction<Schema>, from: EdgeName, facts: readonly Recorded[]) => Promise<void>;

export type StoredBatch = {
  /** The end of the unbroken run now committed. */
  readonly lastSeq: number;
  readonly stored: number;
  /** Events were missing before some of the batch; these were not taken. */
  readonly gap: boolean;
  /** The journal was not known before. */
  readonly newJournal: boolean;
};

/** Nothing was taken: the edge has too many journals, or another journal counts and this one must say hello first. */
export type Refused = { readonly refused: 'too-many-journals' | 'not-current' };

/**
 * Stores what continues the journal without a gap, each event once, with all that follows from it, in one transaction (F16). Repeats change
 * nothing. Only the journal that counts is taken; the first of an edge does.
 */
export function storeBatch(
  db: Kysely<Schema>,
  from: EdgeName,
  journal: string,
  items: readonly BatchItem[],
  options: { readonly atMs: number; readonly topic: string; readonly projections: readonly Projection[] },
): Promise<StoredBatch | Refused> {
  return db.transaction().execute(async (trx) => {
    const entered = await enterJournal(trx, from, journal, options.atMs);
    if (!entered) return { refused: 'too-many-journals' };
    if (!entered.counts) return { refused: 'not-current' };
    const { fresh, gap } = continuation(items, entered.lastSeq);
    const last = fresh.at(-1);
    if (last) {
      await trx
        .insertInto('event')
        .values(fresh.map((item) => eventRow(from, journal, item, options.atMs)))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await follow(trx, from, fresh, options);
      await trx
        .updateTable('journal')
        .set({ lastSeq: last.seq })
        .where('office', '=', from.office)
        .where('edge', '=', from.edge)
        .where('id', '=', journal)
        .execute();
    }
    await trx
      .updateTable('edge')
      .set({ online: 1, lastSeenMs: options.atMs })
      .where('office', '=', from.office)
      .where('id', '=', from.edge)
      .execute();
    return { lastSeq: last?.seq ?? entered.lastSeq, stored: fresh.length, gap, newJournal: entered.newJournal };
  });
}

/** The journal's row, locked until the end of the transaction, made when it is new; `null` beyond `journalsMax`. */
export async function enterJournal(
  trx: Transaction<Schema>,
  from: EdgeName,
  journal: string,
  atMs: number,
): Promise<{ readonly lastSeq: number; readonly newJournal: boolean; readonly counts: boolean } | null> {
  const key = { office: from.office, edge: from.edge, id: journal };
  // An update that changes nothing takes the row's lock on every engine; a plain read would not.
  await trx
    .updateTable('journal')
    .set((row) => ({ lastSeq: row.ref('lastSeq') }))
    .where('office', '=', from.office)
    .where('edge', '=', from.edge)
    .where('id', '=', journal)
    .execute();
  const known = await trx
    .selectFrom('journal')
    .select(['id', 'lastSeq', 'standing'])
    .where('office', '=', from.office)
    .where('edge', '=', from.edge)
    .execute();
  const row = known.find(({ id }) => id === journal);
  const hasCurrent = known.some(({ standing }) => standing === 'current');
  if (row) return { lastSeq: row.lastSeq, newJournal: false, counts: row.standing === 'current' };
  if (known.length >= journalsMax) return null;
  await trx
    .insertInto('journal')
    .values({
      ...key,
      lastSeq: 0,
      firstSeenMs: atMs,
      standing: hasCurrent ? 'replaced' : 'current',
      helloMs: null,
      trialMs: null,
      approvedMs: null,
    })
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

function eventRow(from: EdgeName, journal: string, { seq, envelope, read }: BatchItem, atMs: number) {
  const known = 'recorded' in read ? { name: read.recorded.name, time: read.recorded.time } : null;
  return {
    office: from.office,
    edge: from.edge,
    journal,
    seq,
    name: known?.name ?? setAsideName,
    time: known?.time ?? new Date(atMs).toISOString(),
    envelope,
  };
}

async function follow(
  trx: Transaction<Schema>,
  from: EdgeName,
  items: readonly BatchItem[],
  { atMs, topic, projections }: { readonly atMs: number; readonly topic: string; readonly projections: readonly Projection[] },
): Promise<void> {
  for (const { read, envelope } of items)
    if ('reason' in read) await setAside(trx, atMs, { topic, reason: read.reason, payload: envelope });
  const facts = items.flatMap(({ read }) => ('recorded' in read ? [read.recorded] : []));
  for (const ofDay of byDay(facts)) for (const project of projections) await project(trx, from, ofDay);
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
