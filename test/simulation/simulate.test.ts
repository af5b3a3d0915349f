import { readFileSync } from 'node:fs';
import test from 'ava';
import { type LifeReport, liveOnce } from './life.ts';
import { plants } from './planted/bugs.ts';
import { hunt } from './planted/hunt.ts';

/** Every seed that ever failed. With FRONTA_FULL=1 also every planted bug; fresh seeds are lived by `npm run simulate -- --fresh`. */
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

const seeds = JSON.parse(readFileSync(new URL('./seeds.json', import.meta.url), 'utf8')) as {
  seed: string;
  days: number;
  was: string;
  /** Kinds of faults that came into the mix later and are kept out of this life: it stays the one that failed. */
  but?: string[];
}[];

for (const { seed, days, was, but = [] } of seeds) {
  test.serial(`the life of seed ${seed} goes well now. ${was}`, async (t) => {
    t.timeout(600_000);
    t.is(keepsItsPromises(await live(seed, days, { but })), kept);
  });
}

test.serial('a clerk of promises finds a planted bug: a number is promised before it is synced (F1)', async (t) => {
  t.timeout(120_000);
  const bug = 'a number is promised before it is synced';
  const { violation } = await hunt(bug, plants[bug]!, 'test');
  t.regex(violation ?? '', /promised and are lost|not what was promised/);
});

if (isFull) {
  for (const [bug, plant] of Object.entries(plants)) {
    test.serial(`a planted bug is found within a minute of one core: ${bug}`, async (t) => {
      t.timeout(900_000);
      const { violation, seconds, lives } = await hunt(bug, plant, 'ci');
      t.truthy(violation, `alive after ${seconds} s and ${lives} lives`);
    });
  }
}
