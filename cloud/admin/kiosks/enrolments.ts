import type { Kysely } from 'kysely';
import type { Schema } from '../../store/schema.ts';
import { writeAudit } from '../audit/audit.ts';
import type { AdminParts } from '../parts.ts';

/** How long a code waits for its kiosk. */
const codeHours = 24;
/** Codes of one office that may wait at once. */
const codesMax = 20;

type Db = Kysely<Schema>;
type Doing = { readonly office: string; readonly who: string; readonly nowMs: number };
export type Enrolment = { readonly code: string; readonly edge: string; readonly createdBy: string; readonly expiresMs: number };
export type Kiosk = {
  readonly id: string;
  readonly online: boolean;
  readonly lastSeenMs: number | null;
  /** The settings that it works by. */
  readonly revision: number;
  /** When a code made it a kiosk of the office; `null` for the one that came with the database. */
  readonly enrolledMs: number | null;
  /** When its access was revoked, if it has none now. */
  readonly revokedMs: number | null;
};

/** The kiosks of an office and how they are. */
export async function listKiosks(db: Db, office: string): Promise<Kiosk[]> {
  const rows = await db
    .selectFrom('edge')
    .select(['id', 'online', 'lastSeenMs', 'settingsRevision', 'enrolledMs', 'revokedMs'])
    .where('office', '=', office)
    .orderBy('id')
    .execute();
  return rows.map(({ online, settingsRevision, ...rest }) => ({ ...rest, online: online === 1, revision: settingsRevision }));
}

/** Codes that a kiosk can still use. */
export const listEnrolments = (db: Db, office: string, nowMs: number): Promise<Enrolment[]> =>
  db
    .selectFrom('enrolment')
    .select(['code', 'edge', 'createdBy', 'expiresMs'])
    .where('office', '=', office)
    .where('usedMs', 'is', null)
    .where('revokedMs', 'is', null)
    .where('expiresMs', '>', nowMs)
    .orderBy('expiresMs')
    .execute();

/** Makes the code with which a kiosk becomes `edge` of the office; one issued before for the same name ends. Shown once, kept as its hash. */
export async function issueCode(
  db: Db,
  edge: string,
  { mint, hash }: AdminParts['kioskCode'],
  { office, who, nowMs }: Doing,
): Promise<{ readonly ok: true; readonly code: string } | { readonly ok: false; readonly refusal: 'tooMany' | 'badName' }> {
  const code = mint();
  const hashed = await hash(code);
  if (hashed === null) throw new Error('a code was minted that nobody could type');
  return db.transaction().execute(async (trx) => {
    if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(edge)) return { ok: false, refusal: 'badName' };
    const waiting = await listEnrolments(trx, office, nowMs);
    if (waiting.filter((one) => one.edge !== edge).length >= codesMax) return { ok: false, refusal: 'tooMany' };
    for (const one of waiting.filter((known) => known.edge === edge))
      await trx.updateTable('enrolment').set({ revokedMs: nowMs }).where('code', '=', one.code).execute();
    await trx
      .insertInto('enrolment')
      .values({
        code: hashed,
        office,
        edge,
        createdMs: nowMs,
        createdBy: who,
        expiresMs: nowMs + codeHours * 3_600_000,
        usedMs: null,
        revokedMs: null,
      })
      .execute();
    await writeAudit(trx, { atMs: nowMs, office, who, what: 'kiosk.code-issued', subject: edge, changes: [] });
    return { ok: true, code };
  });
}

/** Ends a code that waits; `code` is its hash, as listed. Answers whether there was one. */
export function revokeCode(db: Db, code: string, { office, who, nowMs }: Doing): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const one = (await listEnrolments(trx, office, nowMs)).find((known) => known.code === code);
    if (!one) return false;
    await trx.updateTable('enrolment').set({ revokedMs: nowMs }).where('code', '=', code).execute();
    await writeAudit(trx, { atMs: nowMs, office, who, what: 'kiosk.code-revoked', subject: one.edge, changes: [] });
    return true;
  });
}

/**
 * Takes a kiosk's credential away: from the commit on nobody comes in with it. Codes that wait for its name stay good, they are how it comes
 * back. Answers whether it had one.
 */
export function shutOut(db: Db, edge: string, { office, who, nowMs }: Doing): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('edge')
      .set({ credential: '', revokedMs: nowMs, online: 0 })
      .where('office', '=', office)
      .where('id', '=', edge)
      .where('revokedMs', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    await writeAudit(trx, { atMs: nowMs, office, who, what: 'kiosk.shut-out', subject: edge, changes: [] });
    return true;
  });
}
