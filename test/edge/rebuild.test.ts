import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { type SimulatedDisk, simulatedDisk } from '../../edge/disk/simulated.ts';
import { DamagedJournal } from '../../edge/journal/recover-journal.ts';
import { verifyJournal } from '../../edge/journal/salvage.ts';
import { rebuild } from '../../edge/rebuild.ts';
import { officeOn } from './loop/office-on.ts';

const segment = '/data/journal/000000000001.journal';
const moment = { wall: Date.parse('2026-11-23T08:00:00Z'), steady: 9_000_000, clockTrusted: true };
const rebuildOn = (disk: SimulatedDisk) =>
  rebuild({ disk, data: '/data', settings: exampleOffice, mintId: () => 'd'.repeat(32), now: () => moment });

/** An office that gave numbers before and after its last snapshot, as a killed process leaves it. */
async function officeWithTickets(): Promise<{ disk: SimulatedDisk; given: readonly string[] }> {
  const disk = simulatedDisk();
  const first = await officeOn(disk);
  for (const service of ['vozidla', 'dovozy']) first.press(service);
  await first.settled();
  await first.office.close();
  const second = await officeOn(disk);
  for (let ticket = 0; ticket < 6; ticket++) {
    second.clock.advance(3_000);
    second.press('vozidla');
    await second.settled();
  }
  disk.kill();
  return { disk, given: second.office.views().staff.queue.map(({ number }) => number) };
}

/** A byte of the entry that gave this number is no longer what it was. */
function damage(disk: SimulatedDisk, number: string): void {
  const bytes = Buffer.from(disk.bytes(segment));
  const place = bytes.indexOf(`"number":"${number}","day"`);
  bytes[place] = 0;
  disk.setBytes(segment, bytes);
}

test('a journal damaged in its middle is refused until it is rebuilt; then what is intact is there and no number is given twice', async (t) => {
  const { disk, given } = await officeWithTickets();
  t.deepEqual(given, ['A1', 'B1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7']);
  damage(disk, 'A4');
  await t.throwsAsync(officeOn(disk), { instanceOf: DamagedJournal, message: /after entry \d+: checksum .*fronta rebuild/ });
  t.regex(verifyJournal(disk, '/data/journal')[0]!.loss!, /checksum/);
  const rebuilt = await rebuildOn(disk);
  t.is(rebuilt.journal, 'd'.repeat(32));
  t.true(rebuilt.left > 0);
  t.true(disk.list(rebuilt.aside).includes('000000000001.journal'), 'the damaged file is kept for whoever wants to look');
  const office = await officeOn(disk, '2026-11-23T09:00:00+01:00');
  office.press('vozidla');
  await office.settled();
  t.deepEqual(
    office.office.views().staff.queue.map(({ number }) => number),
    ['A1', 'B1', 'A2', 'A3', 'A9001'],
  );
  t.is(verifyJournal(disk, '/data/journal')[0]!.loss, null);
});

test('F18: with both snapshots and the journal damaged a rebuild still begins beyond every number that can be read', async (t) => {
  const { disk } = await officeWithTickets();
  for (const name of ['a', 'b']) disk.setBytes(`/data/snapshot-${name}.json`, Buffer.from('{'));
  const bytes = Buffer.from(disk.bytes(segment));
  bytes.fill(0, 0, 300);
  disk.setBytes(segment, bytes);
  const rebuilt = await rebuildOn(disk);
  t.is(rebuilt.unreadable.length, 2);
  t.is(rebuilt.from, null);
  const office = await officeOn(disk, '2026-11-23T09:00:00+01:00');
  office.press('vozidla');
  await office.settled();
  t.deepEqual(
    office.office.views().staff.queue.map(({ number }) => number),
    ['A9001'],
  );
});

test('a second rebuild of one day begins beyond the block of the first', async (t) => {
  const { disk } = await officeWithTickets();
  await rebuildOn(disk);
  const office = await officeOn(disk, '2026-11-23T09:00:00+01:00');
  office.press('vozidla');
  await office.settled();
  disk.kill();
  t.is((await rebuildOn(disk)).numbersAfter, 9_100);
});

test('F1: the power may go at any step of a rebuild: the next start is refused or has everything, and another rebuild goes through', async (t) => {
  for (let n = 1; ; n++) {
    const { disk } = await officeWithTickets();
    damage(disk, 'A4');
    let count = 0;
    disk.onCall(() => {
      if (++count >= n) throw new Error('the power is gone');
      return undefined;
    });
    const whole = await rebuildOn(disk).then(
      () => true,
      () => false,
    );
    disk.onCall(() => undefined);
    disk.cutPower(() => 0, n % 2 === 0 ? 'lost' : 'kept');
    const start = await officeOn(disk, '2026-11-23T09:00:00+01:00').catch((error: Error) => error);
    if (start instanceof Error) {
      t.true(start instanceof DamagedJournal, `${n}: ${start.message}`);
      await t.notThrowsAsync(rebuildOn(disk));
    }
    disk.kill();
    const office = await officeOn(disk, '2026-11-23T09:00:00+01:00');
    office.press('vozidla');
    await office.settled();
    const numbers = office.office.views().staff.queue.map(({ number }) => number);
    t.true(Number(numbers.at(-1)!.slice(1)) > 500, `${n}: ${numbers}`);
    t.true(numbers.length >= 3, `${n}: ${numbers}`);
    if (whole) break;
  }
});
