import type { Kysely } from 'kysely';
import type { Schema } from '../../store/schema.ts';
import { writeAudit } from '../audit/audit.ts';
import type { AdminParts } from '../parts.ts';

type Db = Kysely<Schema>;

/** One of the kiosks that speak under one name (F19). */
export type Twin = {
  readonly journal: string;
  /** Its facts count; those of the others are not listened to. */
  readonly counts: boolean;
  readonly firstSeenMs: number;
  /** When it last said that it is there. */
  readonly heardMs: number | null;
  /** How far the cloud knows what it did. */
  readonly lastSeq: number;
};

/** Edges of an office of which one is fenced, each with the one that counts first. */
export async function listTwins(db: Db, office: string): Promise<ReadonlyMap<string, readonly Twin[]>> {
  const rows = await db
    .selectFrom('journal')
    .select(['edge', 'id', 'standing', 'firstSeenMs', 'helloMs', 'lastSeq'])
    .where('office', '=', office)
    .where('standing', 'in', ['current', 'fenced'])
    .orderBy('standing')
    .orderBy('firstSeenMs')
    .orderBy('id')
    .execute();
  const byEdge = Map.groupBy(rows, ({ edge }) => edge);
  const fenced = [...byEdge].filter(([, journals]) => journals.some(({ standing }) => standing === 'fenced'));
  return new Map(
    fenced.map(([edge, journals]) => [
      edge,
      journals.map(({ id, standing, helloMs, ...rest }) => ({
        journal: id,
        counts: standing === 'current',
        firstSeenMs: rest.firstSeenMs,
        heardMs: helloMs,
        lastSeq: rest.lastSeq,
      })),
    ]),
  );
}

/** Somebody says which of the kiosks of one name counts from now on. False when it is none of those that wait for it. */
export async function approveTwin(
  { store, clock, approveJournal }: AdminParts,
  office: string,
  edge: string,
  journal: string,
  who: string,
): Promise<boolean> {
  const waits = (await listTwins(store.db, office)).get(edge)?.some((twin) => twin.journal === journal && !twin.counts) ?? false;
  if (!waits || !(await approveJournal({ office, edge }, journal))) return false;
  await store.db
    .transaction()
    .execute((trx) => writeAudit(trx, { atMs: clock.now(), office, who, what: 'kiosk.approved', subject: edge, changes: [] }));
  return true;
}
