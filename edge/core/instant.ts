import { remembered } from '#contract/remembered.ts';

/** Instants of late, written and read: pictures and ticks ask for the same ones again and again, and the calendar is dear. */
const keptMax = 1_024;
const written = remembered<number, string>(keptMax);
const read = remembered<string, number>(keptMax);

/** Wall ms as an ISO 8601 instant in UTC, to the millisecond. */
export const isoInstant = (wall: number): string =>
  written(wall, () => Temporal.Instant.fromEpochMilliseconds(wall).toString({ fractionalSecondDigits: 3 }));

/** Wall ms of an ISO 8601 instant with offset. */
export const wallOf = (instant: string): number => read(instant, () => Temporal.Instant.from(instant).epochMilliseconds);
