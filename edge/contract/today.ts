import * as z from 'zod';
import { Instant } from './reservation.ts';
import { Identifier } from './settings.ts';

/** 128 random bits minted with each new journal, hex. */
export const JournalId = z.string().regex(/^[0-9a-f]{32}$/);
/** The same, asked without the schema. */
export const isJournalId = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f]{32}$/.test(text);

/** Tickets and arrivals in one message at most: both fit into `messageLengthMax`. */
export const todayTicketsMax = 1_200;
const ordinal = z.int().min(1);

/**
 * What other journals of this edge have said of one business day: told to an edge that came with a journal of its own, so that its
 * numbers go on and those who wait go on waiting (F18).
 */
export const Today = z.strictObject({
  day: z.iso.date(),
  /** How far each of those journals is part of this. */
  seen: z
    .array(z.strictObject({ journal: JournalId, seq: z.int().min(0) }))
    .min(1)
    .max(16),
  /** The last number given, by service. */
  issued: z.record(Identifier, z.int().min(0)),
  lastOrdinal: z.int().min(0),
  /** Everybody who has a number and was not served yet. */
  tickets: z
    .array(
      z.strictObject({
        ordinal,
        number: z.string().regex(/^[A-Z]\d{1,4}$/),
        service: Identifier,
        token: z.string().min(16).max(64),
        issued: Instant,
        reservation: z.strictObject({ id: z.string().min(1).max(64), start: Instant, end: Instant }).nullable(),
      }),
    )
    .max(todayTicketsMax),
  /** Reservations whose PIN was accepted. */
  arrived: z.array(z.strictObject({ reservation: z.string().min(1).max(64), ordinal })).max(todayTicketsMax),
});
export type Today = z.infer<typeof Today>;
