import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { Language } from '#contract/language.ts';
import type { Schema } from '../../store/schema.ts';

/** Without a request for this long a session is over. */
export const idleMs = 30 * 60_000;
/** After this it is over whatever happens. */
export const absoluteMs = 12 * 3_600_000;
/** A session is written down as seen at most this often. */
const seenEveryMs = 60_000;
/** Open sessions of one user; the oldest gives way. */
const sessionsMax = 10;

/** Who is signed in, and the token that their forms must carry. */
export type Session = {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly role: 'supervisor' | 'admin';
    /** `null` is every office. */
    readonly office: string | null;
  };
  readonly csrf: string;
  /** Chosen on a page; `null` follows the browser. */
  readonly lang: Language | null;
};

/** Begins a session and answers its cookie: 256 random bits, of which only the hash is kept. */
export async function beginSession(db: Kysely<Schema>, user: string, lang: Language | null, nowMs: number): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db
    .insertInto('adminSession')
    .values({ id: hash(token), user, createdMs: nowMs, seenMs: nowMs, lang })
    .execute();
  const open = await db
    .selectFrom('adminSession')
    .select('id')
    .where('user', '=', user)
    .orderBy('createdMs', 'desc')
    .orderBy('id')
    .execute();
  const tooMany = open.slice(sessionsMax).map(({ id }) => id);
  if (tooMany.length > 0) await db.deleteFrom('adminSession').where('id', 'in', tooMany).execute();
  return token;
}

/** The session of a cookie, or `null` when it is unknown or over, or its user may no longer come in. */
export async function resumeSession(db: Kysely<Schema>, token: string, nowMs: number): Promise<Session | null> {
  const id = hash(token);
  const row = await db
    .selectFrom('adminSession')
    .innerJoin('adminUser', 'adminUser.id', 'adminSession.user')
    .select(['adminUser.id', 'adminUser.name', 'adminUser.role', 'adminUser.office'])
    .select(['adminSession.createdMs', 'adminSession.seenMs', 'adminSession.lang'])
    .where('adminSession.id', '=', id)
    .where('adminUser.disabledMs', 'is', null)
    .executeTakeFirst();
  if (!row || row.seenMs <= nowMs - idleMs || row.createdMs <= nowMs - absoluteMs) return null;
  if (row.seenMs <= nowMs - seenEveryMs) await db.updateTable('adminSession').set({ seenMs: nowMs }).where('id', '=', id).execute();
  const { name, role, office } = row;
  return { user: { id: row.id, name, role, office }, csrf: csrfOf(token), lang: Language.nullable().catch(null).parse(row.lang) };
}

/** What the forms of a session carry: another site cannot know it, and it tells nothing of the cookie. */
export const csrfOf = (token: string): string => createHmac('sha256', token).update('forms').digest('base64url');

/** Remembers the language that somebody chose on a page. */
export async function speak(db: Kysely<Schema>, token: string, lang: Language): Promise<void> {
  await db.updateTable('adminSession').set({ lang }).where('id', '=', hash(token)).execute();
}

/** Ends the session of a cookie. */
export async function endSession(db: Kysely<Schema>, token: string): Promise<void> {
  await db.deleteFrom('adminSession').where('id', '=', hash(token)).execute();
}

/** Whoever is signed in under this name is so no longer. */
export async function endSessionsOf(db: Kysely<Schema>, user: string): Promise<void> {
  await db.deleteFrom('adminSession').where('user', '=', user).execute();
}

const hash = (token: string): string => createHash('sha256').update(token).digest('hex');
