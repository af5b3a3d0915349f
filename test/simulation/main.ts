import { type LifeReport, liveOnce } from './life.ts';
import { optionsIn, simulateUsage } from './options.ts';
import { huntPlanted } from './planted/hunt.ts';
import { random } from './random.ts';

/**
 * `npm run simulate`, see `simulateUsage`. Lives one life after the other until so many office-days are over; one that is given with its days
 * (`--seed 7.3 --life 5`) is lived alone. The last line is JSON; exit 1 on a violation, whose replay is printed and belongs into seeds.json.
 */
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const args = process.argv.slice(2);
const options = args.includes('--help') ? { wrong: null } : optionsIn(args);
if ('wrong' in options) {
  if (options.wrong !== null) say(`${options.wrong}\n`);
  (options.wrong === null ? process.stdout : process.stderr).write(simulateUsage);
  process.exit(options.wrong === null ? 0 : 2);
}
const { store, faults, but, seconds } = options;
const mainSeed = options.seed ?? `fresh-${Date.now().toString(36)}`;
if (seconds !== null) say(`seed ${mainSeed}: the same lives again with npm run simulate -- --seed ${mainSeed}`);

process.exitCode = options.planted ? await huntPlanted(mainSeed, say) : await simulate(options.days, options.life);

/** Lives until `days` office-days are over; the daily news go to stderr. */
async function simulate(days: number, alone: number | null): Promise<number> {
  const beganMs = performance.now();
  const cpu = process.cpuUsage();
  const total = { days: 0, events: 0, states: new Set<string>(), faults: new Map<string, number>(), trace: '' };
  let failed: LifeReport | null = null;
  const dice = random(mainSeed);
  const untilMs = seconds === null ? Number.POSITIVE_INFINITY : beganMs + seconds * 1_000;
  for (let index = 1; total.days < days && failed === null && performance.now() < untilMs; index++) {
    const seed = alone !== null ? mainSeed : `${mainSeed}.${index}`;
    const life = alone ?? Math.min(dice.pick([1, 2, 5, 10]), Math.ceil(days - total.days));
    const report = await liveOnce({ seed, days: life, faults, but, sabotage: null, store }).catch((error: unknown) => {
      say(replayOf({ seed, days: life }));
      throw error;
    });
    total.days += report.officeDays;
    total.events += report.facts;
    total.trace = report.trace;
    for (const state of report.states) total.states.add(state);
    for (const [kind, count] of Object.entries(report.faults)) total.faults.set(kind, (total.faults.get(kind) ?? 0) + count);
    say(`${seed}: ${life} days, ${report.facts} events, ${report.violations.length} violations, trace ${report.trace}`);
    if (report.violations.length > 0) failed = report;
    if (alone !== null) break;
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
  say(replayOf({ seed, days }));
}

/** The line that lives this life again. */
function replayOf({ seed, days }: Pick<LifeReport, 'seed' | 'days'>): string {
  const stored = store === 'sqlite' ? ' --store sqlite' : '';
  const faulty = faults === true ? '' : ` --faults '${faults === false ? 'none' : faults.join(',')}'`;
  const calm = but.length === 0 ? '' : ` --but '${but.join(',')}'`;
  return `replay: npm run simulate -- --seed ${seed} --life ${days}${stored}${faulty}${calm}`;
}
