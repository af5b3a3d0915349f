import { remembered } from './remembered.ts';

/** An instant on the calendar and the clock of a zone. `dayOfWeek`: 1 is Monday. */
export type LocalTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly dayOfWeek: number;
  readonly hour: number;
  readonly minute: number;
};

/**
 * The local time of an instant. Where a zone stands is asked once in a quarter of an hour, within which no zone changes its clocks: a calendar
 * is dear, and a visitor waits for the slip.
 *
 * @param wall milliseconds since 1970
 * @param timeZone an IANA name; throws RangeError where there is none of this name
 */
export function localTime(wall: number, timeZone: string): LocalTime {
  const local = new Date(wall + offsetMs(wall, timeZone));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    dayOfWeek: local.getUTCDay() || 7,
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

const quarterMs = 15 * 60_000;
const offsets = remembered<string, number>(256);

function offsetMs(wall: number, timeZone: string): number {
  const quarter = Math.floor(wall / quarterMs);
  const asked = (): number => Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1_000_000;
  return offsets(`${timeZone} ${quarter}`, asked);
}
