import { randomBytes } from 'node:crypto';
import type { FeedPosition } from '#contract/reservation.ts';
import type { EdgeName } from '#contract/topic.ts';
import { feedNameOf } from '../store/feed-name.ts';
import type { Store } from '../store/open.ts';
import { inSharedCommit } from '../store/share-commits.ts';

/** The edges of an office, or of all for `null`, that are online and do not stand at its newest revision. */
export async function edgesBehind(store: Store, office: string | null): Promise<EdgeName[]> {
  const all = store.db.selectFrom('edge').innerJoin('office', 'office.id', 'edge.office').select(['edge.office', 'edge.id as edge']);
  return (office === null ? all : all.where('office.id', '=', office))
    .where('edge.online', '=', 1)
    .where((row) =>
      row.or([
        row('edge.feedEpoch', 'is', null),
        row('edge.feedEpoch', '!=', row.ref('office.epoch')),
        row('edge.feedRevision', '<', row.ref('office.feedRevision')),
      ]),
    )
    .execute();
}

/**
 * Takes it on to bring this edge to `revision`, for all clouds: until `untilMs`, or an acknowledgement before, nobody else does. False when
 * somebody is at it. Written before anything is sent: what an edge may know is never more than `sentRevision`.
 */
export function claim(
  store: Store,
  { office, edge }: EdgeName,
  revision: number,
  { nowMs, untilMs }: { readonly nowMs: number; readonly untilMs: number },
): Promise<boolean> {
  return inSharedCommit(store, async (trx) => {
    const claimed = await trx
      .updateTable('edge')
      .set({ claimedRevision: revision, claimedUntilMs: untilMs })
      .where('office', '=', office)
      .where('id', '=', edge)
      .where((row) => row.or([row('claimedUntilMs', 'is', null), row('claimedUntilMs', '<=', nowMs)]))
      .returning('sentRevision')
      .executeTakeFirst();
    if (!claimed) return false;
    if (claimed.sentRevision < revision)
      await trx.updateTable('edge').set({ sentRevision: revision }).where('office', '=', office).where('id', '=', edge).execute();
    return true;
  });
}

/** Gives up what was taken on until `untilMs`. False when it was acknowledged, or somebody else is at it. */
export async function giveUp(store: Store, { office, edge }: EdgeName, untilMs: number): Promise<boolean> {
  const row = await store.db
    .updateTable('edge')
    .set(unclaimed)
    .where('office', '=', office)
    .where('id', '=', edge)
    .where('claimedUntilMs', '=', untilMs)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** An edge said where it stands. Whatever was on its way to it is forgotten. */
export async function keepPosition(
  store: Store,
  { office, edge }: EdgeName,
  position: { readonly epoch: string | null; readonly revision: number },
): Promise<void> {
  await store.db
    .updateTable('edge')
    .set({ feedEpoch: position.epoch, feedRevision: position.revision, ...unclaimed })
    .where('office', '=', office)
    .where('id', '=', edge)
    .execute();
}

/**
 * An acknowledgement ends the claim that it answers, and one that takes the edge further any: what is under way follows on another position. One that
 * comes late or twice never takes the edge back. True when a claim has ended.
 */
export function advancePosition(store: Store, { office, edge }: EdgeName, { epoch, revision }: FeedPosition): Promise<boolean> {
  return inSharedCommit(store, async (trx) => {
    const row = await trx
      .selectFrom('edge')
      .select(['feedEpoch', 'feedRevision', 'claimedRevision'])
      .where('office', '=', office)
      .where('id', '=', edge)
      .executeTakeFirst();
    if (!row) return false;
    const further = row.feedEpoch !== epoch || row.feedRevision < revision;
    const answers = row.claimedRevision !== null && (further || row.claimedRevision <= revision);
    if (!further && !answers) return false;
    await trx
      .updateTable('edge')
      .set({ ...(further && { feedEpoch: epoch, feedRevision: revision }), ...(answers && unclaimed) })
      .where('office', '=', office)
      .where('id', '=', edge)
      .execute();
    return answers;
  });
}

/** What a position is to the present list: one of its own, of a list with another epoch, or of another past under the same epoch (F17). */
export type Belonging = 'here' | 'other-epoch' | 'other-past';

/**
 * Judges a position that an edge says. One further than the list, or than anything the edge was ever sent, proves that the cloud forgot something,
 * even when the list has grown past it since (P25); so does one that the list names otherwise, or has no name for (P56).
 */
export async function belonging(store: Store, { office, edge }: EdgeName, position: FeedPosition): Promise<Belonging> {
  const row = await store.db
    .selectFrom('edge')
    .innerJoin('office', 'office.id', 'edge.office')
    .select(['office.epoch', 'office.feedRevision', 'edge.sentRevision'])
    .where('edge.office', '=', office)
    .where('edge.id', '=', edge)
    .executeTakeFirst();
  if (row?.epoch !== position.epoch) return 'other-epoch';
  if (position.revision > Math.min(row.feedRevision, row.sentRevision)) return 'other-past';
  const isOurs = position.name === undefined || position.name === (await feedNameOf(store.db, office, position.revision));
  return isOurs ? 'here' : 'other-past';
}

/** A position of another past makes everybody start again (F17): begins a new epoch unless somebody has. */
export async function renewEpoch(store: Store, office: string, { epoch }: FeedPosition): Promise<void> {
  await store.db
    .updateTable('office')
    .set({ epoch: randomBytes(16).toString('hex') })
    .where('id', '=', office)
    .where('epoch', '=', epoch)
    .execute();
}

const unclaimed = { claimedRevision: null, claimedUntilMs: null };
