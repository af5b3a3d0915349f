import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { newDatabase, startPostgres } from '../postgres.ts';
import { runRace } from '../race/run-race.ts';

/** The bench `booking-race` is the same with a million requests. */
const short = { attempts: 2_000, clients: 64, kills: 2, seed: 5 };

async function noneTooManyNoneLost(t: ExecutionContext, databaseUrl: string): Promise<void> {
  const { complaints, outcomes, acknowledged } = await runRace({ ...short, databaseUrl });
  t.log(JSON.stringify(outcomes));
  t.deepEqual(complaints, []);
  t.true(acknowledged > 20, `only ${acknowledged} reservations were acknowledged`);
  t.true((outcomes['409'] ?? 0) > 20, 'nobody came too late: that was no race');
  const unexpected = Object.keys(outcomes).filter((outcome) => !['200', '201', '409', '410', '429', 'lost'].includes(outcome));
  t.deepEqual(unexpected, []);
}

test('64 clients race for the same hours and the cloud is killed twice: none too many, none acknowledged and lost (F14, F16)', async (t) => {
  t.timeout(240_000);
  const folder = await mkdtemp(join(tmpdir(), 'fronta-race-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  await noneTooManyNoneLost(t, `sqlite:${join(folder, 'cloud.sqlite')}`);
});

test('the same race on PostgreSQL: none too many, none acknowledged and lost (F14, F16)', async (t) => {
  t.timeout(240_000);
  const server = await startPostgres();
  t.teardown(() => server.stop());
  const { url } = await newDatabase(server.url);
  await noneTooManyNoneLost(t, url);
});
