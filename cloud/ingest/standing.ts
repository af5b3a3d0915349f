import type { Kysely, Transaction } from 'kysely';
import type { EdgeName } from '#contract/topic.ts';
import type { JournalTable, Schema } from '../store/schema.ts';

type Trx = Transaction<Schema>;
export type JournalRow = Omit<JournalTable, 'office' | 'edge'>;

/** How long a new journal waits while it is found out whether the one before it is alive too (F19). */
export const trialLengthMs = 10_000;
/** A journal that said hello this recently is alive. */
const aliveMs = 30_000;
/**
 * After this a trial begins anew. An edge repeats a hello that nobody answers after half a minute: several of them fall within, so that one whom no
 * request reaches on a bad network is found out about all the same.
 */
const trialMsMax = 180_000;

/** What a hello comes to. `fence`: two journals of one edge are alive, and the newer one is not listened to. */
export type Verdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'trial'; readonly begins: boolean }
  | { readonly kind: 'fence'; readonly journal: string; readonly by: string; readonly sinceMs: number; readonly isNew: boolean };

/**
 * Judges the hello of a journal among those of its edge. One journal counts. Another one that comes is first asked for its patience and the
 * first one for a sign of life: none comes of a card that was swapped (F18), one comes of an edge that was cloned (F19).
 */
export async function judgeHello(trx: Trx, from: EdgeName, journal: string, atMs: number): Promise<Verdict> {
  const rows = await journalsOf(trx, from);
  const mine = rows.find(({ id }) => id === journal)!;
  const current = rows.find(({ standing }) => standing === 'current') ?? null;
  await set(trx, from, journal, { helloMs: atMs });
  if (current === null) return accept(trx, from, mine, null);
  if (current.id === journal) {
    const rival = rows.find(({ standing, helloMs }) => standing === 'trial' && helloMs !== null && helloMs >= atMs - aliveMs);
    return rival ? fenceJunior(trx, from, mine, rival, atMs) : { kind: 'accepted' };
  }
  if (mine.standing === 'fenced') return { kind: 'fence', journal, by: current.id, sinceMs: mine.trialMs ?? atMs, isNew: false };
  return goOnWithTrial(trx, from, mine, current, atMs);
}

async function goOnWithTrial(trx: Trx, from: EdgeName, mine: JournalRow, current: JournalRow, atMs: number): Promise<Verdict> {
  const began = mine.standing === 'trial' ? mine.trialMs : null;
  const signMs = current.helloMs ?? 0;
  if (began === null || atMs - began > trialMsMax || (signMs > began && signMs < atMs - aliveMs)) {
    await set(trx, from, mine.id, { standing: 'trial', trialMs: atMs });
    return { kind: 'trial', begins: true };
  }
  if (signMs > began) return fenceJunior(trx, from, mine, current, atMs);
  return atMs - began >= trialLengthMs ? accept(trx, from, mine, current) : { kind: 'trial', begins: false };
}

async function accept(trx: Trx, from: EdgeName, mine: JournalRow, before: JournalRow | null): Promise<Verdict> {
  if (before) await set(trx, from, before.id, { standing: 'replaced' });
  await set(trx, from, mine.id, { standing: 'current', trialMs: null });
  return { kind: 'accepted' };
}

async function fenceJunior(trx: Trx, from: EdgeName, one: JournalRow, other: JournalRow, atMs: number): Promise<Verdict> {
  const [senior, junior] = [one, other].toSorted(bySeniority) as [JournalRow, JournalRow];
  await set(trx, from, junior.id, { standing: 'fenced', trialMs: atMs });
  await set(trx, from, senior.id, { standing: 'current', trialMs: null });
  return { kind: 'fence', journal: junior.id, by: senior.id, sinceMs: atMs, isNew: true };
}

/** What a technician approved last comes first, then who was here first. */
const bySeniority = (a: JournalRow, b: JournalRow): number =>
  (b.approvedMs ?? 0) - (a.approvedMs ?? 0) || a.firstSeenMs - b.firstSeenMs || (a.id < b.id ? -1 : 1);

/** A technician says which of the edges of one name counts: the other one is fenced from now on. False when there is no such journal. */
export function approveJournal(db: Kysely<Schema>, from: EdgeName, journal: string, atMs: number): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const rows = await journalsOf(trx, from);
    if (!rows.some(({ id }) => id === journal)) return false;
    for (const { id, standing } of rows)
      if (id !== journal && standing !== 'replaced') await set(trx, from, id, { standing: 'fenced', trialMs: atMs });
    await set(trx, from, journal, { standing: 'current', trialMs: null, approvedMs: atMs });
    return true;
  });
}

export const journalsOf = (trx: Kysely<Schema>, { office, edge }: EdgeName): Promise<JournalRow[]> =>
  trx
    .selectFrom('journal')
    .selectAll()
    .where('office', '=', office)
    .where('edge', '=', edge)
    .orderBy('firstSeenMs')
    .orderBy('id')
    .execute();

async function set(trx: Trx, { office, edge }: EdgeName, journal: string, to: Partial<JournalTable>): Promise<void> {
  await trx.updateTable('journal').set(to).where('office', '=', office).where('edge', '=', edge).where('id', '=', journal).execute();
}
