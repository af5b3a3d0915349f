import { createHash, randomUUIDv7 } from 'node:crypto';
import { z } from 'zod';
import { openWord, sealWord } from '../../sealed-word.ts';

const Draft = z.strictObject({
  name: z.string(),
  email: z.string(),
  /** Names this one wish to book, so that a page sent twice books once. */
  id: z.string(),
  /** When the details were typed, milliseconds since 1970. */
  atMs: z.number(),
  /** The network address that was shown the page with this draft. */
  from: z.string(),
  /** Came out of the mailbox of this address (address-first.tsx). */
  isProven: z.boolean(),
});

/** Who wants to book, on the way between the questions. */
export type Draft = z.infer<typeof Draft>;

/** So long the answers may be taken along; then the question is asked again. */
const draftLastsMs = 2 * 3_600_000;
const purpose = 'booking draft';

/** A fresh draft. */
export const newDraft = (who: Pick<Draft, 'name' | 'email'>, from: string, nowMs: number): Draft => ({
  ...who,
  id: randomUUIDv7(),
  atMs: nowMs,
  from,
  isProven: false,
});

/**
 * The draft as one word for addresses and hidden fields: no cookie, nothing in the database, and what an address shows is unreadable in histories
 * and logs. It is also what a form of another site cannot have: the draft was shown to one network address and is taken from no other.
 */
export const sealDraft = (officeKey: string, draft: Draft): string => sealWord(officeKey, purpose, JSON.stringify(draft));

/** The draft of a sealed word; `null` for one that is not ours, was altered or is too old. */
export function openDraft(officeKey: string, sealed: string, nowMs: number): Draft | null {
  const text = openWord(officeKey, purpose, sealed);
  if (text === null) return null;
  // Sealed by a cloud of another version it may have another form.
  const draft = Draft.safeParse(JSON.parse(text)).data ?? null;
  return draft !== null && draft.atMs <= nowMs && nowMs - draft.atMs < draftLastsMs ? draft : null;
}

/** The id of the reservation that this draft books at this hour: the same page sent twice names the same one. */
export function reservationIdOf(draft: Draft, office: string, service: string, start: string): string {
  const hex = createHash('sha256').update([draft.id, office, service, start].join('\n')).digest('hex');
  // Marked as a UUID of our own making [RFC-9562 5.8].
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
