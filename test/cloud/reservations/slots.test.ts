import test from 'ava';
import fc from 'fast-check';
import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { bookingHorizon, offeredSlots, slotsOfDay } from '../../../cloud/reservations/slots.ts';

const nightOffice = (starts: string[]): OfficeSettings => ({
  ...exampleOffice,
  slots: { minutes: 60, capacity: 1, starts: { 7: starts } },
});
const at = (iso: string, linkLive = true) => ({ nowMs: Date.parse(iso), linkLive });

test('Monday has the six hours of the 2010 system', (t) => {
  t.deepEqual(
    slotsOfDay(exampleOffice, '2026-11-30').map((slot) => `${slot.start.slice(11, 16)}-${slot.end.slice(11, 16)}`),
    ['07:30-08:30', '08:30-09:30', '09:30-10:30', '12:30-13:30', '13:30-14:30', '14:30-15:30'],
  );
});

test('Saturday, Sunday and a closure have no slots', (t) => {
  t.deepEqual(slotsOfDay(exampleOffice, '2026-11-28'), []);
  const closed = { ...exampleOffice, closures: [{ date: '2026-11-30', reason: { cs: 'x', en: 'x', de: 'x' } }] };
  t.deepEqual(slotsOfDay(closed, '2026-11-30'), []);
});

test('the hour that spring leaves out makes no slot (F6)', (t) => {
  t.deepEqual(
    slotsOfDay(nightOffice(['01:30', '02:30', '03:30']), '2027-03-28').map((slot) => slot.start),
    ['2027-03-28T01:30:00+01:00', '2027-03-28T03:30:00+02:00'],
  );
});

test('the hour that autumn repeats makes two slots, told apart by their offset (F6)', (t) => {
  t.deepEqual(
    slotsOfDay(nightOffice(['02:30']), '2026-10-25').map((slot) => slot.start),
    ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00'],
  );
});

test('every slot of any day is a real hour of its own date, and no two begin together (F6)', (t) => {
  const zones = ['Europe/Prague', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia'];
  const time = fc.integer({ min: 0, max: 95 }).map((quarter) =>
    Temporal.PlainTime.from({ hour: quarter >> 2, minute: (quarter & 3) * 15 })
      .toString()
      .slice(0, 5),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 7_669 }),
      fc.uniqueArray(time, { minLength: 1, maxLength: 12 }),
      (timeZone, day, times) => {
        const date = Temporal.PlainDate.from('2026-01-01').add({ days: day });
        const office = {
          ...exampleOffice,
          timeZone,
          slots: { minutes: 60, capacity: 1, starts: { [date.dayOfWeek]: times } },
        } as OfficeSettings;
        const slots = slotsOfDay(office, date.toString());
        for (const slot of slots) {
          if (slot.endMs - slot.startMs !== 3_600_000 || Date.parse(slot.start) !== slot.startMs) return false;
          const local = Temporal.Instant.fromEpochMilliseconds(slot.startMs).toZonedDateTimeISO(timeZone);
          if (local.toPlainDate().toString() !== date.toString() || !times.includes(local.toPlainTime().toString().slice(0, 5)))
            return false;
        }
        return new Set(slots.map((slot) => slot.startMs)).size === slots.length && slots.length <= 2 * times.length;
      },
    ),
    { numRuns: 300 },
  );
  t.pass();
});

test('the calendar is open three months ahead, at the end of a short month too', (t) => {
  t.is(bookingHorizon(exampleOffice, Date.parse('2026-11-30T09:00:00+01:00')), '2027-02-28');
  t.is(bookingHorizon(exampleOffice, Date.parse('2026-11-22T09:00:00+01:00')), '2027-02-22');
  const last = offeredSlots(exampleOffice, at('2026-11-30T09:00:00+01:00'), { from: '2027-02-20', to: '2030-01-01' }).at(-1);
  t.is(last?.date, '2027-02-26');
});

test('what has begun is not offered', (t) => {
  const [first] = offeredSlots(exampleOffice, at('2026-11-30T08:30:00+01:00'));
  t.is(first?.start, '2026-11-30T09:30:00+01:00');
});

test('without the link a slot of today is offered only two hours ahead', (t) => {
  const offered = (iso: string) => offeredSlots(exampleOffice, at(iso, false))[0]?.start;
  t.is(offered('2026-11-30T07:30:00+01:00'), '2026-11-30T09:30:00+01:00');
  t.is(offered('2026-11-30T07:30:01+01:00'), '2026-11-30T12:30:00+01:00');
  t.is(offered('2026-11-29T23:59:00+01:00'), '2026-11-30T07:30:00+01:00', 'tomorrow is far enough');
});

test('on every day of 2026 to 2046 the horizon is a day of the third month on, and only its last where a month is too short', (t) => {
  const last = Temporal.PlainDate.from('2046-12-31');
  for (let day = Temporal.PlainDate.from('2026-01-01'); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    const noon = day.toZonedDateTime({ timeZone: 'Europe/Prague', plainTime: '12:00' }).epochMilliseconds;
    const horizon = Temporal.PlainDate.from(bookingHorizon(exampleOffice, noon));
    const months = (horizon.year - day.year) * 12 + horizon.month - day.month;
    if (months !== 3 || horizon.day !== Math.min(day.day, horizon.daysInMonth)) t.fail(`${day} is open to ${horizon}`);
  }
  t.pass();
});

test('at both clock changes of every year from 2026 to 2046 spring has one slot less and autumn one more (F6)', (t) => {
  const hourly = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
  let change = Temporal.ZonedDateTime.from('2026-01-01T00:00[Europe/Prague]').getTimeZoneTransition('next');
  const counts: number[] = [];
  for (; change !== null && change.year <= 2046; change = change.getTimeZoneTransition('next'))
    counts.push(slotsOfDay(nightOffice(hourly), change.toPlainDate().toString()).length);
  t.deepEqual(counts, Array.from({ length: 21 }, () => [23, 25]).flat());
});
