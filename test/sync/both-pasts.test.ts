import test from 'ava';
import { nextFeedRevision } from '../../cloud/reservations/feed-revision.ts';
import { hashPin } from '../../cloud/reservations/pin.ts';
import type { Schema } from '../../cloud/store/schema.ts';
import { stateOf } from '../../edge/core/standing.ts';
import { simulatedDisk } from '../../edge/disk/simulated.ts';
import { kiosk, monday } from '../cloud/sync-cloud.ts';
import { confirmNew, pinNumber } from './long-run.ts';
import { copyDisk, type World, type WorldEdge, worldInMemory } from './world.ts';

type Row = Schema['reservation'];

const hour = 3_600_000;
const minute = 60_000;
const half9 = monday + 20 * minute;

/** What somebody does to a reservation in one of the two pasts; `null` where they let it be. */
type Act = 'book' | 'confirm' | 'move' | 'cancel' | 'cancel and undo' | null;
type Case = {
  /** How the backup knows it. */
  readonly backup: 'unknown' | 'held' | 'confirmed';
  /** Between the backup and the restore, and after it. */
  readonly before: Act;
  readonly after: Act;
  /** After the restore, but before or after the edge is back with what it was told. */
  readonly acted: 'unmet' | 'met';
  readonly visit: 'none' | 'came' | 'came while the cloud was away';
};

const cases: readonly Case[] = (['unmet', 'met'] as const).flatMap((acted) =>
  (['none', 'came', 'came while the cloud was away'] as const).flatMap((visit) =>
    (
      [
        ['unknown', 'book', null],
        ['held', 'confirm', null],
        ['held', 'confirm', 'confirm'],
        ['held', 'confirm', 'cancel'],
        ['confirmed', null, null],
        ['confirmed', null, 'move'],
        ['confirmed', null, 'cancel'],
        ['confirmed', null, 'cancel and undo'],
        ['confirmed', 'move', null],
        ['confirmed', 'move', 'move'],
        ['confirmed', 'move', 'cancel'],
        ['confirmed', 'move', 'cancel and undo'],
        ['confirmed', 'cancel', null],
        ['confirmed', 'cancel', 'move'],
        ['confirmed', 'cancel', 'cancel'],
        ['confirmed', 'cancel and undo', 'move'],
      ] as const
    )
      // Who moved or cancelled is not there at the old hour.
      .filter(([_, before]) => visit === 'none' || (before !== 'move' && before !== 'cancel'))
      .map(([backup, before, after]) => ({ backup, before, after, acted, visit })),
  ),
);

const rowOf = ({ store }: World, id: string): Promise<Row | undefined> =>
  store.db.selectFrom('reservation').selectAll().where('id', '=', id).executeTakeFirst();

/** `days` from today is where a move goes to. */
async function act(world: World, number: number, what: Act, days: number): Promise<void> {
  if (what === null) return;
  if (what === 'book') return confirmNew(world, 5 * number);
  const nowMs = world.clock.now();
  await world.store.db.transaction().execute(async (trx) => {
    const id = `r${5 * number}`;
    const change = async (to: Partial<Row>, fed = true): Promise<void> => {
      const revision = fed ? { revision: await nextFeedRevision(trx, kiosk.office, nowMs) } : {};
      await trx
        .updateTable('reservation')
        .set({ ...to, ...revision })
        .where('id', '=', id)
        .execute();
    };
    const { state } = await trx.selectFrom('reservation').select('state').where('id', '=', id).executeTakeFirstOrThrow();
    const isConfirmed = state === 'confirmed';
    if (what === 'confirm' && state === 'held') await change({ state: 'confirmed', confirmedMs: nowMs });
    if (what === 'move' && isConfirmed) {
      const startMs = half9 + days * 24 * hour;
      await change({ startMs, endMs: startMs + hour, date: new Date(startMs).toISOString().slice(0, 10), movedMs: nowMs });
    }
    if (!isConfirmed && state !== 'held') return;
    if (what === 'cancel' || what === 'cancel and undo') await change({ state: 'cancelled', endedMs: nowMs }, isConfirmed);
    if (what === 'cancel and undo') await change({ state: 'confirmed', endedMs: null });
  });
}

const come = (edge: WorldEdge, number: number) =>
  edge.submit({
    kind: 'check-in',
    pinHash: hashPin('key', pinNumber(5 * number)),
    token: `token-of-check-in-${number}`,
    offlineSince: null,
  });

/** What the citizen of a case must find, and the office. */
function right({ backup, before, after, acted, visit }: Case): string {
  if (visit !== 'none') return 'checkedIn today';
  const outcome = (what: Act, from: string, day: string): string => {
    if (what === 'move') return from.startsWith('confirmed') ? `confirmed ${day}` : from;
    if (what === 'cancel') return from.replace(/^\w+/, 'cancelled');
    return what === null ? from : from.replace(/^\w+/, 'confirmed');
  };
  const told = outcome(before, 'confirmed today', 'moved before');
  const seen = acted === 'met' ? told : `${backup} today`;
  return after === null ? told : outcome(after, seen, 'moved after');
}

async function found(world: World, edge: WorldEdge, number: number): Promise<readonly [string, string]> {
  const days: Record<number, string> = { 0: 'today', 2: 'moved before', 3: 'moved after' };
  const day = (startMs: number): string => days[(startMs - half9) / (24 * hour)] ?? String(startMs);
  const row = await rowOf(world, `r${5 * number}`);
  const there = Object.values(edge.queue().reservations).flatMap((ofDay) => Object.values(ofDay));
  const one = there.find(({ id }) => id === `r${5 * number}`);
  return [row ? `${row.state} ${day(row.startMs)}` : 'unknown', one ? `${stateOf(one)} ${day(Date.parse(one.start))}` : 'unknown'];
}

/** A cloud that is backed up, lives on for a while with its edge, and its edge when the line is cut. */
async function untilBackup(numbered: readonly (Case & { readonly number: number })[]) {
  const world = await worldInMemory();
  world.clock.pass(10 * minute);
  const disk = simulatedDisk();
  const edge = world.edge(disk);
  edge.plug();
  await world.settle();
  for (const { backup, number } of numbered) {
    if (backup !== 'unknown') await confirmNew(world, 5 * number);
    if (backup === 'held')
      await world.store.db
        .updateTable('reservation')
        .set({ state: 'held', confirmedMs: null, revision: 0 })
        .where('id', '=', `r${5 * number}`)
        .execute();
  }
  await world.settle();
  const backup = world.backup();
  world.clock.pass(minute);
  for (const { before, number } of numbered) await act(world, number, before, 2);
  await world.settle();
  return { world, disk, edge, backup };
}

const inNumbers = (of: readonly Case[]): readonly (Case & { readonly number: number })[] =>
  of.map((one, index) => ({ ...one, number: index + 1 }));

test('F17: of a reservation that both pasts changed, what was done after the restore stands, and what was not follows the forgotten past (P60)', async (t) => {
  const numbered = inNumbers(cases);
  const { world, disk, edge, backup } = await untilBackup(numbered);
  for (const { visit, number } of numbered) if (visit === 'came') await come(edge, number);
  await world.settle();
  edge.unplug();
  for (const { visit, number } of numbered) if (visit === 'came while the cloud was away') await come(edge, number);

  const restored = await worldInMemory(backup);
  restored.clock.pass(20 * minute);
  for (const { acted, after, number } of numbered) if (acted === 'unmet') await act(restored, number, after, 3);
  const back = restored.edge(copyDisk(disk), { known: edge.queue() });
  back.plug();
  await restored.settle();
  restored.clock.pass(minute);
  for (const { acted, after, number } of numbered) if (acted === 'met') await act(restored, number, after, 3);
  await restored.settle();

  for (const one of numbered) {
    const [there, here] = await found(restored, back, one.number);
    const title = JSON.stringify(one);
    t.is(there, right(one), title);
    // Where a visit was moved to no longer matters to the office.
    if (there.startsWith('checkedIn')) t.regex(here, /^checkedIn /, title);
    else t.is(here, there, title);
  }
  await restored.close();
  await world.close();
});

test('F17: who did not come has lapsed at the hour that the forgotten past last told, and at no other (P60)', async (t) => {
  const numbered = inNumbers(cases.filter(({ after, acted, visit }) => after === null && acted === 'met' && visit === 'none'));
  const { world, disk, edge, backup } = await untilBackup(numbered);
  world.clock.pass(2 * hour);
  await edge.submit({ kind: 'tick' });
  await world.settle();
  const restored = await worldInMemory(backup);
  restored.clock.pass(3 * hour);
  const back = restored.edge(copyDisk(disk), { known: edge.queue() });
  back.plug();
  await restored.settle();
  for (const one of numbered) {
    const [there, here] = await found(restored, back, one.number);
    t.is(there, right(one).replace('confirmed today', 'lapsed today'), JSON.stringify(one));
    t.is(here, there, JSON.stringify(one));
  }
  await restored.close();
  await world.close();
});
