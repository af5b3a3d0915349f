import { parseArgs } from 'node:util';
import { type LifeReport, liveOnce } from './life.ts';
import { huntPlanted } from './planted/hunt.ts';
import { random } from './random.ts';

/**
 * `npm run simulate -- --seed N --days N [--faults KIND,… | none] [--store memory|sqlite] [--planted] [--fresh SECONDS]`. Lives one life after the
 * other until so many office-days are over; one that is given with its days (`--seed 7.3 --life 5`) is lived alone. `--fresh`: lives of a seed
 * that nobody lived before, for so long. The last line is JSON; exit 1 on a violation, whose replay is printed and belongs into seeds.json.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '50' },
    life: { type: 'string' },
    store: { type: 'string', default: 'memory' },
    faults: { type: 'string', default: 'all' },
    planted: { type: 'boolean', default: false },
    fresh: { type: 'string' },
  },
});

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const store = values.store === 'sqlite' ? 'sqlite' : 'memory';
const faults = values.faults === 'all' ? true : values.faults === 'none' ? false : values.faults.split(',');

const seconds = values.fresh === undefined ? null : Number(values.fresh);
if (seconds !== null && !(seconds > 0)) throw new Error(`--fresh ${values.fresh}: for how many seconds?`);
const mainSeed = seconds === null ? values.seed : `fresh-${Date.now().toString(36)}`;
if (seconds !== null) say(`seed ${mainSeed}: the same lives again with npm run simulate -- --seed ${mainSeed}`);

process.exitCode = values.planted
  ? await huntPlanted(mainSeed, say)
  : await simulate(seconds === null ? Number(values.days) : Number.POSITIVE_INFINITY);

/** Lives until `days` office-days are over; the daily news go to stderr. */
async function simulate(days: number): Promise<number> {
  const beganMs = performance.now();
  const cpu = process.cpuUsage();
  const total = { days: 0, events: 0, states: new Set<string>(), faults: new Map<string, number>(), trace: '' };
  let failed: LifeReport | null = null;
  const dice = random(mainSeed);
  const untilMs = seconds === null ? Number.POSITIVE_INFINITY : beganMs + seconds * 1_000;
  for (let index = 1; total.days < days && failed === null && performance.now() < untilMs; index++) {
    const seed = values.life ? mainSeed : `${mainSeed}.${index}`;
    const life = values.life ? Number(values.life) : Math.min(dice.pick([1, 2, 5, 10]), Math.ceil(days - total.days));
    const report = await liveOnce({ seed, days: life, faults, sabotage: null, store });
    total.days += report.officeDays;
    total.events += report.facts;
    total.trace = report.trace;
    for (const state of report.states) total.states.add(state);
    for (const [kind, count] of Object.entries(report.faults)) total.faults.set(kind, (total.faults.get(kind) ?? 0) + count);
    say(`${seed}: ${life} days, ${report.facts} events, ${report.violations.length} violations, trace ${report.trace}`);
    if (report.violations.length > 0) failed = report;
    if (values.life) break;
  }
  if (failed) tell(failed);
  const { user, system } = process.cpuUsage(cpu);
  const cpuSeconds = (user + system) / 1e6;
  const line = {
    days: total.days,
    events: total.events,
    faults: Object.fromEntries([...total.faults].toSorted()),
    violations: failed?.violations.length ?? 0,
    seconds: Number(((performance.now() - beganMs) / 1000).toFixed(1)),
    states: total.states.size,
    trace: total.trace,
    officeYearsPerCoreMinute: Number((total.days / 250 / (cpuSeconds / 60)).toFixed(2)),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  return failed ? 1 : 0;
}

function tell({ seed, days, violations, tail }: LifeReport): void {
  for (const line of tail.slice(-60)) say(`  ${line.slice(0, 240)}`);
  for (const violation of violations) say(`VIOLATION ${violation}`);
  say(
    `replay: npm run simulate -- --seed ${seed} --life ${days}${store === 'sqlite' ? ' --store sqlite' : ''}${values.faults === 'all' ? '' : ` --faults '${values.faults}'`}`,
  );
}
