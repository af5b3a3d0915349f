import type { Language } from '#contract/language.ts';
import type { Period, StatisticsPicture } from '#contract/statistics/picture.ts';
import type { PublicView, Views } from '../core/views/screens.ts';
import type { StoryView } from '../core/views/story.ts';
import type { PrintedSlip } from '../printer/port.ts';

/** What a clerk may do at a counter from the staff page; `transfer` and `pick` name their object. */
export type CounterAction =
  | { readonly action: 'open' | 'close' | 'next' | 'recall' | 'no-show' | 'finish' | 'park' | 'undo' }
  | { readonly action: 'transfer'; readonly to: string }
  | { readonly action: 'pick'; readonly number: string };

/** The answer to a clerk: the counter and its ticket afterwards, or the refusal word. */
export type CounterAnswer =
  | { readonly ok: true; readonly counter: number; readonly ticket: string | null }
  | { readonly ok: false; readonly refusal: string };

/** What the pages may ask of the office. */
export type Desk = {
  views(): Views;
  act(counter: number, action: CounterAction): Promise<CounterAnswer>;
  /** Stops or resumes giving walk-in tickets for today. */
  issuing(to: 'stopped' | 'open'): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: string }>;
  /** The staff member whose code this is, or `null`. */
  staffWithCode(code: string): { readonly id: string; readonly name: string } | null;
};

/** What the pages of numbers may ask; days are ISO dates. */
export type Numbers = {
  /** Those that the office speaks, its own first. */
  languages(): readonly Language[];
  /** The business day that is open, or would be. */
  today(): string;
  picture(period: Period, language: Language): Promise<StatisticsPicture>;
  /** `null` where the journal knows no such ticket of that day. */
  story(number: string, day: string, language: Language): Promise<StoryView | null>;
};

/** The simulated hardware as the bench page and its API handle it; absent on a real kiosk. */
export type Bench = {
  readonly buttons: readonly string[];
  pressButton(id: string): boolean;
  pressKeys(keys: string): void;
  pressUnit(counter: number, key: 'next' | 'recall' | 'noShow' | 'pause'): boolean;
  unit(counter: number): { readonly display: string; readonly blink: string; readonly lamp: string } | null;
  /** Newest first; a slip is one and the same object for as long as it is listed. */
  slips(): readonly PrintedSlip[];
  setPrinter(state: 'ok' | 'paper-out' | 'near-end' | 'cover-open' | 'error' | 'offline'): void;
  printerState(): string;
  /** Where the cable to the cloud is cut. */
  cut(): 'broker' | 'cloud' | null;
  setCut(where: 'broker' | 'cloud' | null): void;
  /** Pulls or pushes the plug of a counter's unit; false if the counter has none. */
  setUnitPlugged(counter: number, plugged: boolean): boolean;
  isUnitPlugged(counter: number): boolean;
  /** The office's clock in a hand: 0 stands, 1 is as it is. */
  clockRate(): number;
  setClockRate(rate: 0 | 1 | 10 | 60): void;
  turnClockAhead(minutes: number): void;
  /** Called after every change of anything above. */
  onChange(listener: () => void): () => void;
};
/** The local web server: pages, event streams, staff session, bench. */
export type Screens = {
  /** `http://host:port` as bound. */
  readonly address: string;
  /** Publishes the pictures of a new durable moment to every open page. */
  show(views: Views): void;
  close(): Promise<void>;
};
export type { PublicView };
