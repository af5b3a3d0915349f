import type { Language } from '#contract/language.ts';
import type { CloudClock } from '../../clock.ts';
import type { Store } from '../../store/open.ts';
import { writeAudit } from '../audit/audit.ts';
import { readBase32 } from './base32.ts';
import { canHash, isPassword, passwordLengthMax } from './password.ts';
import { beginSession } from './sessions.ts';
import type { SignInGate } from './sign-in-gate.ts';
import { matchingStep } from './totp.ts';

export type SignInParts = {
  readonly store: Store;
  readonly clock: CloudClock;
  /** The true time, which phones know too, whatever `clock` was set to. */
  readonly trueClock: CloudClock;
  readonly gate: SignInGate;
};

export type Attempt = {
  readonly user: string;
  readonly password: string;
  readonly code: string;
  readonly network: string;
  readonly lang: Language | null;
};
export type SignedIn =
  | { readonly ok: true; readonly token: string }
  | { readonly ok: false; readonly refusal: 'wrong' | 'busy' }
  | { readonly ok: false; readonly refusal: 'rest'; readonly seconds: number };

/**
 * Name, password and the code of the second factor at once; which of them was wrong is not told, and a name that nobody has takes as long.
 * Too many wrong attempts are answered with a rest, in which right ones are not looked at either.
 */
export async function signIn({ store, clock, trueClock, gate }: SignInParts, attempt: Attempt): Promise<SignedIn> {
  const name = attempt.user.trim().toLowerCase();
  const seconds = await gate.wait(attempt.network, name);
  if (seconds > 0) return { ok: false, refusal: 'rest', seconds };
  if (!canHash()) return { ok: false, refusal: 'busy' };
  // Counted before it is looked at, so that attempts side by side are no way round the limit.
  await gate.failed(attempt.network, name);
  const row = await store.db.selectFrom('adminUser').selectAll().where('id', '=', name).where('disabledMs', 'is', null).executeTakeFirst();
  const isRight = attempt.password.length <= passwordLengthMax && (await isPassword(attempt.password, row?.password ?? null));
  const secret = readBase32(row?.totpSecret ?? '') ?? Buffer.alloc(0);
  const step = matchingStep(secret, attempt.code, trueClock.now(), row?.totpStep ?? 0);
  if (!row || !isRight || step === null) return { ok: false, refusal: 'wrong' };
  const nowMs = clock.now();
  const token = await store.db.transaction().execute(async (trx) => {
    const taken = await trx
      .updateTable('adminUser')
      .set({ totpStep: step })
      .where('id', '=', name)
      .where('totpStep', '<', step)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return null;
    await writeAudit(trx, { atMs: nowMs, office: row.office, who: name, what: 'user.signed-in', subject: name, changes: [] });
    return beginSession(trx, name, attempt.lang, nowMs);
  });
  if (token === null) return { ok: false, refusal: 'wrong' };
  await gate.succeeded(attempt.network, name);
  return { ok: true, token };
}
