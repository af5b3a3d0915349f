/** Wall ms as an ISO 8601 instant in UTC, to the millisecond. */
export const isoInstant = (wall: number): string => Temporal.Instant.fromEpochMilliseconds(wall).toString({ fractionalSecondDigits: 3 });

/** Wall ms of an ISO 8601 instant with offset. */
export const wallOf = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;
