import type { Clock } from '../clock/port.ts';
import { type Debounce, type DebounceEvent, debounce, debounceMsDefault, nextSampleMs, settled } from './debounce.ts';

/** One button's line over time. */
export type WatchedButton = {
  /** The line was seen at a level, now or at an earlier time of steady milliseconds; `down` is true while the button is pressed. */
  see(down: boolean, atMs?: number): void;
  close(): void;
};

/** Feeds the debouncing with what a driver sees, and looks again by `look` when a level may settle or a button may stick. */
export function watchedButton(options: {
  readonly clock: Clock;
  readonly debounceMs: number | undefined;
  /** How it is found. */
  readonly down: boolean;
  readonly look: () => void;
  readonly onEvent: (event: Exclude<DebounceEvent, null>) => void;
}): WatchedButton {
  const { clock, debounceMs = debounceMsDefault, look, onEvent } = options;
  const now = (): number => clock.now().steady;
  let seenMs = now();
  let state: Debounce = settled({ timeMs: seenMs, down: options.down });
  let stopWaiting = () => {};
  const lookInTime = (): void => {
    stopWaiting();
    const next = nextSampleMs(state, debounceMs);
    stopWaiting = next === null ? () => {} : clock.after(Math.max(1, next - now()), look);
  };
  lookInTime();
  return {
    see(down, atMs = now()) {
      // What is told late cannot change what has been decided since.
      seenMs = Math.max(seenMs, atMs);
      const step = debounce(state, { timeMs: seenMs, down }, debounceMs);
      state = step.state;
      lookInTime();
      if (step.event !== null) onEvent(step.event);
    },
    close: () => stopWaiting(),
  };
}
