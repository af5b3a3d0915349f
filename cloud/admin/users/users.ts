import type { Kysely } from 'kysely';
import type { Schema } from '../../store/schema.ts';
import { type AuditWord, type Change, writeAudit } from '../audit/audit.ts';
import { hashCode, mintCode } from '../one-time-code.ts';
import { endSessionsOf } from '../sign-in/sessions.ts';

/** How long an invitation waits for its person. */
export const inviteDays = 7;
/** Users, and invitations that wait, at most. */
export const usersMax = 500;

export type Role = 'supervisor' | 'admin';
/** A supervisor belongs to one office; an admin may have every office. */
export type Place = { readonly role: Role; readonly office: string | null };
export type User = Place & { readonly id: string; readonly name: string; readonly createdMs: number; readonly disabledMs: number | null };
export type Invite = Place & { readonly code: string; readonly user: string | null; readonly expiresMs: number | null };

type Db = Kysely<Schema>;
type Doing = { readonly who: string; readonly nowMs: number };
type UserRefusal = { readonly ok: false; readonly refusal: 'unknown-user' | 'last-admin' | 'yourself' | 'too-many-users' };
type Coded = { readonly ok: true; readonly code: string };

/** Everybody who ever was a user, by name. */
export const listUsers = (db: Db): Promise<User[]> =>
  db.selectFrom('adminUser').select(['id', 'name', 'role', 'office', 'createdMs', 'disabledMs']).orderBy('id').execute();

/** Invitations that can still be used; the code printed at the cloud's start is none of them. */
export const listInvites = (db: Db, nowMs: number): Promise<Invite[]> =>
  db
    .selectFrom('adminInvite')
    .select(['code', 'role', 'office', 'user', 'expiresMs'])
    .where('endedMs', 'is', null)
    .where('expiresMs', '>', nowMs)
    .orderBy('expiresMs')
    .execute();

/** Makes the code with which somebody becomes a user; it is shown once and kept as its hash. */
export function invite(db: Db, place: Place, { who, nowMs }: Doing): Promise<Coded | UserRefusal> {
  return db.transaction().execute(async (trx) => {
    const all = (await listUsers(trx)).length + (await listInvites(trx, nowMs)).length;
    if (all >= usersMax) return { ok: false, refusal: 'too-many-users' };
    const code = await issue(trx, { ...place, user: null, expiresMs: nowMs + inviteDays * 86_400_000 }, { who, nowMs });
    await note(trx, { who, nowMs }, 'user.invited', place, placeChanges(null, place));
    return { ok: true, code };
  });
}

/** Takes an invitation back. `code` is its hash, as listed. */
export async function endInvite(db: Db, code: string, { who, nowMs }: Doing): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('adminInvite').selectAll().where('code', '=', code).where('endedMs', 'is', null).executeTakeFirst();
    if (!row) return;
    await trx.updateTable('adminInvite').set({ endedMs: nowMs }).where('code', '=', code).execute();
    await note(trx, { who, nowMs }, 'user.invite-ended', { office: row.office, id: row.user ?? '' }, []);
  });
}

/** Makes a code with which the user sets a new password and a new second factor; the old ones end at once. */
export const resetUser = (db: Db, id: string, doing: Doing): Promise<Coded | UserRefusal> =>
  onUser(db, id, doing, async (trx, user) => {
    const code = await issue(
      trx,
      { role: user.role, office: user.office, user: id, expiresMs: doing.nowMs + inviteDays * 86_400_000 },
      doing,
    );
    await trx.updateTable('adminUser').set({ password: 'none' }).where('id', '=', id).execute();
    await endSessionsOf(trx, id);
    await note(trx, doing, 'user.reset', user, []);
    return { ok: true, code };
  });

/** Shuts a user out, or lets them in again. The last admin cannot be shut out, and nobody themselves. */
export const setDisabled = (db: Db, id: string, isDisabled: boolean, doing: Doing): Promise<{ readonly ok: true } | UserRefusal> =>
  onUser(db, id, doing, async (trx, user) => {
    if (isDisabled === (user.disabledMs !== null)) return { ok: true };
    if (isDisabled && (await isLastAdmin(trx, user))) return { ok: false, refusal: 'last-admin' };
    await trx
      .updateTable('adminUser')
      .set({ disabledMs: isDisabled ? doing.nowMs : null })
      .where('id', '=', id)
      .execute();
    await endSessionsOf(trx, id);
    await note(trx, doing, isDisabled ? 'user.disabled' : 'user.enabled', user, []);
    return { ok: true };
  });

/** Gives a user another role or office. */
export const placeUser = (db: Db, id: string, place: Place, doing: Doing): Promise<{ readonly ok: true } | UserRefusal> =>
  onUser(db, id, doing, async (trx, user) => {
    const changes = placeChanges(user, place);
    if (changes.length === 0) return { ok: true };
    if (place.role !== 'admin' && (await isLastAdmin(trx, user))) return { ok: false, refusal: 'last-admin' };
    await trx.updateTable('adminUser').set(place).where('id', '=', id).execute();
    await endSessionsOf(trx, id);
    await note(trx, doing, 'user.changed', user, changes);
    return { ok: true };
  });

/**
 * While nobody can sign in, makes a new first code and ends the one before: whoever reads the cloud's first lines becomes its first admin.
 * `null` when there is a user.
 */
export function mintFirstCode(db: Db, nowMs: number): Promise<string | null> {
  return db.transaction().execute(async (trx) => {
    if (await trx.selectFrom('adminUser').select('id').executeTakeFirst()) return null;
    await trx.updateTable('adminInvite').set({ endedMs: nowMs }).where('endedMs', 'is', null).where('expiresMs', 'is', null).execute();
    return issue(trx, { role: 'admin', office: null, user: null, expiresMs: null }, { who: 'cloud', nowMs });
  });
}

async function issue(
  db: Db,
  invite: Place & { readonly user: string | null; readonly expiresMs: number | null },
  { who, nowMs }: Doing,
): Promise<string> {
  const code = mintCode();
  await db
    .insertInto('adminInvite')
    .values({ ...invite, code: hashCode(code), createdMs: nowMs, createdBy: who, endedMs: null })
    .execute();
  return code;
}

function onUser<Answer>(
  db: Db,
  id: string,
  { who }: Doing,
  work: (trx: Db, user: User) => Promise<Answer | UserRefusal>,
): Promise<Answer | UserRefusal> {
  return db.transaction().execute(async (trx) => {
    const user = (await listUsers(trx)).find((known) => known.id === id);
    if (user === undefined) return { ok: false, refusal: 'unknown-user' };
    return id === who ? { ok: false, refusal: 'yourself' } : work(trx, user);
  });
}

const isLastAdmin = async (db: Db, user: User): Promise<boolean> =>
  user.role === 'admin' &&
  user.disabledMs === null &&
  !(await listUsers(db)).some(({ id, role, disabledMs }) => id !== user.id && role === 'admin' && disabledMs === null);

const placeChanges = (from: Place | null, to: Place): Change[] =>
  [
    { path: 'user.role', from: from?.role ?? null, to: to.role as string },
    { path: 'user.office', from: from?.office ?? null, to: to.office },
  ].filter((change) => change.from !== change.to);

const note = (
  db: Db,
  { who, nowMs }: Doing,
  what: AuditWord,
  about: { readonly office: string | null; readonly id?: string },
  changes: readonly Change[],
): Promise<void> => writeAudit(db, { atMs: nowMs, office: about.office, who, what, subject: about.id ?? '', changes });
