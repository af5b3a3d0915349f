import { z } from 'zod';
import { Forecast } from '#contract/event.ts';
import { Language, Localized } from '#contract/language.ts';
import { Instant } from '#contract/reservation.ts';
import { Identifier } from '#contract/settings.ts';

/* Requests. Here only the shape; whether a slot is open or an address plain is the reservations' to say. */

const field = z.string().max(500);
/** Without an offset it would be a local time of who knows where. */
const slotStart = z.iso
  .datetime({ offset: true, error: 'is no instant with its offset, e.g. 2026-11-30T08:30:00+01:00' })
  .describe('The start of one of the slots, as they are given: RFC 3339 with offset');

export const BookingBody = z.strictObject({
  service: field,
  start: slotStart,
  name: field,
  email: field,
  lang: field.default('cs').describe('cs, en or de'),
  altcha: z.string().max(4_000).optional().describe('A solved task, as ALTCHA makes it; asked for while many are booking at once'),
});
export const TokenBody = z.strictObject({ token: z.string().min(1).max(200) });
export const MoveBody = z.strictObject({ token: z.string().min(1).max(200), start: slotStart });
/** A day of the office; a field that was left empty is as good as none. */
const day = z
  .union([z.iso.date({ error: 'is no date, e.g. 2026-11-30' }), z.literal('')])
  .optional()
  .describe('A day in the office, both ends included; left out or empty: as far as it can be booked');
export const SlotsQuery = z.object({ service: Identifier, from: day, to: day });

/* Answers. */

export const OfficeAnswer = z.strictObject({
  id: Identifier,
  name: Localized,
  place: z.string(),
  timeZone: z.string(),
  languages: z.array(Language),
});
export const ServiceAnswer = z.strictObject({ id: Identifier, letter: z.string(), name: Localized, bring: Localized });
export const SlotAnswer = z.strictObject({ start: Instant, end: Instant, capacity: z.int(), free: z.int() });
export const TaskAnswer = z.strictObject({
  task: z
    .looseObject({
      parameters: z.looseObject({
        algorithm: z.string(),
        nonce: z.string(),
        salt: z.string(),
        cost: z.int(),
        keyLength: z.int(),
        keyPrefix: z.string(),
      }),
      signature: z.string(),
    })
    .nullable()
    .describe('A challenge of ALTCHA, version 2; null while none is asked for'),
});
export const HeldAnswer = z.strictObject({ id: z.string(), state: z.literal('held'), holdExpires: Instant });
export const ReservationAnswer = z.strictObject({
  id: z.string(),
  state: z.enum(['held', 'confirmed', 'checkedIn', 'fulfilled', 'expired', 'cancelled', 'lapsed', 'noShow']),
  pin: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  start: Instant,
  end: Instant,
  service: Identifier,
});
export const LiveAnswer = z.strictObject({
  asOf: Instant.nullable().describe('When all this was true; null when no edge was ever seen'),
  link: z.enum(['online', 'offline']),
  services: z.array(z.strictObject({ id: Identifier, waiting: z.int().min(0), forecast: Forecast })),
  counters: z.array(z.strictObject({ number: z.int().min(1), ticket: z.string().nullable() })),
});
export const TicketAnswer = z.strictObject({
  office: Identifier,
  number: z.string(),
  service: Identifier,
  state: z.enum(['waiting', 'called', 'parked', 'served', 'noShow', 'expired']),
  counter: z.int().nullable().describe('Where it is called to'),
  ahead: z.int().min(0).describe('People waiting for the same service who came before'),
  forecast: Forecast,
  asOf: Instant.nullable().describe('When all this was true; null when no edge was ever seen'),
  link: z.enum(['online', 'offline']),
});
export const InboxAnswer = z.array(
  z.strictObject({
    id: z.int(),
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    attachments: z.array(z.strictObject({ filename: z.string(), contentType: z.string(), content: z.string() })),
  }),
);
export const HealthAnswer = z.strictObject({ status: z.enum(['ok', 'unavailable']) });
