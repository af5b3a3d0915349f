import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newDatabase, startPostgres } from '../cloud/postgres.ts';
import { runRace } from '../cloud/race/run-race.ts';
import { type Measured, measured } from './report.ts';

/** Requests of all races of one store together. */
const attemptsUsual = 1_000_000;
/** Crowds, in whose races the cloud is killed so often. */
const crowds = [16, 64, 256];
const kills = 8;

/**
 * Crowds of clients book the same few hours through the HTTP API of a cloud that is killed at moments of chance. The figure is how many
 * reservations were too many or acknowledged and lost; every other figure than 0 names them on standard error.
 */
export async function bookingRace(attempts = attemptsUsual): Promise<readonly Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-bench-race-'));
  const server = await startPostgres();
  try {
    const figures: Measured[] = [];
    for (const clients of crowds) {
      figures.push(await race('SQLite', clients, attempts, `sqlite:${join(folder, `${clients}.sqlite`)}`));
      figures.push(await race('PostgreSQL', clients, attempts, (await newDatabase(server.url)).url));
    }
    return figures;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

async function race(store: string, clients: number, attempts: number, databaseUrl: string): Promise<Measured> {
  const wishes = { databaseUrl, attempts: Math.ceil(attempts / crowds.length), clients, kills, seed: clients };
  const { complaints, outcomes, acknowledged, seconds } = await runRace(wishes);
  const rate = Math.round(wishes.attempts / seconds);
  process.stderr.write(`  ${store}, ${clients} at once: ${acknowledged} acknowledged, ${rate} requests/s, ${JSON.stringify(outcomes)}\n`);
  for (const complaint of complaints) process.stderr.write(`  ${complaint}\n`);
  return measured(`booking-race ${store} oversold or lost, ${clients} at once`, 'wrong', complaints.length, 1);
}
