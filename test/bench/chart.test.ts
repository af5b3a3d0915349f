import test from 'ava';
import { chart } from './chart.ts';
import { atOffices, modelOf } from './fleet/model.ts';
import type { Figures } from './fleet/port.ts';

const figures = (offices: number, cores: number): Figures => ({
  offices,
  load: 0,
  coresOfMachine: 2,
  openedSeconds: 1,
  events: 1,
  eventsPerSecond: offices / 10,
  ackMs: null,
  followed: 0,
  visibleMs: null,
  cores,
  memoryMiB: 100 + offices / 50,
  memoryMostMiB: 200,
  waiting: 0,
  lagSeconds: 1,
});

test('the model is the line through what was measured', (t) => {
  const at = atOffices(modelOf([figures(100, 0.03), figures(1_000, 0.12), figures(5_000, 0.52)]), 10_000);
  t.is(at.cores.toFixed(3), '1.020');
  t.is(at.memoryMiB.toFixed(1), '300.0');
  t.is(at.eventsPerSecond.toFixed(1), '1000.0');
  t.is(atOffices(modelOf([figures(1_000, 0.1)]), 2_000).cores.toFixed(2), '0.20', 'one size alone');
});

test('a chart holds every point, the limit and the words, escaped', (t) => {
  const svg = chart({
    title: 'a < b',
    x: 'offices',
    y: 'cores',
    series: [
      {
        name: 'measured',
        points: [
          [10, 0.1],
          [1_000, 1],
        ],
      },
      {
        name: 'model',
        points: [
          [10, 0.1],
          [100_000, 100],
        ],
        isModel: true,
      },
    ],
    limits: [[1, 'gate']],
  });
  t.is(svg.match(/<circle /g)?.length, 2);
  t.regex(svg, /stroke-dasharray="7 5"/);
  for (const words of ['a &lt; b', '100,000', 'gate', 'measured', 'model']) t.true(svg.includes(words), words);
  t.false(/NaN|Infinity|undefined/.test(svg));
});
