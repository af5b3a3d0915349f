import type { Kysely, Transaction } from 'kysely';
import type { EnrolAnswer, EnrolRequest } from '#contract/enrolment.ts';
import { type EdgeName, edgeUsername } from '#contract/topic.ts';
import type { CloudClock } from '../clock.ts';
import type { Accounts } from '../link/port.ts';
import type { Store } from '../store/open.ts';
import type { Schema } from '../store/schema.ts';
import { hashPassword, mintPassword } from './credentials.ts';
import { hashKioskCode } from './kiosk-code.ts';

export type EnrolParts = {
  readonly store: Store;
  readonly clock: CloudClock;
  readonly accounts: Accounts;
  /** What the edge is told of the broker. */
  readonly broker: EnrolAnswer['broker'];
  /** Writes down in the transaction that an edge was enrolled, by whose code. */
  readonly note: (trx: Transaction<Schema>, edge: EdgeName, issuedBy: string, nowMs: number) => Promise<void>;
};

/** `unknown-code`: never issued, used, revoked or too old, which nobody is told apart. `other-edge`: the code is good, for the edge named. */
export type Enrolled =
  | { readonly ok: true; readonly answer: EnrolAnswer }
  | { readonly ok: false; readonly refusal: 'unknown-code' | 'broker-away' }
  | { readonly ok: false; readonly refusal: 'other-edge'; readonly edge: EdgeName };

/**
 * Exchanges a one-time code for the edge's credential. Whoever is first has it, whatever comes at once; one that comes for another edge than
 * the code is for, or while the broker cannot be told, leaves the code as it was. The credential before it ends, and who is in by it is thrown out.
 */
export async function enrol(parts: EnrolParts, request: EnrolRequest): Promise<Enrolled> {
  const { db } = parts.store;
  const nowMs = parts.clock.now();
  const code = await hashKioskCode(request.code);
  const waiting = code === null ? null : await waitingCode(db, code, nowMs);
  if (code === null || !waiting) return { ok: false, refusal: 'unknown-code' };
  const edge = { office: waiting.office, edge: waiting.edge };
  if (edge.office !== request.office || edge.edge !== request.edge) return { ok: false, refusal: 'other-edge', edge };
  if (!(await claim(db, code, nowMs))) return { ok: false, refusal: 'unknown-code' };
  const password = mintPassword();
  if ((await parts.accounts.admit(edge, password)) === 'away') {
    await db.updateTable('enrolment').set({ usedMs: null }).where('code', '=', code).execute();
    return { ok: false, refusal: 'broker-away' };
  }
  const credential = hashPassword(password);
  const replacement = await db.transaction().execute(async (trx) => {
    await parts.note(trx, edge, waiting.createdBy, nowMs);
    return giveCredential(trx, edge, { credential, nowMs, journal: request.journal });
  });
  await parts.accounts.dismiss(edge);
  return { ok: true, answer: { ...edge, username: edgeUsername(edge), password, replacement, broker: parts.broker } };
}

const waitingCode = (db: Kysely<Schema>, code: string, nowMs: number): Promise<Schema['enrolment'] | undefined> =>
  db
    .selectFrom('enrolment')
    .selectAll()
    .where('code', '=', code)
    .where('usedMs', 'is', null)
    .where('revokedMs', 'is', null)
    .where('expiresMs', '>', nowMs)
    .executeTakeFirst();

/** One statement, so that of two who come at once one is first. */
async function claim(db: Kysely<Schema>, code: string, nowMs: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('enrolment')
    .set({ usedMs: nowMs })
    .where('code', '=', code)
    .where('usedMs', 'is', null)
    .where('revokedMs', 'is', null)
    .where('expiresMs', '>', nowMs)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

type Given = { readonly credential: string; readonly nowMs: number; readonly journal: string | null };

/**
 * Writes the credential and answers which replacement the card is: as many as were enrolled, or are known by their journals, before it; 0 for
 * one whose own journal is known here, since it takes nobody's place (F18).
 */
async function giveCredential(trx: Transaction<Schema>, { office, edge: id }: EdgeName, given: Given): Promise<number> {
  const known = await trx.selectFrom('edge').select('cards').where('office', '=', office).where('id', '=', id).executeTakeFirst();
  const journals = await trx.selectFrom('journal').select('id').where('office', '=', office).where('edge', '=', id).execute();
  const isKnown = journals.some((journal) => journal.id === given.journal);
  const before = Math.max(known?.cards ?? 0, journals.length);
  const fresh = { credential: given.credential, enrolledMs: given.nowMs, revokedMs: null, cards: isKnown ? before : before + 1 };
  const blank = { feedEpoch: null, feedRevision: 0, settingsRevision: 0, online: 0, lastSeenMs: null };
  if (known) await trx.updateTable('edge').set(fresh).where('office', '=', office).where('id', '=', id).execute();
  else
    await trx
      .insertInto('edge')
      .values({ office, id, ...blank, ...fresh })
      .execute();
  return isKnown ? 0 : before;
}
