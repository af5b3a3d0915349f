import * as z from 'zod';
import { Identifier } from './settings.ts';

/** An instant with offset, as RFC 3339 writes it; the offset tells the repeated hour of autumn apart (F6). */
export const Instant = z.iso.datetime({ offset: true });

/**
 * A reservation as the edge knows it: no name, no e-mail, and the PIN only as a keyed hash.
 * `live` reservations can be checked in; the other states explain to the visitor why not.
 */
export const FedReservation = z.strictObject({
  id: z.string().min(1).max(64),
  service: Identifier,
  /** The office's local date of the slot, by which PINs are unique. */
  date: z.iso.date(),
  start: Instant,
  end: Instant,
  state: z.enum(['live', 'cancelled', 'lapsed']),
  /** HMAC-SHA-256 of the PIN under the office's key, hex. */
  pinHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type FedReservation = z.infer<typeof FedReservation>;

/** Names one revision of the list and, with it, all that came before: 128 random bits, minted with its number. */
export const FeedName = z.string().regex(/^[0-9a-f]{32}$/);

/**
 * Where an edge stands in the cloud's list of reservation changes. Another epoch means: start again from a snapshot (F17). `name`: a cloud that
 * went back to a backup gives numbers again, and never a name (P55); left out by sides made before there were names.
 */
export const FeedPosition = z.strictObject({ epoch: z.string().min(1).max(64), revision: z.int().min(0), name: FeedName.optional() });
export type FeedPosition = z.infer<typeof FeedPosition>;
