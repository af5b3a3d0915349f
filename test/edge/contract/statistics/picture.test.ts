import test from 'ava';
import fc from 'fast-check';
import { languages } from '#contract/language.ts';
import { columns, groupMin } from '#contract/statistics/columns.ts';
import { csvOf } from '#contract/statistics/csv.ts';
import { pictureOf, writeFigure } from '#contract/statistics/picture.ts';
import { countOf, mergeSpreads, quantile, spreadOf } from '#contract/statistics/spread.ts';
import { type DayTally, mergeTallies, type Tally } from '#contract/statistics/tally.ts';

const names = { office: 'Městský úřad', language: 'cs' as const, services: [{ id: 'vozidla', name: '=Registr; "vozidel"' }] };
const tally = (people: number, minutes: number): Tally => ({
  issued: people,
  called: people,
  served: people,
  waiting: spreadOf(Array.from({ length: people }, () => minutes * 60)),
});
const day = (date: string, total: Tally): DayTally => ({
  day: date,
  total,
  services: { vozidla: total },
  counters: { 2: total },
  hours: { 8: total },
  origins: { button: total },
});
const place = (id: (typeof columns)[number]['id']): number => columns.findIndex((column) => column.id === id);
const lengths = fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 200 });

test('a quantile of a spread is off by at most half a step of 5 %, and adding up parts changes nothing', (t) => {
  fc.assert(
    fc.property(lengths, lengths, fc.constantFrom(0.5, 0.9), (one, other, share) => {
      const all = [...one, ...other].toSorted((a, b) => a - b);
      const truth = all[Math.ceil(share * all.length) - 1]!;
      const both = mergeSpreads(spreadOf(one), spreadOf(other));
      t.deepEqual(both, spreadOf([...other, ...one]));
      t.is(countOf(both), all.length);
      const told = quantile(both, share);
      t.true(Math.abs(told - truth) <= Math.max(5, 0.0251 * truth + 1), `${told} for ${truth}`);
    }),
  );
});

test('days of several journals and edges add up, by day, weekday, service, counter, hour and origin', (t) => {
  const days = [
    day('2026-11-23', tally(6, 10)),
    day('2026-11-23', tally(4, 20)),
    day('2026-11-30', tally(7, 30)),
    day('2026-12-01', tally(1, 9)),
  ];
  const { tables, total } = pictureOf(days, { from: '2026-11-23', to: '2026-11-30' }, names);
  t.is(total.values[place('issued')], 17);
  const rows = Object.fromEntries(tables.map(({ id, rows }) => [id, rows.map(({ label, values }) => [label, values[place('issued')]])]));
  t.deepEqual(rows, {
    days: [
      ['23. 11. 2026', 10],
      ['30. 11. 2026', 7],
    ],
    services: [['=Registr; "vozidel"', 17]],
    counters: [['přepážka 2', 17]],
    hours: [['8–9 h', 17]],
    weekdays: [['pondělí', 17]],
    origins: [['bez rezervace', 17]],
  });
});

test(`no length is told of fewer than ${groupMin} people`, (t) => {
  for (const [people, told] of [
    [groupMin - 1, false],
    [groupMin, true],
  ] as const) {
    const { total } = pictureOf([day('2026-11-23', tally(people, 10))], { from: '2026-11-23', to: '2026-11-23' }, names);
    for (const id of ['waitingMedian', 'waitingMost', 'waitingLongest'] as const) t.is(total.values[place(id)] !== null, told, id);
    t.is(total.values[place('issued')], people);
  }
});

test('a long period is told by month', (t) => {
  const { tables } = pictureOf(
    [day('2026-01-15', tally(1, 1)), day('2026-01-20', tally(1, 1)), day('2026-11-23', tally(1, 1))],
    { from: '2026-01-01', to: '2026-12-31' },
    names,
  );
  t.deepEqual(
    tables[0]?.rows.map(({ label, values }) => [label, values[0]]),
    [
      ['1/2026', 2],
      ['11/2026', 1],
    ],
  );
});

test('a file is RFC 4180 with what the language expects between fields, and nothing in it is a formula', (t) => {
  const days = [day('2026-11-23', tally(6, 10))];
  for (const language of languages) {
    const file = csvOf(pictureOf(days, { from: '2026-11-23', to: '2026-11-23' }, { ...names, language }));
    t.is(file.codePointAt(0), 0xfeff);
    const separator = language === 'en' ? ',' : ';';
    const lines = file.slice(1).split('\r\n');
    t.is(lines.pop(), '');
    t.is(lines[0]?.split(separator).length, columns.length + 3);
    t.true(lines.some((line) => line.startsWith('services')));
    t.false(
      lines.some((line) => new RegExp(`(^|${separator})"?[=+@-]`).test(line)),
      file,
    );
    t.true(file.includes(language === 'en' ? `'=Registr; ""vozidel""` : `"'=Registr; ""vozidel"""`), file);
  }
});

test('figures are written as the language writes them', (t) => {
  t.is(writeFigure(750, 'seconds', 'cs'), '12,5');
  t.is(writeFigure(750, 'seconds', 'en'), '12.5');
  t.is(writeFigure(null, 'percent', 'de'), '–');
  t.deepEqual(mergeTallies([]), {});
});
