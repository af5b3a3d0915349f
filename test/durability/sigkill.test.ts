import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { percentile } from '../bench/report.ts';
import { seededChance } from '../office/seeded-chance.ts';
import { until } from '../office/until.ts';
import { type Daemon, daemonOf } from './daemon.ts';

/** 20 kills by default, 500 with FRONTA_FULL=1 and in a step of its own in CI, FRONTA_KILLS=N for more; FRONTA_SEED=N for other moments. */
const kills = Number(process.env.FRONTA_KILLS ?? (process.env.FRONTA_FULL === '1' ? 500 : 20));
const seed = Number(process.env.FRONTA_SEED ?? 1985);
/** The kill falls within so many ms of the presses, or of the start. */
const lifeMsMax = 200;
const startMsMax = 500;
/** Kills in the middle of a start: one in so many. */
const startKilled = 5;
/**
 * From the start of the process to the first slip, seen through HTTP, at most; on a machine so loaded that even a bare Node, which starts in
 * `bareMsQuiet` when nothing else runs, takes longer, as much more as Node does.
 */
const restartMsMax = 1_000;
const bareMsQuiet = 60;
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

test(`F1: a daemon killed ${kills} times loses no number that anybody saw, gives none twice, and soon gives the next`, async (t) => {
  t.timeout(60_000 + kills * 6_000);
  const chance = seededChance(seed);
  let instant = Date.parse('2026-11-23T06:00:00Z');
  const daemon = daemonOf(t, { settings: officeOfManyServices(), environment: () => ({ FRONTA_CLOCK: new Date(instant).toISOString() }) });
  const seen = new Set<string>();
  const restartsMs: number[] = [];
  const bareMs: number[] = [];
  for (let life = 1; life <= kills; life++) {
    instant += 10_000;
    if (life % startKilled === 0) await dieWhileStarting(daemon, chance);
    bareMs.push(await bareStart());
    restartsMs.push(await firstSlip(daemon));
    await pressUntilKilled(daemon, seen, chance);
    await daemon.ended();
  }
  const given = daemon.journalled();
  t.deepEqual(
    given.filter((number, index) => given.indexOf(number) !== index),
    [],
    `seed ${seed}: a number was given twice`,
  );
  t.deepEqual(
    [...seen].filter((number) => !given.includes(number)),
    [],
    `seed ${seed}: a number that was seen is lost`,
  );
  t.true(seen.size >= kills, `${seen.size} numbers were seen`);
  const p99 = percentile(restartsMs, 0.99);
  const bare = percentile(bareMs, 0.99);
  const words = `restart to the first slip: p50 ${percentile(restartsMs, 0.5).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, bare Node p99 ${bare.toFixed(0)} ms`;
  t.log(`${kills} kills, ${given.length} numbers given, ${seen.size} seen; ${words}`);
  t.true(p99 <= restartMsMax * Math.max(1, bare / bareMsQuiet), words);
});

/** Starts the daemon and answers the ms until the first slip is out. */
async function firstSlip(daemon: Daemon): Promise<number> {
  const begin = performance.now();
  await daemon.start();
  await daemon.press('z');
  await until('the first slip', async () => (await daemon.slips()).some(({ number }) => number.startsWith('Z')));
  return performance.now() - begin;
}

/** People press while the kill is on its way; what stands on a slip is promised. */
async function pressUntilKilled(daemon: Daemon, seen: Set<string>, chance: () => number): Promise<void> {
  const see = async (): Promise<void> => {
    for (const { number } of await daemon.slips()) seen.add(number);
  };
  await see();
  const killed = pause(chance() * lifeMsMax).then(() => daemon.signal('SIGKILL'));
  const services = letters.slice(0, -1).toSorted(() => chance() - 0.5);
  for (let next = 0; next < services.length; next += 4) {
    const heard = await Promise.all(services.slice(next, next + 4).map((letter) => daemon.press(letter.toLowerCase())));
    await see();
    if (!heard.includes(true)) break;
  }
  await killed;
}

async function dieWhileStarting(daemon: Daemon, chance: () => number): Promise<void> {
  const started = daemon.start().catch(() => undefined);
  await pause(chance() * startMsMax);
  daemon.signal('SIGKILL');
  await Promise.all([started, daemon.ended()]);
}

async function bareStart(): Promise<number> {
  const begin = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - begin;
}

/** A service has a button of its own that gives one ticket in two seconds: many of them make many tickets in a short life. */
function officeOfManyServices(): OfficeSettings {
  const [model] = exampleOffice.services;
  const services = letters.map((letter) => ({ ...model!, id: letter.toLowerCase(), letter }));
  const counters = exampleOffice.counters.map((counter) => ({ ...counter, services: services.map(({ id }) => id) }));
  return { ...exampleOffice, revision: 1_000, services, counters };
}
