import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { businessDay, localDate } from '../../../edge/core/day.ts';

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
