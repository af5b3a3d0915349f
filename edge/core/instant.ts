/** Instants written of late: a picture writes the same ones again and again, and writing one is dear. */
const written = new Map<number, string>();
const writtenMax = 1_024;

/** Wall ms as an ISO 8601 instant in UTC, to the millisecond. */
export function isoInstant(wall: number): string {
  const known = written.get(wall);
  if (known !== undefined) return known;
  if (written.size >= writtenMax) written.clear();
  const text = Temporal.Instant.fromEpochMilliseconds(wall).toString({ fractionalSecondDigits: 3 });
  written.set(wall, text);
  return text;
}

/** Wall ms of an ISO 8601 instant with offset. */
export const wallOf = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;
