import type { Way } from '#contract/board.ts';
import type { CallRule, Forecast, PaperState } from '#contract/event.ts';
import type { Language } from '#contract/language.ts';

/** What anybody on the office's network may see: `GET /api/v1/queue`. Instants are ISO 8601. */
export type PublicView = {
  readonly asOf: string;
  readonly services: readonly { readonly id: string; readonly waiting: number; readonly forecast: Forecast }[];
  readonly counters: readonly { readonly number: number; readonly state: 'open' | 'closed'; readonly ticket: string | null }[];
  readonly lastCalls: readonly { readonly ticket: string; readonly counter: number; readonly at: string }[];
};

/** The kiosk's screen. `text` is the sentence that matters now, as a screen reader would say it. */
export type KioskView = {
  readonly asOf: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly office: string;
  /** One row beside each button, top to bottom; `given` is what its lamp says: a press would be answered with a ticket or the PIN. */
  readonly rows: readonly { readonly button: string; readonly label: string; readonly note: string; readonly given: boolean }[];
  readonly panel:
    | { readonly kind: 'rest' }
    | { readonly kind: 'pin'; readonly digits: number }
    | { readonly kind: 'number'; readonly number: string; readonly service: string; readonly note: string; readonly paper: boolean }
    | { readonly kind: 'message'; readonly tone: 'info' | 'warning' };
  readonly text: string;
  /** "Kiosek je od 10:05 bez spojení …" while the cloud is out of reach, else `null`. */
  readonly offline: string | null;
};

/** The hall's board. `calls` are the tickets at the counters now, newest call first; `last` those called before. */
export type BoardView = {
  readonly asOf: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly office: string;
  readonly calls: readonly BoardCall[];
  readonly last: readonly BoardCall[];
  readonly services: readonly { readonly name: string; readonly waiting: number; readonly note: string }[];
  /** Where counters are, by their number, seen from the board. */
  readonly ways: Readonly<Record<string, Way>>;
  /** What the office says today, one after the other. */
  readonly notices: readonly BoardNotice[];
  readonly words: {
    readonly counter: string;
    readonly waiting: string;
    readonly last: string;
    readonly nobody: string;
    readonly stale: string;
  };
};
/** One notice in one language. Its picture's `path` is on this edge; `null` without one, or while it has not come yet. */
export type BoardNotice = {
  readonly name: string;
  readonly language: Language;
  readonly text: string;
  readonly picture: { readonly path: string; readonly width: number; readonly height: number } | null;
};
/** `calls` counts call and recalls: the row pulses when it grows. */
export type BoardCall = { readonly number: string; readonly counter: number; readonly at: string; readonly calls: number };

/** What the staff page shows. Durations are seconds, instants ISO 8601. */
export type StaffView = {
  readonly asOf: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly office: string;
  readonly day: string | null;
  /** Whether walk-in tickets are given: `closed` by the hours, `stopped` by staff for today. */
  readonly issuing: 'open' | 'closed' | 'stopped';
  /** When everybody of today will have been served, if nobody else takes a ticket; `null` when no open counter serves somebody who waits. */
  readonly doneAt: string | null;
  /** When the office closes today; `null` without hours. */
  readonly closing: string | null;
  readonly services: readonly {
    readonly id: string;
    readonly letter: string;
    readonly name: string;
    readonly waiting: number;
    readonly longestSeconds: number;
    readonly issued: number;
  }[];
  readonly counters: readonly {
    readonly number: number;
    readonly services: readonly string[];
    readonly state: 'open' | 'closed';
    readonly ticket: string | null;
    /** The service that the ticket waits for now: a transfer to it would be refused. */
    readonly service: string | null;
    readonly since: string | null;
    readonly calls: number;
    /** Why this ticket was called: the rule and how many older ones it passed over. */
    readonly rule: CallRule | null;
    readonly passedOver: number;
    readonly unitPresent: boolean;
  }[];
  /** In the order in which a counter serving everything would call them; at most `staffQueueMax`. */
  readonly queue: readonly {
    readonly number: string;
    readonly service: string;
    readonly issued: string;
    readonly reserved: string | null;
    readonly parked: boolean;
  }[];
  /** Reservations whose slot is now or begins within the hour. No names: the edge knows none. */
  readonly reservations: readonly { readonly service: string; readonly start: string; readonly end: string; readonly arrived: boolean }[];
  /** Of the forecasts of today whose tickets were called: how many there were, and how many held the truth. */
  readonly forecasts: { readonly told: number; readonly held: number };
  readonly printer: PaperState;
  readonly link: {
    readonly state: 'online' | 'broker-only' | 'offline';
    readonly since: string;
    readonly unsent: number;
    /** Another edge of this name counts in the cloud: this one works for itself until a technician approves it (F19). */
    readonly fenced: boolean;
    /** Another edge of this name was fenced. */
    readonly twin: boolean;
  };
  /** `volatile`: the disk takes nothing, what is promised is in memory only; somebody must come (F2, F3). */
  readonly journal: { readonly state: 'durable' | 'volatile'; readonly since: string };
  readonly clockTrusted: boolean;
  readonly pinMisses: number;
  /** Buttons held down and masked (F10): their ids, and what is written beside them. */
  readonly stuckButtons: readonly { readonly id: string; readonly label: string }[];
  /** What ails the units and the keypad, except for silent units. */
  readonly deviceTroubles: readonly DeviceTrouble[];
};
export const staffQueueMax = 60;

/** A unit of a counter, or the keypad where it is `null`, is silent or has found a fault in itself. */
export type DeviceTrouble = {
  readonly counter: number | null;
  readonly trouble: 'silent' | 'key-stuck' | 'eeprom' | 'watchdog';
};

/** What one counter unit shows. */
export type UnitView = {
  readonly counter: number;
  readonly display: string;
  readonly blink: 'steady' | 'slow' | 'fast';
  readonly lamp: 'off' | 'on' | 'blink';
};

/** Which lamps in the kiosk's buttons are lit, by the button's id; wired call buttons of counters are among them. */
export type LampsView = Readonly<Record<string, boolean>>;

/** All pictures of one moment, made together so that no two screens disagree. */
export type Views = {
  readonly public: PublicView;
  readonly kiosk: KioskView;
  readonly board: BoardView;
  readonly staff: StaffView;
  readonly units: readonly UnitView[];
  readonly lamps: LampsView;
};
