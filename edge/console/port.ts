import type { Recorded } from '#contract/event.ts';
import type { EnrolOutcome } from '../link/port.ts';
import type { PrintOutcome } from '../printer/port.ts';
import type { CounterAction, CounterAnswer } from '../screens/port.ts';
import type { DeviceHealth } from '../units/port.ts';

/** What a technician asks the running daemon for. Instants are ISO 8601. */
export type Console = {
  status(): Status;
  /** What the daemon alone can know of its devices, disk, clock and link. */
  findings(): readonly Finding[];
  /** Every device on the units' bus and what it last told about itself. */
  units(): readonly BusDevice[];
  /** The newest durable entries of the journal, oldest first, at most `max`. */
  newest(max: number): readonly Recorded[];
  /** Durable entries after `seq`, at most `max`. */
  after(seq: number, max: number): readonly Recorded[];
  /** Called whenever something may have become durable, until the returned function is called. */
  onChange(listener: () => void): () => void;
  /** Prints one slip that is plainly no ticket. */
  printTest(): Promise<PrintOutcome>;
  /** Exchanges a one-time code for this edge's credential; `origin` goes before the configuration's cloud. */
  enrol(code: string, origin: string | null): Promise<EnrolOutcome>;
  act(counter: number, action: CounterAction): Promise<CounterAnswer>;
};

/** One thing that was looked at: how it is, and what to do when it is not well. */
export type Finding = {
  /** What was looked at, as one would ask for it: `printer`, `unit 2`, `clock`. */
  readonly thing: string;
  readonly state: 'fine' | 'look' | 'broken';
  readonly says: string;
  /** What to do next; `null` when all is well. */
  readonly todo: string | null;
};

/** A device on the units' bus, and what to do when it is not well. */
export type BusDevice = DeviceHealth & { readonly kind: 'counter unit' | 'keypad' } & Pick<Finding, 'state' | 'says' | 'todo'>;

/** The office at one glance. */
export type Status = {
  readonly office: string;
  readonly edge: string;
  readonly software: string;
  readonly asOf: string;
  /** The business day that is open, or `null`. */
  readonly day: string | null;
  readonly services: readonly {
    readonly id: string;
    readonly letter: string;
    readonly waiting: number;
    readonly longestSeconds: number;
    readonly issued: number;
  }[];
  readonly counters: readonly {
    readonly number: number;
    readonly state: 'open' | 'closed';
    readonly ticket: string | null;
    readonly unitPresent: boolean;
  }[];
  readonly printer: string;
  readonly link: { readonly state: string; readonly since: string; readonly unsent: number; readonly fenced: boolean };
  readonly journal: { readonly state: string; readonly since: string; readonly last: number };
  readonly clockTrusted: boolean;
  readonly messagesSetAside: number;
};
