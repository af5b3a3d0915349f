import type { DownMessage } from '#contract/envelope.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { EdgeName } from '#contract/topic.ts';
import type { Sabotage } from '../planted/port.ts';

/** The process died before it committed; whoever waits for its answer gets none. */
export class CloudDied extends Error {}

/** A reservation as the auditor compares it. */
export type CloudReservation = {
  readonly id: string;
  readonly service: string;
  readonly date: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly state: 'held' | 'confirmed' | 'checkedIn' | 'fulfilled' | 'expired' | 'cancelled' | 'lapsed' | 'noShow';
  readonly revision: number;
};

export type CloudTicket = {
  readonly day: string;
  readonly ordinal: number;
  readonly number: string;
  readonly state: string;
  readonly counter: number | null;
};

export type CitizenAnswer =
  | {
      readonly ok: true;
      readonly id: string;
      readonly pin: string | null;
      readonly date: string;
      readonly startMs: number;
      readonly endMs: number;
      readonly holdExpiresMs: number;
      /** The token that came by mail, when one was sent. */
      readonly token: string | null;
    }
  | { readonly ok: false; readonly refusal: string };

/** The cloud as edges and citizens meet it, and its memory as the auditor reads it. */
export type SimulatedCloud = {
  /** The process starts on what its database holds. */
  start(): Promise<void>;
  /** The process dies: what was not committed never was. */
  crash(): void;
  /** Asks all edges for a hello, as after every start. */
  askAll(): Promise<void>;
  handle(topic: string, text: string): Promise<void>;
  /** A technician says which of two edges of one name counts (F19). */
  approve(name: EdgeName, journal: string): Promise<unknown>;
  book(office: string, service: string, start: string, email: string): Promise<CitizenAnswer>;
  confirm(token: string): Promise<CitizenAnswer>;
  /** A hold gets its full time again. */
  extend(id: string): Promise<CitizenAnswer>;
  /** The confirm link goes to another address; the one before ends. */
  correctEmail(id: string, email: string): Promise<CitizenAnswer>;
  cancel(token: string): Promise<CitizenAnswer>;
  undoCancel(token: string): Promise<CitizenAnswer>;
  move(token: string, start: string): Promise<CitizenAnswer>;
  /** Slots with a free seat, as the calendar offers them. */
  offers(office: string, service: string, from: string, to: string): Promise<readonly string[]>;
  /** Holds expire, reservations lapse, personal data go. */
  jobs(): Promise<void>;
  backup(): Promise<unknown>;
  restore(backup: unknown): Promise<void>;
  memory: {
    /** Hash of each event by journal, in the order of seq; a hole is `undefined`. */
    events(name: EdgeName, journal: string): Promise<readonly (number | undefined)[]>;
    /** Whether this event is stored. */
    has(name: EdgeName, journal: string, seq: number): Promise<boolean>;
    reservations(office: string): Promise<readonly CloudReservation[]>;
    reservation(id: string): Promise<CloudReservation | null>;
    tickets(name: EdgeName, day: string): Promise<readonly CloudTicket[]>;
    feed(name: EdgeName): Promise<{ readonly epoch: string; readonly revision: number; readonly acknowledged: number }>;
    setAside(): Promise<readonly string[]>;
  };
};

/** Whose transaction it is: what an edge told, or what a citizen asked for. */
export type TransactionOf = 'edge' | 'citizen';

export type CloudParts = {
  readonly store: 'memory' | 'sqlite';
  readonly sabotage: Sabotage;
  readonly now: () => number;
  readonly after: (ms: number, task: () => void) => () => void;
  /** `died`: the process dies before the message leaves. */
  readonly send: (to: EdgeName, message: DownMessage) => 'sent' | 'offline' | 'died';
  readonly offices: readonly OfficeSettings[];
  /** Called before each change within a transaction; may throw: the process dies before its commit. */
  readonly duringTransaction: (of: TransactionOf) => void;
};

export const pinKey = 'key of the simulated offices';
export const edgeId = 'kiosk-1';
