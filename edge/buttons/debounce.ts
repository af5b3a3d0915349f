/** A level counts as a press or a release once it has stood so long, milliseconds, where nothing else is set. */
export const debounceMsDefault = 30;
/** A button down so long is stuck, milliseconds (F10). */
export const heldMsMax = 10_000;

export type Debounce = {
  /** The level as last seen and since when. */
  readonly raw: boolean;
  readonly rawSinceMs: number;
  /** The level as it counts. */
  readonly down: boolean;
  readonly downSinceMs: number;
  readonly stuck: boolean;
};
/** What the line says at a time of steady milliseconds; `down` is true while the button is pressed. */
export type Sample = { readonly timeMs: number; readonly down: boolean };
export type DebounceEvent = 'press' | 'stuck' | 'freed' | null;

/** A button found down at the start is held, not pressed: a jammed one gives no ticket with every restart (F10). */
export function settled(sample: Sample): Debounce {
  return { raw: sample.down, rawSinceMs: sample.timeMs, down: sample.down, downSinceMs: sample.timeMs, stuck: false };
}

/**
 * One press, however it bounces, is one `press` (F11); a shorter spike is none (F12). Held over `heldMsMax` it is `stuck`, and
 * `freed` when it is up again. Feed it every change and whatever the line says at `nextSampleMs`.
 */
export function debounce(
  state: Debounce,
  sample: Sample,
  debounceMs: number = debounceMsDefault,
): { readonly state: Debounce; readonly event: DebounceEvent } {
  const stood = sample.timeMs - state.rawSinceMs >= debounceMs;
  // The old level counts if it stood long enough before this sample changed it: samples may come late.
  const before = counted(state, stood);
  const raw = sample.down;
  const seen: Debounce = { ...before.state, raw, rawSinceMs: raw === state.raw ? state.rawSinceMs : sample.timeMs };
  if (before.event !== null) return { state: seen, event: before.event };
  if (seen.down && !seen.stuck && sample.timeMs - seen.downSinceMs >= heldMsMax) return { state: { ...seen, stuck: true }, event: 'stuck' };
  return { state: seen, event: null };
}

/** When the line must be looked at though nothing changed; `null` when only a change matters. */
export function nextSampleMs(state: Debounce, debounceMs: number = debounceMsDefault): number | null {
  if (state.raw !== state.down) return state.rawSinceMs + debounceMs;
  return state.down && !state.stuck ? state.downSinceMs + heldMsMax : null;
}

function counted(state: Debounce, stood: boolean): { readonly state: Debounce; readonly event: DebounceEvent } {
  if (!stood || state.raw === state.down) return { state, event: null };
  if (state.raw) return { state: { ...state, down: true, downSinceMs: state.rawSinceMs }, event: 'press' };
  return { state: { ...state, down: false, stuck: false }, event: state.stuck ? 'freed' : null };
}
