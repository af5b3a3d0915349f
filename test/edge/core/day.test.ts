import test from 'ava';
import { businessDay, localDate } from '#contract/business-day.ts';
import { exampleOffice } from '#contract/example-office.ts';

const { timeZone } = exampleOffice;

test('F6, F23: on both clock changes each quarter of an hour belongs to the day that its local time says, asked in any order', (t) => {
  for (const night of ['2026-03-28T20:00:00Z', '2026-10-24T20:00:00Z', '2026-12-31T20:00:00Z']) {
    const quarters = Array.from({ length: 48 }, (_, index) => Date.parse(night) + index * 900_000);
    for (const wall of [...quarters, ...quarters.toReversed()]) {
      const local = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO(timeZone);
      t.is(localDate(wall, exampleOffice), local.toPlainDate().toString());
      const business = local.hour < 2 ? local.toPlainDate().subtract({ days: 1 }) : local.toPlainDate();
      t.is(businessDay(wall, exampleOffice), business.toString(), local.toString());
    }
  }
});

test('F6, F23: a day that ended in an hour which the night has twice does not begin again, and every quarter of an hour has one day', (t) => {
  const ends = (dayClosesAt: string) => ({ ...exampleOffice, policies: { ...exampleOffice.policies, dayClosesAt } });
  const days = (night: string, dayClosesAt: string): string[] =>
    Array.from({ length: 24 }, (_, index) => Date.parse(night) + index * 900_000).map((wall) => businessDay(wall, ends(dayClosesAt)));
  const changes = (of: readonly string[]): number[] => of.flatMap((day, index) => (index > 0 && day !== of[index - 1] ? [index] : []));
  // 02:30 is first half past midnight UTC; the clock goes from 03:00 back to 02:00 at 01:00 UTC.
  t.deepEqual(changes(days('2026-10-24T22:00:00Z', '02:30')), [10]);
  // 02:30 is left out: it counts as 03:30 of summer time, 01:30 UTC.
  t.deepEqual(changes(days('2026-03-28T22:00:00Z', '02:30')), [14]);
});
