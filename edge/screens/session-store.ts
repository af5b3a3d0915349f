import { randomBytes } from 'node:crypto';

export type Staff = { readonly id: string; readonly name: string };

/** Sessions of clerks, in memory: a restart asks everybody to log in again. */
export type SessionStore = {
  /** A new session's id: 256 random bits. */
  begin(staff: Staff): string;
  /** Who holds this id, or `null` if it is unknown or over. */
  holder(id: string | undefined): Staff | null;
  end(id: string | undefined): void;
  /** Seconds for which an address must wait before its next attempt, 0 if it may try. */
  restSeconds(address: string): number;
  countWrong(address: string): void;
};

export const sessionMs = 12 * 60 * 60 * 1000;
/** Open sessions; the oldest gives way. */
export const sessionsMax = 200;
/** Wrong codes from one address before it rests. */
export const wrongCodesMax = 5;
export const restMs = 60_000;
/** Addresses whose wrong codes are remembered; the oldest gives way. */
export const addressesMax = 1_000;

/** `steadyMs` never steps back: a session's end does not depend on the wall clock (F7). */
export function sessionStore(steadyMs: () => number): SessionStore {
  const sessions = new Map<string, { readonly staff: Staff; readonly endsAt: number }>();
  const wrong = new Map<string, { readonly count: number; readonly restsUntil: number }>();

  return {
    begin(staff) {
      const id = randomBytes(32).toString('base64url');
      sessions.set(id, { staff, endsAt: steadyMs() + sessionMs });
      forgetOldest(sessions, sessionsMax);
      return id;
    },
    holder(id) {
      const session = id === undefined ? undefined : sessions.get(id);
      return session !== undefined && session.endsAt > steadyMs() ? session.staff : null;
    },
    end(id) {
      if (id !== undefined) sessions.delete(id);
    },
    restSeconds(address) {
      return Math.max(0, Math.ceil(((wrong.get(address)?.restsUntil ?? 0) - steadyMs()) / 1000));
    },
    countWrong(address) {
      const before = wrong.get(address);
      const rested = before !== undefined && before.restsUntil > 0;
      const count = rested ? 1 : (before?.count ?? 0) + 1;
      wrong.delete(address);
      wrong.set(address, { count, restsUntil: count >= wrongCodesMax ? steadyMs() + restMs : 0 });
      forgetOldest(wrong, addressesMax);
    },
  };
}

function forgetOldest(map: Map<string, unknown>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return;
    map.delete(key);
  }
}
