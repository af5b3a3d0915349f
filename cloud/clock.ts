/** The cloud's time; tests and demonstrations move it. */
export type CloudClock = {
  /** Milliseconds since 1970. */
  now(): number;
};

/** The machine's clock, or one that starts at the ISO instant `fromIso` and runs on from there (`FRONTA_CLOCK`). */
export function systemClock(fromIso?: string): CloudClock {
  if (fromIso === undefined) return { now: Date.now };
  const ahead = Date.parse(fromIso) - Date.now();
  return { now: () => Date.now() + ahead };
}
