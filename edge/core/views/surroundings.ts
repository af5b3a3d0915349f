import type { BoardSettings } from '#contract/board.ts';
import type { Moment } from '#contract/event.ts';
import type { Kiosk } from '../kiosk.ts';
import type { DeviceTrouble } from './screens.ts';

/** What the pictures need besides the queue: nothing of it is journalled. */
export type Surroundings = {
  readonly now: Moment;
  readonly clockTrusted: boolean;
  readonly kiosk: Kiosk;
  /** `since` is wall ms. */
  readonly link: {
    readonly state: 'online' | 'broker-only' | 'offline';
    readonly since: number;
    readonly fenced: boolean;
    readonly twin: boolean;
  };
  /** The kiosk belongs to no office yet and takes a one-time code. */
  readonly notEnrolled?: boolean;
  readonly unsent: number;
  /** Whether what is promised is on the disk, or in memory only since a wall ms (F2). */
  readonly journal: { readonly state: 'durable' | 'volatile'; readonly since: number };
  /** Counters whose unit does not answer. */
  readonly lostUnits: ReadonlySet<number>;
  /** Buttons held down so long that they are masked (F10). */
  readonly stuckButtons: ReadonlySet<string>;
  readonly deviceTroubles: readonly DeviceTrouble[];
  /** What the cloud told of the board, and which of its pictures are here; without it the office's own file counts. */
  readonly board?: { readonly settings: BoardSettings; readonly lacking: readonly string[] };
};
