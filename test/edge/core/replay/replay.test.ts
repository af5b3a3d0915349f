import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { compare } from '../../../../edge/core/replay/compare.ts';
import { demandOf } from '../../../../edge/core/replay/demand.ts';
import { type OtherRule, readRule } from '../../../../edge/core/replay/other-rules.ts';
import { seededChance } from '../../../office/seeded-chance.ts';
import { type RecordedOffice, recordedOffice } from '../../contract/statistics/recorded-office.ts';
import { mondayMorning } from '../../screens/numbers-of-weeks.ts';
import { monday } from '../scenario.ts';

/** A busy morning in which two clerks call as soon as they can, decided by the real core: people, reservations, somebody sent on, a pause. */
function busyMorning(seed: number, settings: OfficeSettings = exampleOffice): RecordedOffice {
  const here = recordedOffice(settings, monday('08:10'));
  const chance = seededChance(seed);
  for (let pin = 0; pin < 6; pin++) here.reserved(`11${pin}0`, 'vozidla', monday('08:30'));
  for (const counter of [1, 2]) here.clerk(counter, 'open');
  const busyUntil = new Map([
    [1, 0],
    [2, 0],
  ]);
  for (let minute = 0; minute < 240; minute++) {
    for (const [counter, until] of busyUntil) {
      if (minute < until) continue;
      const { ticket } = here.queue().counters[counter]!;
      if (ticket !== null && chance() < 0.1) here.clerk(counter, { action: 'transfer', to: 'dovozy' });
      if (here.clerk(counter, 'next') !== null && here.queue().counters[counter]!.ticket !== null)
        busyUntil.set(counter, minute + 3 + Math.floor(chance() * 9));
    }
    if (minute < 180 && chance() < 0.32) here.takes(chance() < 0.6 ? 'vozidla' : 'ridici');
    if (minute >= 25 && minute < 60 && minute % 6 === 0) here.checksIn(`11${(minute - 24) / 6}0`);
    here.passes(1);
  }
  return here;
}

const demand = (here: RecordedOffice) => demandOf(here.records(), here.queue().settings);
const rule = (text: string): OtherRule => readRule(text)!;
const row = (here: RecordedOffice, group: string, ...rules: readonly string[]) =>
  compare(demand(here), rules.map(rule)).find((one) => one.group === group)!;

test('under the same rules the waits are nearly those of the day', (t) => {
  for (const seed of [1, 2, 3]) {
    const { happened, same, other } = row(busyMorning(seed), 'all');
    t.is(other, null);
    t.is(same.people, happened.people);
    t.true(Math.abs(same.median! - happened.median!) <= 180, `seed ${seed}: ${same.median} for ${happened.median}`);
    t.true(Math.abs(same.longest! - happened.longest!) <= 360, `seed ${seed}: ${same.longest} for ${happened.longest}`);
  }
});

test('the same day gives the same answer, and one counter more lets nobody wait longer in the middle', (t) => {
  for (const seed of [1, 2, 3]) {
    const here = busyMorning(seed);
    const more = row(here, 'all', 'counters=+1');
    t.deepEqual(more, row(here, 'all', 'counters=+1'));
    t.true(more.other!.median! < more.same.median!, `seed ${seed}`);
    t.true(row(here, 'all', 'counters=-1').other!.median! > more.same.median!, `seed ${seed}`);
  }
});

test('reservations that wait like everybody else wait longer, and walk-ins do not', (t) => {
  const here = busyMorning(2);
  const reserved = row(here, 'reserved', 'reserved=ordinary');
  const walkIns = row(here, 'walk-ins', 'reserved=ordinary');
  t.true(reserved.other!.most! > reserved.same.most!);
  t.true(walkIns.other!.most! <= walkIns.same.most!);
});

test('a stricter fairness bound calls a long waiting walk-in before reservations', (t) => {
  const here = busyMorning(2);
  const reserved = row(here, 'reserved', 'fairness=1/2');
  t.true(reserved.other!.most! >= reserved.same.most!);
});

test('parked and sent on, recalled and picked by hand: everybody of such a morning is called again', (t) => {
  const here = mondayMorning();
  const { happened, same } = row(here, 'all');
  t.is(happened.people, 6);
  t.is(same.never, happened.never);
});

test('a counter that was left open the day before works from the beginning', (t) => {
  const here = recordedOffice({}, monday('08:10'));
  here.clerk(1, 'open');
  here.passes(24 * 60);
  here.takes('vozidla');
  here.passes(4);
  here.clerk(1, 'next');
  here.passes(5);
  here.clerk(1, 'finish');
  const opened = here.records().findLastIndex(({ name }) => name === 'day.opened');
  const [all] = compare(demandOf(here.records().slice(opened), exampleOffice), []);
  t.is(all?.happened.median, 240);
  t.is(all?.same.median, 0, 'whose clerk only called later');
});

test('rules are read as they are written, and what is none is refused', (t) => {
  t.deepEqual(readRule('fairness=30/2'), { rule: 'fairness', bound: { afterMinutes: 30, everyNth: 2 } });
  t.deepEqual(readRule('fairness=off'), { rule: 'fairness', bound: null });
  t.deepEqual(readRule('counters=-2'), { rule: 'counters', more: -2 });
  t.deepEqual(readRule('park=15'), { rule: 'park', minutes: 15 });
  for (const none of [
    '',
    'fairness',
    'fairness=30',
    'fairness=30/1',
    'counters=1',
    'counters=+0',
    'counters=+99',
    'park=0',
    'park=999',
    'reserved=no',
    'colour=red',
  ])
    t.is(readRule(none), null, none);
});
