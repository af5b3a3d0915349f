import { parseArgs } from 'node:util';
import { fleet } from './fleet.ts';

const usage = `npm run fleet -- --offices N[,N…] [--seconds 60] [--visitors 80]

  --offices   how many offices connect; several numbers are tried one after the other
  --seconds   how long the morning is watched
  --visitors  visitors of one office in an hour of its morning peak
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
  },
});
const sizes = values.offices.split(',').map((size) => whole(size, 'offices', 1, 20_000));
const seconds = whole(values.seconds, 'seconds', 5, 3_600);
const visitorsPerHour = whole(values.visitors, 'visitors', 1, 10_000);
for (const offices of sizes)
  for (const line of await fleet({ offices, seconds, visitorsPerHour })) process.stdout.write(`${JSON.stringify(line)}\n`);
process.exit(0);
