import type { Kysely } from 'kysely';
import type { Schema } from '../../store/schema.ts';

/** What people do here. Each word has its sentence in the texts. */
export const auditWords = [
  'user.signed-in',
  'user.joined',
  'user.invited',
  'user.invite-ended',
  'user.changed',
  'user.disabled',
  'user.enabled',
  'user.reset',
  'settings.saved',
  'reservation.booked',
  'reservation.cancelled',
  'reservation.moved',
  'reservation.asked-to-move',
  'kiosk.code-issued',
  'kiosk.code-revoked',
  'kiosk.enrolled',
  'kiosk.shut-out',
  'kiosk.approved',
] as const;
export type AuditWord = (typeof auditWords)[number];

/** One value that changed; paths are those of the settings, e.g. `policies.holdMinutes`. `null` is: was not there, is no longer there. */
export type Change = { readonly path: string; readonly from: string | null; readonly to: string | null };

export type AuditEntry = {
  readonly atMs: number;
  readonly office: string | null;
  readonly who: string;
  readonly what: AuditWord;
  readonly subject: string;
  readonly changes: readonly Change[];
};

/** Entries are kept this long: five years. */
export const auditKeptMs = 1_826 * 86_400_000;
/** Entries of one page. */
export const auditPageMax = 50;

/** Writes down who did what, in the transaction that does it. No citizen's name and no address may stand in it. */
export async function writeAudit(db: Kysely<Schema>, { changes, ...entry }: AuditEntry): Promise<void> {
  await db
    .insertInto('adminAudit')
    .values({ ...entry, changes: JSON.stringify(changes) })
    .execute();
}

export type AuditPage = { readonly entries: readonly (AuditEntry & { readonly id: number })[]; readonly older: number | null };

/** The newest entries of an office, with those that belong to no office when `withUsers`; `before` an id goes on from there. */
export async function readAudit(
  db: Kysely<Schema>,
  { office, withUsers, before }: { readonly office: string; readonly withUsers: boolean; readonly before: number | null },
): Promise<AuditPage> {
  const all = db
    .selectFrom('adminAudit')
    .selectAll()
    .where((row) => row.or([row('office', '=', office), ...(withUsers ? [row('office', 'is', null)] : [])]))
    .orderBy('id', 'desc')
    .limit(auditPageMax + 1);
  const rows = await (before === null ? all : all.where('id', '<', before)).execute();
  const entries = rows.slice(0, auditPageMax).map((row) => ({
    ...row,
    what: row.what as AuditWord,
    changes: JSON.parse(row.changes) as readonly Change[],
  }));
  return { entries, older: rows.length > auditPageMax ? (entries.at(-1)?.id ?? null) : null };
}
