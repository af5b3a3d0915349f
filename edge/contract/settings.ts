import * as z from 'zod';
import { BoardSettings } from './board.ts';
import { Language, Localized } from './language.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day as HH:MM');
const span = z.strictObject({ from: timeOfDay, to: timeOfDay });
const weekly = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), value);

/** Words in identifiers: they stand in topics, URLs and button names. */
export const Identifier = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'lower-case letters, digits and hyphens, at most 32');

export const Service = z.strictObject({
  id: Identifier,
  /** Printed before the number, unique in the office: `A` gives `A12`. */
  letter: z.string().regex(/^[A-Z]$/),
  name: Localized,
  /** What a citizen should bring, as shown with the confirmation. */
  bring: Localized,
  /** Prior of the forecast: how long one visitor is served, seconds, until the office has learned better. */
  meanServiceSeconds: z.int().min(10).max(7200),
  /** Tickets a day, reservations included; `null` is without a limit (day rule). */
  dailyQuota: z.int().min(1).max(9999).nullable(),
});
export type Service = z.infer<typeof Service>;

export const Counter = z.strictObject({
  number: z.int().min(1).max(99),
  services: z.array(Identifier).min(1),
  /** `one`: the unit has only "next", so a no-show is inferred (calling rule). */
  unitKeys: z.enum(['one', 'four']),
});

/** How the rules of PRODUCT.md are set in this office. */
export const Policies = z.strictObject({
  /** Booking: months ahead the calendar is open. */
  horizonMonths: z.int().min(1).max(12),
  holdMinutes: z.int().min(5).max(240),
  activePerEmail: z.int().min(1).max(20),
  offlineLeadMinutes: z.int().min(0).max(1440),
  undoCancelMinutes: z.int().min(0).max(60),
  /** Check-in: minutes before the slot from which its PIN is taken. */
  earlyMinutes: z.int().min(0).max(120),
  copiesMax: z.int().min(0).max(9),
  /** Calling: calls after which a ticket may be marked no-show. */
  callsMax: z.int().min(1).max(9),
  /** A parked ticket returns to the queue after this. */
  parkMinutes: z.int().min(1).max(240),
  inferNoShowSeconds: z.int().min(0).max(120),
  /** Once a walk-in waited over `afterMinutes`, at most `everyNth - 1` preferred calls in a row; `null` is off. */
  fairness: z.strictObject({ afterMinutes: z.int().min(1), everyNth: z.int().min(2) }).nullable(),
  /** Day: the business day ends at this local time. */
  dayClosesAt: timeOfDay,
  lastTicketMinutes: z.int().min(0).max(240),
});
export type Policies = z.infer<typeof Policies>;

export const OfficeSettings = z
  .strictObject({
    office: Identifier,
    /** Counts changes in the cloud; an edge takes only a higher one. 0 is what stands in an edge's own file. */
    revision: z.int().min(0),
    name: Localized,
    place: z.string().min(1),
    /** IANA name. Slots and hours are local times of this zone (F6). */
    timeZone: z.string().min(1),
    languages: z.array(Language).min(1),
    services: z.array(Service).min(1).max(26),
    counters: z.array(Counter).min(1).max(99),
    /** Opening hours by ISO weekday; `null` gives tickets at any hour. A weekday left out is closed. */
    hours: weekly(z.array(span)).nullable(),
    slots: z.strictObject({
      minutes: z.int().min(5).max(480),
      /** Persons per slot and service. */
      capacity: z.int().min(1).max(99),
      /** Local start times by ISO weekday; a weekday left out has none. */
      starts: weekly(z.array(timeOfDay)),
    }),
    closures: z.array(z.strictObject({ date: z.iso.date(), reason: Localized })),
    policies: Policies,
    /** Those who may use the staff page; the code is kept as `scrypt$salt$hash` (base64url). */
    staff: z.array(z.strictObject({ id: Identifier, name: z.string().min(1), code: z.string().startsWith('scrypt$') })),
    /** Notices and arrows of the board. Never part of the message `settings`: edges made before it read none that has it (P3, P50). */
    board: BoardSettings.optional(),
  })
  .superRefine((office, context) => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const ids = office.services.map((service) => service.id);
    if (new Set(ids).size < ids.length) refuse(['services'], 'two services have one id');
    if (new Set(office.services.map((service) => service.letter)).size < ids.length) refuse(['services'], 'two services have one letter');
    if (new Set(office.counters.map((counter) => counter.number)).size < office.counters.length)
      refuse(['counters'], 'two counters have one number');
    office.counters.forEach((counter, index) => {
      for (const id of counter.services) if (!ids.includes(id)) refuse(['counters', index, 'services'], `no service is called "${id}"`);
    });
    if (!knownTimeZone(office.timeZone)) refuse(['timeZone'], `"${office.timeZone}" is no IANA time zone`);
  });
/** All that an office may set, kept in the cloud and, by revision, at the edge. */
export type OfficeSettings = z.infer<typeof OfficeSettings>;

/** Asked of Temporal, not of Intl, whose first formatter costs an edge 25 ms and 9 MiB. */
function knownTimeZone(name: string): boolean {
  try {
    const { timeZoneId } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return timeZoneId.toLowerCase() === name.toLowerCase();
  } catch {
    return false;
  }
}
