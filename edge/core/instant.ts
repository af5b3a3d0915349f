/** Instants of late, written and read: pictures and ticks ask for the same ones again and again, and the calendar is dear. */
const written = new Map<number, string>();
const read = new Map<string, number>();
const keptMax = 1_024;

/** Wall ms as an ISO 8601 instant in UTC, to the millisecond. */
export const isoInstant = (wall: number): string =>
  remembered(written, wall, () => Temporal.Instant.fromEpochMilliseconds(wall).toString({ fractionalSecondDigits: 3 }));

/** Wall ms of an ISO 8601 instant with offset. */
export const wallOf = (instant: string): number => remembered(read, instant, () => Temporal.Instant.from(instant).epochMilliseconds);

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const there = known.get(key);
  if (there !== undefined) return there;
  if (known.size >= keptMax) known.clear();
  const value = make();
  known.set(key, value);
  return value;
}
