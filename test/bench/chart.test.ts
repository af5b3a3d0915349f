import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { root } from '../tidy/sources.ts';
import { chart } from './chart.ts';
import { atOffices, modelOf } from './fleet/model.ts';
import type { Figures } from './fleet/port.ts';
import { asMeasured } from './fleet/table.ts';
import { gateText, isMet, rowOf, rows } from './gates.ts';
import { ratioBars } from './ratio-bars.ts';
import { measured } from './report.ts';

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

test('a figure is held to the gate of its row, and what is missed names a paper that is there', (t) => {
  for (const { why } of rows) if (why) t.true(existsSync(join(root, why.split(',')[0]!)), why);
  const gateOf = (name: string): string => {
    const row = rowOf(measured(name, 'ratio', 1, 1));
    return row ? `${row.bench} ${gateText(row.gate)}` : 'told beside the table';
  };
  t.is(gateOf('press-to-slip p99 every 50 ms'), 'press-to-slip ≤ 2');
  t.is(gateOf('ingest-one'), 'ingest ≥ 0.7');
  t.is(gateOf('ingest-one beside bare commits'), 'told beside the table');
  t.is(gateOf('catch-up press p99'), 'catch-up ≤ 2');
  t.is(gateOf('catch-up'), 'catch-up ≤ 2');
  t.true(isMet({ atMost: 1.5 }, 1.5) && !isMet({ atMost: 0 }, 1) && isMet({ atLeast: 0.7 }, 0.7) && !isMet({ atLeast: 2 }, 1.9));
  const lines = asMeasured({ ...figures(5_000, 0.52), visibleMs: { p50: 8, p99: 40 } });
  const gated = lines.filter((line) => rowOf(line) !== null);
  t.deepEqual(
    gated.map(({ name, ratio }) => [name, isMet(rowOf(measured(name, 'ratio', ratio, 1))!.gate, ratio)]),
    [
      ['fleet 5000: processor', true],
      ['fleet 5000: memory at most', true],
      ['fleet 5000: edge to visible p99', true],
    ],
  );
  t.is(ratioBars(lines).match(/#1b7f4b/g)?.length, 3, 'a green bar for each');
});
