import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { slotsOfDay } from '../../cloud/reservations/slots.ts';
import { openStore } from '../../cloud/store/open.ts';
import { insertOffice } from '../cloud/insert-office.ts';
import { newDatabase, startPostgres } from '../cloud/postgres.ts';
import { poster } from '../cloud/race/post.ts';
import { type Measured, measured, percentile } from './report.ts';
import { type Started, startBareBooking, startCloud } from './started.ts';

const bookings = 4_800;
/** Before it is measured: a process that has just started compiles its code, ours a hundred times as much of it as the bare one. */
const warmUpBookings = 1_600;
const atOnce = 64;
const clock = '2026-11-22T18:00:00+01:00';
/** Places enough that nobody is refused: half of them may be held at once. */
const capacity = 50;
const looks = 400;
const warmUpLooks = 100;

type Body = { readonly service: string; readonly start: string; readonly name: string; readonly email: string };

/**
 * Bookings a second through HTTP beside what the machine allows in the same run: bare Koa with one commit a tick on SQLite, one bare insert
 * a booking on PostgreSQL. And the page with three months of hours, with 100,000 reservations on file beside the same with 100.
 */
export async function bookHttp(): Promise<readonly Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-bench-book-'));
  const server = await startPostgres();
  try {
    const bare = await rateAt(await startBareBooking(join(folder, 'bare.sqlite')), '/');
    const sqlite = await rateOn(`sqlite:${join(folder, 'cloud.sqlite')}`);
    const raw = await rawInserts((await newDatabase(server.url)).url);
    const postgres = await rateOn((await newDatabase(server.url)).url);
    const [few, many] = await slotPages(folder, [100, 100_000]);
    return [
      measured('book-http SQLite beside bare Koa and a commit a tick', '1/s', sqlite, bare),
      measured('book-http PostgreSQL beside the bare insert', '1/s', postgres, raw),
      measured('slot page p99 with 100,000 reservations beside 100', 'ms', percentile(many, 0.99), percentile(few, 0.99)),
      measured('slot page p50 with 100,000 reservations beside 100', 'ms', percentile(many, 0.5), percentile(few, 0.5)),
    ];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

async function rateOn(databaseUrl: string): Promise<number> {
  await prepare(databaseUrl, 0);
  return rateAt(await startCloud({ FRONTA_DATABASE_URL: databaseUrl, FRONTA_CLOCK: clock }), '/api/v1/offices/bench/reservations');
}

/** Bookings a second that a process answers with 201 when it is warm. */
async function rateAt(process: Started, path: string): Promise<number> {
  const http = poster(atOnce);
  const send = async (body: Body): Promise<void> => {
    const answer = await http.post(addressOf(process) + path, body);
    if (answer.status !== 201) throw new Error(`booking answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  };
  await each(warmUpBookings, (index) => send(wish(index)));
  const rate = await each(bookings, (index) => send(wish(warmUpBookings + index)));
  http.close();
  await process.kill();
  return rate;
}

async function rawInserts(url: string): Promise<number> {
  const pool = new Pool({ connectionString: url, max: 16 });
  await pool.query(
    'create table booking (service text, start text, seat integer, name text, email text, primary key (service, start, seat))',
  );
  const text = 'insert into booking values ($1, $2, $3, $4, $5) on conflict do nothing';
  const rate = await each(bookings, async (index) => {
    const { service, start, name, email } = wish(index);
    await pool.query({ name: 'book', text, values: [service, start, index, name, email] });
  });
  await pool.end();
  return rate;
}

/** Runs the task so often, `atOnce` at a time; answers how many a second. */
async function each(count: number, task: (index: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (count / (performance.now() - began)) * 1_000;
}

/** How long the page with three months of one service takes with so many reservations of the past on file, ms; looked at in turn. */
async function slotPages(folder: string, sizes: readonly [number, number]): Promise<readonly [number[], number[]]> {
  const open = async (onFile: number): Promise<Started> => {
    const databaseUrl = `sqlite:${join(folder, `${onFile}.sqlite`)}`;
    await prepare(databaseUrl, onFile);
    return startCloud({ FRONTA_DATABASE_URL: databaseUrl, FRONTA_CLOCK: clock });
  };
  const clouds = [await open(sizes[0]), await open(sizes[1])] as const;
  const times: [number[], number[]] = [[], []];
  for (let turn = 0; turn < looks + warmUpLooks; turn += 1)
    for (const which of turn % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const took = await look(clouds[which]);
      if (turn >= warmUpLooks) times[which].push(took);
    }
  for (const cloud of clouds) await cloud.kill();
  return times;
}

async function look(cloud: Started): Promise<number> {
  const began = performance.now();
  const answer = await fetch(`${addressOf(cloud)}/objednat/bench/vozidla`);
  await answer.text();
  if (answer.status !== 200) throw new Error(`the page answered ${answer.status}`);
  return performance.now() - began;
}

const office: OfficeSettings = { ...exampleOffice, office: 'bench', slots: { ...exampleOffice.slots, capacity } };
const days = Array.from({ length: 60 }, (_, day) => Temporal.PlainDate.from('2026-11-26').add({ days: day }).toString());
const hours = days.flatMap((date) => slotsOfDay(office, date));

const wish = (index: number): Body => ({
  service: office.services[index % 3]!.id,
  start: hours[index % hours.length]!.start,
  name: 'Jana',
  email: `clovek-${index}@example.cz`,
});

const addressOf = ({ firstLine }: Started): string => /(http:\S+)$/.exec(firstLine)![1]!;

/** A migrated database with the office and reservations of the past. */
async function prepare(databaseUrl: string, onFile: number): Promise<void> {
  const store = await openStore(databaseUrl);
  await insertOffice(store, office);
  const group = 500;
  for (let first = 0; first < onFile; first += group) {
    const rows = Array.from({ length: Math.min(group, onFile - first) }, (_, index) => pastReservation(first + index));
    await store.db.insertInto('reservation').values(rows).execute();
  }
  await store.close();
}

function pastReservation(index: number) {
  const startMs = Date.parse(clock) - 7 * 86_400_000 - index * 600_000;
  const id = `past-${index}`;
  return {
    ...{
      id,
      office: 'bench',
      service: office.services[index % 3]!.id,
      date: new Date(startMs).toISOString().slice(0, 10),
      seat: 0,
      lang: 'cs',
    },
    ...{ startMs, endMs: startMs + 3_600_000, state: 'fulfilled' as const, name: null, email: null, pin: null, pinHash: null },
    ...{
      confirmToken: id,
      manageToken: null,
      revision: 1,
      createdMs: startMs,
      holdExpiresMs: startMs,
      confirmedMs: startMs,
      endedMs: startMs,
    },
    ...{ seatReturnsMs: null, ticketNumber: null, holdExtensions: 0, movedFromMs: null, movedMs: null },
  };
}
