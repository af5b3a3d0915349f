import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from '../../store/schema.ts';
import { writeAudit } from '../audit/audit.ts';
import { hashCode } from '../one-time-code.ts';
import { readBase32, writeBase32 } from './base32.ts';
import { hashPassword, weakness } from './password.ts';
import { endSessionsOf } from './sessions.ts';
import { matchingStep } from './totp.ts';

const userNamePattern = /^[a-z0-9][a-z0-9._-]{1,31}$/;
const fullNameLengthMax = 80;
const secretBytes = 20;

/** A code that still opens the door, and for whom. */
export type OpenInvite = {
  readonly hash: string;
  readonly role: 'supervisor' | 'admin';
  readonly office: string | null;
  readonly user: string | null;
};

export type JoinForm = {
  readonly user: string;
  readonly name: string;
  readonly password: string;
  readonly again: string;
  /** Base32, as it was shown. */
  readonly secret: string;
  /** What the phone shows. */
  readonly code: string;
};
export type JoinField = 'user' | 'name' | 'password' | 'again' | 'code';
export type JoinProblem = {
  readonly field: JoinField;
  readonly problem: 'user-form' | 'user-taken' | 'missing' | 'too-short' | 'too-long' | 'is-name' | 'not-same' | 'wrong-code';
};

/** A new second factor: 160 random bits, as [RFC-4226 4] advises. */
export const mintSecret = (): string => writeBase32(randomBytes(secretBytes));

/** What an authenticator app takes in. */
export const totpAddress = (secret: string, user: string, issuer: string): string =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(user)}?${new URLSearchParams({ secret, issuer })}`;

/** The invitation of a code, or `null` when it is unknown, used, taken back or too old. */
export async function openInvite(db: Kysely<Schema>, code: string, nowMs: number): Promise<OpenInvite | null> {
  const hash = hashCode(code);
  const row = await db.selectFrom('adminInvite').selectAll().where('code', '=', hash).where('endedMs', 'is', null).executeTakeFirst();
  if (!row || (row.expiresMs !== null && row.expiresMs <= nowMs)) return null;
  return { hash, role: row.role, office: row.office, user: row.user };
}

/** Makes the user of an invitation, or gives them a new password and second factor. The code is used up by it. */
export async function join(
  db: Kysely<Schema>,
  invite: OpenInvite,
  form: JoinForm,
  { nowMs, trueMs }: { readonly nowMs: number; readonly trueMs: number },
): Promise<{ readonly ok: true; readonly user: string } | { readonly ok: false; readonly problems: readonly JoinProblem[] }> {
  const user = invite.user ?? form.user.trim().toLowerCase();
  const secret = readBase32(form.secret);
  const step = secret?.length === secretBytes ? matchingStep(secret, form.code, trueMs, 0) : null;
  const weak = weakness(form.password, user);
  const problems: (JoinProblem | null)[] = [
    invite.user === null && !userNamePattern.test(user) ? { field: 'user', problem: 'user-form' } : null,
    invite.user === null && !isName(form.name) ? { field: 'name', problem: 'missing' } : null,
    weak === null ? null : { field: 'password', problem: weak },
    form.password === form.again ? null : { field: 'again', problem: 'not-same' },
    step === null ? { field: 'code', problem: 'wrong-code' } : null,
  ];
  const wrong = problems.filter((problem) => problem !== null);
  if (wrong.length > 0 || step === null) return { ok: false, problems: wrong };
  const keys = { password: await hashPassword(form.password), totpSecret: form.secret, totpStep: step };
  return db.transaction().execute(async (trx) => {
    const used = await trx
      .updateTable('adminInvite')
      .set({ endedMs: nowMs })
      .where('code', '=', invite.hash)
      .where('endedMs', 'is', null)
      .executeTakeFirst();
    if (used.numUpdatedRows === 0n) return { ok: false, problems: [{ field: 'code', problem: 'wrong-code' }] };
    if (invite.user !== null) await trx.updateTable('adminUser').set(keys).where('id', '=', user).execute();
    else if (
      !(await insert(trx, { ...keys, id: user, name: form.name.trim(), role: invite.role, office: invite.office, createdMs: nowMs }))
    )
      return takenName(trx, invite.hash);
    await endSessionsOf(trx, user);
    await writeAudit(trx, { atMs: nowMs, office: invite.office, who: user, what: 'user.joined', subject: user, changes: [] });
    return { ok: true, user };
  });
}

const isName = (name: string): boolean => name.trim() !== '' && name.length <= fullNameLengthMax && !/[\p{Cc}\p{Cf}<>]/u.test(name);

async function insert(db: Kysely<Schema>, user: Omit<Schema['adminUser'], 'disabledMs'>): Promise<boolean> {
  const inserted = await db
    .insertInto('adminUser')
    .values({ ...user, disabledMs: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows !== 0n;
}

/** The code stays good: only the name was somebody else's. */
async function takenName(db: Kysely<Schema>, code: string): Promise<{ ok: false; problems: JoinProblem[] }> {
  await db.updateTable('adminInvite').set({ endedMs: null }).where('code', '=', code).execute();
  return { ok: false, problems: [{ field: 'user', problem: 'user-taken' }] };
}
