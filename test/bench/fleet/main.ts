import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fleet } from './fleet.ts';
import type { Figures } from './port.ts';
import { table } from './table.ts';

const usage = `npm run fleet -- --offices N[,N…] [--seconds 60] [--visitors 80] [--out FILE]

  --offices   how many offices connect; several numbers are tried one after the other
  --seconds   how long the morning is watched
  --visitors  visitors of one office in an hour of its morning peak
  --out       the figures as JSON, from which "npm run scale" draws cloud/SCALE.md's chart
`;

function whole(text: string | undefined, name: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  process.stderr.write(`--${name}: expected a whole number from ${least} to ${most}, got "${text}"\n\n${usage}`);
  process.exit(2);
}

const { values } = parseArgs({
  options: {
    offices: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '60' },
    visitors: { type: 'string', default: '80' },
    out: { type: 'string' },
  },
});
const sizes = values.offices.split(',').map((size) => whole(size, 'offices', 1, 20_000));
const seconds = whole(values.seconds, 'seconds', 5, 3_600);
const visitorsPerHour = whole(values.visitors, 'visitors', 1, 10_000);
const found: Figures[] = [];
let failed = 0;
for (const offices of sizes) {
  process.stderr.write(`${offices} offices…\n`);
  try {
    found.push(await fleet({ offices, seconds, visitorsPerHour }));
  } catch (error) {
    failed += 1;
    process.stderr.write(`  ${offices} offices: ${(error as Error).message}\n`);
  }
  // After each: a size that breaks takes nothing along.
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(found, null, 2)}\n`);
}
process.stdout.write(table(found));
process.exit(failed > 0 ? 1 : 0);
