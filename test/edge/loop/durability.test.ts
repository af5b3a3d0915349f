import test from 'ava';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { officeOn } from './office-on.ts';

const takesNothing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};
const healed = (): undefined => undefined;

test('F2: an office on a read-only disk goes on giving numbers, says so to the staff, in the log and in the metrics, and is well again within 10 s', async (t) => {
  const disk = simulatedDisk();
  const { office, clock, press, settled, log, failures, journal } = await officeOn(disk);
  press('vozidla');
  await settled();
  t.deepEqual(office.views().staff.journal, { state: 'durable', since: '2026-11-23T07:10:00.000Z' });
  clock.advance(60_000);
  disk.onCall(takesNothing('EROFS'));
  press('vozidla');
  await settled();
  t.deepEqual(office.views().staff.journal, { state: 'volatile', since: '2026-11-23T07:11:00.000Z' });
  t.false(office.vitals().journalDurable);
  t.true(log.some((line) => line.startsWith('the journal is volatile')));
  t.deepEqual(
    office.views().staff.queue.map(({ number }) => number),
    ['A1', 'A2'],
  );
  t.is(office.vitals().unsentEvents, journal.last(), 'only what is on the disk waits to be sent');
  disk.onCall(healed);
  clock.advance(10_000);
  await settled();
  t.is(office.views().staff.journal.state, 'durable');
  t.is(journal.last(), journal.given());
  t.deepEqual(failures, []);
  disk.cutPower();
  const next = await officeOn(disk);
  t.deepEqual(
    next.office.views().staff.queue.map(({ number }) => number),
    ['A1', 'A2'],
  );
});

test('F4: an office on a broken disk shows nothing that it could not promise, and ends whoever asked', async (t) => {
  const disk = simulatedDisk();
  const { office, press, settled, failures } = await officeOn(disk);
  disk.onCall(takesNothing('EIO'));
  press('vozidla');
  await settled();
  t.deepEqual(office.views().staff.queue, []);
  t.is(failures.length, 1);
  await t.throwsAsync(office.act(1, { action: 'open' }));
  t.is(failures.length, 2);
});

test('F1: a snapshot taken in the middle of a group of appends loses none of them', async (t) => {
  const disk = simulatedDisk();
  const { office } = await officeOn(disk);
  const clicks = Array.from({ length: 3_001 }, (_, index) => office.act(1 + (index % 3), { action: 'pause' }));
  await Promise.all(clicks);
  t.true(disk.size('/data/snapshot-a.json') > 0);
  const before = JSON.stringify(office.queue());
  disk.cutPower();
  t.is(JSON.stringify((await officeOn(disk)).office.queue()), before);
});

test('F2: what is in memory only is in no snapshot', async (t) => {
  const disk = simulatedDisk();
  const { office, press, settled } = await officeOn(disk);
  disk.onCall((call, path) => (call === 'write' && path.endsWith('.journal') ? takesNothing('EROFS')() : undefined));
  press('vozidla');
  await settled();
  await office.close();
  t.is(disk.size('/data/snapshot-a.json') + disk.size('/data/snapshot-b.json'), 0);
});

test('F14 F17: an hour goes by, and entries older than 35 days that the cloud has are forgotten, others never', async (t) => {
  const disk = simulatedDisk();
  const segments = (): number => disk.list('/data/journal').filter((name) => name.endsWith('.journal')).length;
  const first = await officeOn(disk, '2026-11-23T08:10:00+01:00');
  for (let group = 0; group < 3; group++) {
    for (let click = 0; click < 8_000; click++) void first.office.act(1 + (click % 3), { action: 'pause' });
    await first.settled();
  }
  const [before, last] = [segments(), first.journal.last()];
  t.is(before, 4);
  disk.kill();
  const young = await officeOn(disk, '2026-12-27T08:10:00+01:00');
  await hour(young);
  t.is(segments(), before, 'the cloud has none of them');
  disk.kill();
  const unsent = await officeOn(disk, '2026-12-29T08:10:00+01:00');
  await hour(unsent);
  t.is(segments(), before, 'the cloud has still none of them');
  unsent.clock.setTrusted(false);
  unsent.link.setState('online');
  unsent.link.deliver({ kind: 'ack', body: { journal: unsent.journal.id, seq: last } });
  await hour(unsent);
  t.is(segments(), before, 'the clock is not trusted');
  unsent.clock.setTrusted(true);
  await hour(unsent);
  t.is(segments(), 2, 'the one before the newest may hold younger ones');
  t.true(unsent.journal.first > 1);
  t.is(unsent.journal.read(1, 1)[0]?.seq, unsent.journal.first);
});

async function hour({ clock, settled }: Awaited<ReturnType<typeof officeOn>>): Promise<void> {
  clock.advance(3_600_000);
  await settled();
}
