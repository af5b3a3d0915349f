import type { Buttons } from '../buttons/port.ts';
import type { Clock } from '../clock/port.ts';
import type { Views } from '../core/views/screens.ts';
import type { Journal } from '../journal/port.ts';
import type { Keypad } from '../keypad/port.ts';
import type { Enrolment, Link } from '../link/port.ts';
import type { Printer } from '../printer/port.ts';
import type { BoardKeeper, Snapshots } from '../state/port.ts';
import type { Units } from '../units/port.ts';
import type { Voice } from '../voice/port.ts';
import type { Watchdog } from '../watchdog/port.ts';

/** The rooms of one office, as the composition root chose them. */
export type Rooms = {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly snapshots: Snapshots;
  readonly buttons: Buttons;
  readonly keypad: Keypad;
  readonly units: Units;
  readonly printer: Printer;
  readonly voice: Voice;
  readonly link: Link;
  readonly watchdog: Watchdog;
  /** Left out where no board is kept: then it shows what the edge's own file says. */
  readonly board?: BoardKeeper;
  /** Left out where the configuration names no cloud to ask. */
  readonly enrolment?: Enrolment;
  /** 128 random bits, base64url. */
  readonly mintToken: () => string;
  readonly hashPin: (pinKey: string, pin: string) => string;
  /** Hands the pictures of a new durable moment to whoever shows them. */
  readonly show: (views: Views) => void;
  readonly log: Log;
  /** The journal can promise no more: the process must end and be started again (F4). */
  readonly fail: (error: Error) => void;
  /** This edge's name and version, for the hello. */
  readonly source: string;
  readonly software: string;
};

export type Log = {
  readonly info: (facts: object, text: string) => void;
  readonly warn: (facts: object, text: string) => void;
};
