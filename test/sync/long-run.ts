import { nextFeedRevision } from '../../cloud/reservations/feed-revision.ts';
import { hashPin } from '../../cloud/reservations/pin.ts';
import type { Schema } from '../../cloud/store/schema.ts';
import { stateOf } from '../../edge/core/standing.ts';
import { simulatedDisk } from '../../edge/disk/simulated.ts';
import { kiosk, monday } from '../cloud/sync-cloud.ts';
import { type World, type WorldEdge, worldInMemory } from './world.ts';

const hourMs = 3_600_000;
const services = ['vozidla', 'dovozy', 'ridici'];
/** Half past eight, when the clock of the world stands at twenty past. */
const nextHour = monday + 20 * 60_000;

export const pinNumber = (number: number): string => String(number).padStart(4, '0');

/** A confirmed reservation, as the booking half leaves it; every fifth is for the hour that begins now. */
export async function confirmNew({ store, clock }: World, number: number): Promise<void> {
  const days = number % 5 === 0 ? 0 : 1 + (number % 9);
  const startMs = nextHour + days * 24 * hourMs;
  const pin = pinNumber(number);
  await store.db.transaction().execute(async (trx) => {
    const row: Schema['reservation'] = {
      id: `r${number}`,
      office: kiosk.office,
      service: services[number % 3]!,
      date: new Date(startMs).toISOString().slice(0, 10),
      startMs,
      endMs: startMs + hourMs,
      seat: number,
      state: 'confirmed',
      name: 'Jan Novák',
      email: 'jan@example.org',
      lang: 'cs',
      pin,
      pinHash: hashPin('key', pin),
      confirmToken: `token-${number}`,
      manageToken: null,
      revision: await nextFeedRevision(trx, kiosk.office, clock.now()),
      createdMs: monday,
      holdExpiresMs: monday,
      confirmedMs: monday,
      endedMs: null,
      seatReturnsMs: null,
      ticketNumber: null,
      holdExtensions: 0,
      movedFromMs: null,
      movedMs: null,
    };
    await trx.insertInto('reservation').values(row).execute();
  });
}

type Change = Partial<Pick<Schema['reservation'], 'state' | 'startMs' | 'endMs' | 'date'>>;

/** Cancels or moves one that is still to come; answers whether there was one. */
async function changeOne({ store, clock }: World, number: number, change: (row: Schema['reservation']) => Change): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('reservation').selectAll().where('id', '=', `r${number}`).executeTakeFirst();
    if (row?.state !== 'confirmed') return;
    await trx
      .updateTable('reservation')
      .set({ ...change(row), revision: await nextFeedRevision(trx, kiosk.office, clock.now()) })
      .where('id', '=', row.id)
      .execute();
  });
}

/** One step of the run: somebody books, cancels, moves, comes with a PIN or without. */
export async function step(world: World, edge: WorldEdge, number: number): Promise<void> {
  const earlier = Math.max(1, number - 7);
  if (number % 10 < 6) await confirmNew(world, number);
  else if (number % 10 === 6) await changeOne(world, earlier, () => ({ state: 'cancelled' }));
  else if (number % 10 === 7)
    await changeOne(world, earlier + 1, ({ startMs }) => {
      const moved = startMs + 24 * hourMs;
      return { startMs: moved, endMs: moved + hourMs, date: new Date(moved).toISOString().slice(0, 10) };
    });
  else if (number % 10 === 8)
    await edge.submit({
      kind: 'check-in',
      pinHash: hashPin('key', pinNumber(number - (number % 5))),
      token: `token-of-check-in-${number}`,
      offlineSince: null,
    });
  else await edge.submit({ kind: 'take', service: services[number % 3]!, origin: 'staff', token: `token-of-ticket-${number}` });
  await world.settle();
}

/** What was promised: every reservation an edge was told of, its hour, its PIN and who came. */
export async function promises({ store }: World): Promise<Map<string, string>> {
  const rows = await store.db.selectFrom('reservation').selectAll().orderBy('id').execute();
  return new Map(
    rows.map(({ id, state, startMs, pin, pinHash, ticketNumber }) => [id, JSON.stringify({ state, startMs, pin, pinHash, ticketNumber })]),
  );
}

/**
 * A run of a thousand revisions. With FRONTA_FULL=1 the cloud is restored to every one of them and the card lost at every entry, else at a
 * sample that goes through the whole run.
 */
export const all = process.env.FRONTA_FULL === '1';
export const revisions = 1_000;
export const every = all ? 1 : 40;
/** What an edge knows of its reservations, a line each. */
export const knownAt = (edge: WorldEdge): string[] =>
  Object.values(edge.queue().reservations)
    .flatMap((ofDay) => Object.values(ofDay))
    .map((one) => `${one.id} ${stateOf(one)} ${one.start} ${one.pinHash}`)
    .toSorted();

/** The run, and what it looked like at each moment that is asked for. */
export async function run(look: (world: Awaited<ReturnType<typeof worldInMemory>>, edge: WorldEdge, revision: number) => Promise<void>) {
  const world = await worldInMemory();
  world.clock.pass(10 * 60_000);
  const disk = simulatedDisk();
  const edge = world.edge(disk);
  edge.plug();
  await world.settle();
  let revision = 0;
  let steps = 0;
  while (revision < revisions) {
    await look(world, edge, revision);
    await step(world, edge, ++steps);
    const office = await world.store.db.selectFrom('office').select('feedRevision').executeTakeFirstOrThrow();
    revision = office.feedRevision;
  }
  return { world, edge, disk, steps };
}
