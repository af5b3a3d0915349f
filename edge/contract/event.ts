import * as z from 'zod';
import { FedReservation, FeedPosition, Instant } from './reservation.ts';
import { Identifier, OfficeSettings } from './settings.ts';
import { Today } from './today.ts';

const number = z.string().regex(/^[A-Z]\d{1,4}$/);
const ordinal = z.int().min(1);
const counter = z.int().min(1).max(99);
const reservation = z.string().min(1).max(64);

/** Why this ticket and not another was called (calling rule). */
export const CallRule = z.enum(['reservation', 'order', 'fairness', 'picked']);
export type CallRule = z.infer<typeof CallRule>;

/** Expected waiting, seconds; `null` when no counter is open. */
export const Forecast = z.strictObject({ fromSeconds: z.int().min(0), toSeconds: z.int().min(0) }).nullable();
export type Forecast = z.infer<typeof Forecast>;

/** `error`: it answers, but its cutter is jammed or it has stopped for a fault of its own. */
export const PaperState = z.enum(['ok', 'near-end', 'paper-out', 'cover-open', 'error', 'offline']);
export type PaperState = z.infer<typeof PaperState>;

/**
 * Every fact an edge can journal, by its short name; on the wire it is `fronta.<name>.v1`.
 * Append-only: a shape that ever shipped stays, a changed one gets `.v2` beside it.
 * A ticket is named by its `ordinal`, which is unique within a business day; `number` is what people read.
 */
const facts = {
  'day.opened': z.strictObject({ day: z.iso.date(), trusted: z.boolean() }),
  /** A day opened by an untrusted clock gets its true date; its tickets stay (F5). */
  'day.dated': z.strictObject({ from: z.iso.date(), day: z.iso.date() }),
  'day.closed': z.strictObject({ day: z.iso.date(), expired: z.array(ordinal) }),
  'ticket.issued': z.strictObject({
    ordinal,
    number,
    service: Identifier,
    day: z.iso.date(),
    /** Names the slip on the phone page; 128 random bits, base64url. */
    token: z.string().min(16).max(64),
    origin: z.enum(['button', 'reservation', 'staff']),
    ahead: z.int().min(0),
    forecast: Forecast,
  }),
  'ticket.called': z.strictObject({ ordinal, number, counter, rule: CallRule, passedOver: z.int().min(0) }),
  'ticket.recalled': z.strictObject({ ordinal, number, counter }),
  'ticket.served': z.strictObject({ ordinal, number, counter }),
  'ticket.missed': z.strictObject({ ordinal, number, counter, inferred: z.boolean() }),
  'ticket.parked': z.strictObject({ ordinal, number, counter }),
  /** A parked ticket is back in the queue at its old place. */
  'ticket.returned': z.strictObject({ ordinal, number }),
  'ticket.transferred': z.strictObject({ ordinal, number, counter, to: Identifier }),
  'ticket.restored': z.strictObject({ ordinal, number, counter, place: z.enum(['counter', 'queue']) }),
  'counter.opened': z.strictObject({ counter }),
  'counter.closed': z.strictObject({ counter }),
  /** Staff stopped giving walk-in tickets, at most to the end of this business day; a booked hour is still kept. */
  'issuing.stopped': z.strictObject({ day: z.iso.date() }),
  'issuing.resumed': z.strictObject({ day: z.iso.date() }),
  'reservation.checked-in': z.strictObject({
    reservation,
    ordinal,
    early: z.boolean(),
    /** The hour for which it was taken: a move that the edge had not heard of has changed it since (F20). */
    slot: z.strictObject({ date: z.iso.date(), start: Instant, end: Instant }).optional(),
  }),
  'reservation.lapsed': z.strictObject({ reservation }),
  /** A further slip of the same number, marked as a copy, may be printed. */
  'copy.granted': z.strictObject({ ordinal, number }),
  'slip.printed': z.strictObject({ ordinal, copy: z.boolean() }),
  'slip.failed': z.strictObject({ ordinal, copy: z.boolean(), reason: z.enum(['paper-out', 'cover-open', 'offline', 'unknown']) }),
  'printer.changed': z.strictObject({ state: PaperState }),
  'pin.missed': z.strictObject({ inARow: z.int().min(1) }),
  'feed.applied': z.strictObject({ position: FeedPosition, replaces: z.boolean(), changes: z.array(FedReservation) }),
  /** Reservations that this office knows and a snapshot of the cloud lacks: it has forgotten them, the office has not (F17). */
  'feed.kept': z.strictObject({ position: FeedPosition, reservations: z.array(FedReservation).min(1) }),
  /** This journal replaces another that is out of reach: its numbers begin in a block of their own (F18). */
  'block.begun': z.strictObject({ numbersAfter: z.int().min(0), ordinalsAfter: z.int().min(0) }),
  /** The cloud told what other journals of this edge have given today; ordinals are those of this journal (F18). */
  'day.restored': Today,
  'settings.applied': z.strictObject({
    settings: OfficeSettings,
    /** The office's key for PIN hashes; `null` until a cloud was met. */
    pinKey: z.string().min(1).nullable(),
    /** Where the slip's QR code leads; `null` prints none. */
    publicOrigin: z.url().nullable(),
  }),
} as const;

type Facts = typeof facts;
export type EventName = keyof Facts;

/** What happened, without when: `decide` answers these. */
export type Fact = { [Name in EventName]: { readonly name: Name; readonly data: z.infer<Facts[Name]> } }[EventName];

/** When: the wall clock for slots and people, `steady` for durations (F7). */
export type Moment = {
  /** Milliseconds since 1970, as the wall clock says; may step. */
  readonly wall: number;
  /** Milliseconds of the office's own time: never steps, goes on over restarts. */
  readonly steady: number;
};

/** A fact with its moment: `evolve` takes these. */
export type QueueEvent = Fact & { readonly at: Moment };

export const eventNames = Object.keys(facts) as EventName[];
/** The schema of what a fact of this name says. */
export const factOf = (name: EventName): z.ZodType => facts[name];
/** The same for a name that came from elsewhere; `null` when there is no such fact. */
export const factNamed = (name: string): z.ZodType | null => (Object.hasOwn(facts, name) ? facts[name as EventName] : null);
export const wireType = (name: EventName): string => `fronta.${name}.v1`;

const types: ReadonlyMap<string, { readonly name: EventName; readonly fact: z.ZodType }> = new Map(
  eventNames.map((name) => [wireType(name), { name, fact: facts[name] }]),
);
/** The fact whose `wireType` this is, by name and schema; `null` when there is none. */
export const factOfType = (type: string) => types.get(type) ?? null;

/** A journalled fact: its place in the journal and its moment. One line of the journal, and what an envelope carries. */
export type Recorded = Fact & {
  readonly seq: number;
  /** ISO instant of the wall clock. */
  readonly time: string;
  readonly steadyMs: number;
  /** Counts starts of the daemon within one journal. */
  readonly boot: number;
  readonly clockTrusted: boolean;
};

const recordedIn = {
  seq: z.int().min(1),
  time: Instant,
  steadyMs: z.int().min(0),
  boot: z.int().min(1),
  clockTrusted: z.boolean(),
};

/** Validates one journalled fact of any known name; an unknown name is a decode error that names it. */
export const Recorded = z.discriminatedUnion(
  'name',
  eventNames.map((name) => z.strictObject({ name: z.literal(name), data: facts[name], ...recordedIn })) as never,
) as unknown as z.ZodType<Recorded>;

export const asQueueEvent = (recorded: Recorded): QueueEvent =>
  ({ name: recorded.name, data: recorded.data, at: { wall: Date.parse(recorded.time), steady: recorded.steadyMs } }) as QueueEvent;
