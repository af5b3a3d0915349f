import { useEffect, useState } from 'preact/hooks';

/** A picture of the office and how old it is. */
export type Live<T> = {
  readonly picture: T | null;
  /** `performance.now()` when the picture came. */
  readonly receivedAt: number;
  /** True once nothing was heard for `staleMs`: the page must say so (F29). */
  readonly stale: boolean;
};

/** Silence after which data are called stale, milliseconds (F29). The server beats three times as often. */
export const staleMs = 30_000;
/** What a page waits before it opens a stream that the server refused, milliseconds. */
const reopenMs = 2_000;

/**
 * Follows an event stream of pictures, coming back for ever. `onRefused` is called when the server answers the stream with an error,
 * for instance because a session ended.
 */
export function useLive<T>(path: string, onRefused: () => void = () => {}): Live<T> {
  const [live, setLive] = useState<Live<T>>({ picture: null, receivedAt: performance.now(), stale: false });

  useEffect(() => {
    let source: EventSource;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    let heardAt = performance.now();

    const open = (): void => {
      source = new EventSource(path);
      source.onmessage = ({ data }) => {
        heardAt = performance.now();
        setLive({ picture: JSON.parse(data) as T, receivedAt: heardAt, stale: false });
      };
      source.onerror = () => {
        if (source.readyState !== EventSource.CLOSED) return;
        onRefused();
        reopening = setTimeout(open, reopenMs);
      };
    };
    open();
    const watch = setInterval(() => {
      if (performance.now() - heardAt < staleMs) return;
      setLive((before) => (before.stale ? before : { ...before, stale: true }));
      if (source.readyState === EventSource.OPEN) {
        // A half-open connection says nothing by itself (F15): leave it and knock again.
        source.close();
        open();
      }
    }, 1_000);
    return () => {
      clearInterval(watch);
      clearTimeout(reopening);
      source.close();
    };
  }, [path]);

  return live;
}

/** The office's wall clock, milliseconds, counted on from the newest picture at its `rate`; ticks every second. */
export function useOfficeClock(asOf: string | undefined, receivedAt: number, rate = 1): number | null {
  const [now, setNow] = useState(performance.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(performance.now()), 1_000);
    return () => clearInterval(tick);
  }, []);
  return asOf === undefined ? null : Date.parse(asOf) + rate * Math.max(0, now - receivedAt);
}
