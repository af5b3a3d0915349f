/**
 * A time zone as calendars read it [RFC-5545 3.6.5]: what holds at a moment, and the next change after it. An entry is of one day, so that no rule
 * for all years is needed, which somebody would have to keep true.
 */
export function writeZone(timeZone: string, atMs: number): string {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  const changes = [at.add({ milliseconds: 1 }).getTimeZoneTransition('previous'), at.getTimeZoneTransition('next')];
  const periods = changes.filter((change) => change !== null).map(writeChange);
  // A zone that never changes holds one time for ever.
  const always = writePeriod('STANDARD', at.toPlainDate().with({ month: 1, day: 1 }).toPlainDateTime(), at.offset, at.offset);
  return ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...(periods.length > 0 ? periods : [always]), 'END:VTIMEZONE'].join('\r\n');
}

/** Whether a local time of the zone is met twice that day (F6). TZID then means the first of them [RFC-5545 3.3.5], so such an hour is written in UTC. */
export function isRepeated(timeZone: string, atMs: number): boolean {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    at.toPlainDateTime().toZonedDateTime(timeZone, { disambiguation }),
  );
  return first?.offset !== second?.offset;
}

function writeChange(change: Temporal.ZonedDateTime): string {
  const before = change.subtract({ milliseconds: 1 });
  // The moment of the change by the clocks that still stand as before it.
  const begins = before.toPlainDateTime().add({ milliseconds: 1 });
  return writePeriod(change.offsetNanoseconds > before.offsetNanoseconds ? 'DAYLIGHT' : 'STANDARD', begins, before.offset, change.offset);
}

const writePeriod = (name: 'STANDARD' | 'DAYLIGHT', begins: Temporal.PlainDateTime, from: string, to: string): string =>
  [
    `BEGIN:${name}`,
    `DTSTART:${begins.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}`,
    `TZOFFSETFROM:${from.replaceAll(':', '')}`,
    `TZOFFSETTO:${to.replaceAll(':', '')}`,
    `END:${name}`,
  ].join('\r\n');
