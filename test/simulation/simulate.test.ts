import { readFileSync } from 'node:fs';
import test from 'ava';
import { type LifeReport, liveOnce } from './life.ts';
import { plants } from './planted/bugs.ts';
import { hunt } from './planted/hunt.ts';

/** With FRONTA_FULL=1 also every seed that ever failed, a minute of fresh lives, and every planted bug. */
const isFull = process.env.FRONTA_FULL === '1';

const live = (seed: string, days: number, more: Partial<Parameters<typeof liveOnce>[0]> = {}): Promise<LifeReport> =>
  liveOnce({ seed, days, faults: true, sabotage: null, store: 'memory', ...more });

const keepsItsPromises = (report: LifeReport): string => report.violations.join('\n') || 'every promise was kept';
const kept = 'every promise was kept';

test.serial('an office day without a fault keeps every promise and ends in agreement with the cloud', async (t) => {
  const report = await live('calm', 1, { faults: false });
  t.is(keepsItsPromises(report), kept);
  t.true(report.facts > 1_000);
});

test.serial('one seed is one life: the same trace twice, another one for another seed', async (t) => {
  const first = await live('twice', 1);
  const again = await live('twice', 1);
  const other = await live('another', 1);
  t.is(again.trace, first.trace);
  t.not(other.trace, first.trace);
  t.is(keepsItsPromises(first), kept);
});

test.serial('the tables in memory answer as the database does: both give one trace', async (t) => {
  const seed = 'parity';
  const memory = await live(seed, 1);
  const sqlite = await live(seed, 1, { store: 'sqlite' });
  t.is(sqlite.trace, memory.trace);
});

const seeds = JSON.parse(readFileSync(new URL('./seeds.json', import.meta.url), 'utf8')) as { seed: string; days: number; was: string }[];

for (const { seed, days, was } of isFull ? seeds : seeds.slice(-1)) {
  test.serial(`the life of seed ${seed} goes well now. ${was}`, async (t) => {
    t.timeout(120_000);
    t.is(keepsItsPromises(await live(seed, days)), kept);
  });
}

test.serial('a clerk of promises finds a planted bug: a number is promised before it is synced (F1)', async (t) => {
  t.timeout(120_000);
  const bug = 'a number is promised before it is synced';
  const { violation } = await hunt(bug, plants[bug]!, 'test');
  t.regex(violation ?? '', /promised and are lost|not what was promised/);
});

if (isFull) {
  test.serial('a minute of lives that nobody lived before keeps every promise', async (t) => {
    t.timeout(300_000);
    const fresh = `ci-${process.pid}-${process.hrtime.bigint()}`;
    const beganMs = performance.now();
    for (let index = 1; performance.now() - beganMs < 60_000; index++) {
      const seed = `${fresh}.${index}`;
      const report = await live(seed, 2);
      t.is(keepsItsPromises(report), kept, `replay: npm run simulate -- --seed ${seed} --life 2`);
    }
  });

  for (const [bug, plant] of Object.entries(plants)) {
    test.serial(`a planted bug is found within a minute: ${bug}`, async (t) => {
      t.timeout(120_000);
      t.truthy((await hunt(bug, plant, 'ci')).violation);
    });
  }
}
