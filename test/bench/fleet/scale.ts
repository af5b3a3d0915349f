import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chart } from '../chart.ts';
import { atOffices, modelOf } from './model.ts';
import type { Figures } from './port.ts';
import { table, targets } from './table.ts';

/**
 * `npm run scale [-- FILE]`: cloud/SCALE.md's table and cloud/scale.svg from the figures that `npm run fleet -- --out FILE` wrote; without a file
 * from those of last time, figures.json beside this.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const kept = join(root, 'test/bench/fleet/figures.json');
const paper = join(root, 'cloud/SCALE.md');
const sizes = [1_000, 5_000, 6_250, 20_000, 100_000] as const;
const [begin, end] = ['<!-- measured, by npm run scale -->', '<!-- end -->'];

const figures = JSON.parse(readFileSync(process.argv[2] ?? kept, 'utf8')) as readonly Figures[];
if (figures.length === 0) throw new Error('no figures: run npm run fleet -- --offices 10,100,1000,5000 --out FILE first');
const model = modelOf(figures);
const largest = Math.max(...figures.map(({ offices }) => offices));
const calculated = sizes.map((offices) => {
  const { cores, memoryMiB, eventsPerSecond } = atOffices(model, offices);
  return `| ${offices.toLocaleString('en')} | ${eventsPerSecond.toFixed(0)} | ${cores.toFixed(2)} | ${memoryMiB.toFixed(0)} |`;
});
const measuredPart = [
  begin,
  '',
  table(figures),
  `By the model of these figures, which is a guess beyond ten times the largest of them, ${largest.toLocaleString('en')} offices:`,
  '',
  '| offices | events/s | cores | MiB |',
  '| --- | --- | --- | --- |',
  ...calculated,
  '',
  end,
].join('\n');
const [before = '', rest = ''] = readFileSync(paper, 'utf8').split(begin);
writeFileSync(paper, `${before}${measuredPart}${rest.split(end)[1] ?? ''}`);
const along = [10, 100, 1_000, 10_000, 100_000];
writeFileSync(
  join(root, 'cloud/scale.svg'),
  chart({
    title: 'One cloud process on SQLite: processor and memory by offices',
    x: 'offices in their morning peak',
    y: 'cores · MiB / 512',
    series: [
      { name: 'cores, measured', points: figures.map(({ offices, cores }) => [offices, Math.max(cores, 0.001)]) },
      { name: 'memory / 512 MiB', points: figures.map(({ offices, memoryMiB }) => [offices, memoryMiB / targets.memoryMiB]) },
      { name: 'cores, model', points: along.map((offices) => [offices, atOffices(model, offices).cores]), isModel: true },
      {
        name: 'memory, model',
        points: along.map((offices) => [offices, atOffices(model, offices).memoryMiB / targets.memoryMiB]),
        isModel: true,
      },
    ],
    limits: [[1, 'one node’s gate']],
  }),
);
if (process.argv[2] !== undefined) writeFileSync(kept, `${JSON.stringify(figures, null, 2)}\n`);
