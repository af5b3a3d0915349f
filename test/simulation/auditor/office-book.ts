import type { Machine } from '../machine.ts';
import type { Ledger } from './book.ts';
import { ledger } from './ledger.ts';

/** What was promised in one journal. */
export type JournalBook = {
  readonly id: string;
  readonly hashes: number[];
  promisedTo: number;
  /** What it held on the card that is gone, when an older copy of that was put in. */
  lost: readonly number[] | null;
  /** Entries of an older copy with which it must begin, by their places there. */
  carried: readonly { readonly seq: number; readonly hash: number }[];
};

/** All that the auditor knows of one office. */
export type OfficeBook = {
  readonly machine: Machine;
  ledger: Ledger;
  readonly journals: Map<string, JournalBook>;
  journal: JournalBook | null;
  /** Presses of a service's button, or of OK on an offer, that may still bring a ticket. */
  readonly pressed: Map<string, number>;
  /** What clerks have just asked for, by counter. */
  readonly acted: Map<number, number>;
  /** When numbers of today were promised, true time, by ordinal. */
  readonly givenMs: Map<number, number>;
  lastSteadyMs: number;
  /** The last PIN typed and when. */
  typed: { readonly pin: string; readonly atMs: number } | null;
  readonly checkedIn: Set<string>;
  /** Under which journal each reservation was checked in. */
  readonly cameUnder: Map<string, string>;
  /** Reservations as this card was told of them last, its own journal says so: these may not be forgotten with a backup (F17, P28). */
  told: Map<string, { readonly startMs: number; readonly pinHash: string; readonly isLive: boolean }>;
  /** Until when the keypad may rest after too many misses, true time. */
  restsUntilMs: number;
  /** What the card knew in whose place an older copy is: numbers that it gave, and whom it had ended with whom the copy still has. */
  lostCard: {
    readonly givenDay: string | null;
    readonly given: ReadonlySet<string>;
    readonly day: string | null;
    readonly ended: ReadonlySet<number>;
  } | null;
  /** As it was before the disk took nothing: so much is not lost with the power. */
  beforeVolatile: { readonly seq: number; readonly ledger: Ledger; readonly checkedIn: string[]; readonly told: OfficeBook['told'] } | null;
};

/** Of an office that has promised nothing yet. */
export const officeBook = (machine: Machine): OfficeBook => ({
  machine,
  ledger: ledger(machine.settings),
  journals: new Map(),
  journal: null,
  pressed: new Map(),
  acted: new Map(),
  givenMs: new Map(),
  lastSteadyMs: 0,
  typed: null,
  checkedIn: new Set(),
  cameUnder: new Map(),
  told: new Map(),
  restsUntilMs: 0,
  lostCard: null,
  beforeVolatile: null,
});
