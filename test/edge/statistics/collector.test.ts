import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { type SimulatedDisk, simulatedDisk } from '../../../edge/disk/simulated.ts';
import { openJournal } from '../../../edge/journal/disk-journal.ts';
import type { Journal } from '../../../edge/journal/port.ts';
import { daysFile } from '../../../edge/state/days-file.ts';
import { collectorOf } from '../../../edge/statistics/collector.ts';
import type { Statistics } from '../../../edge/statistics/port.ts';
import { type RecordedOffice, recordedOffice } from '../contract/statistics/recorded-office.ts';
import { monday } from '../core/scenario.ts';

type Kiosk = {
  readonly here: RecordedOffice;
  readonly disk: SimulatedDisk;
  readonly told: string[];
  /** What happened since is safe in the journal. */
  written(): Promise<void>;
  /** As a start of the daemon would open it. */
  statistics(): Statistics;
  journal(): Journal;
  /** Another journal from here on, as after a rebuild. */
  replaceJournal(): void;
};

function kiosk(): Kiosk {
  const disk = simulatedDisk();
  const told: string[] = [];
  const here = recordedOffice({}, monday('08:10'));
  let folder = '/data/journal';
  let mint = 'a'.repeat(32);
  const open = (): Journal => openJournal({ disk, folder, mintId: () => mint, after: 0, segmentBytesMax: 4_000 }).journal;
  let journal = open();
  let done = 0;
  return {
    here,
    disk,
    told,
    journal: () => journal,
    async written() {
      for (const { name, data, time, steadyMs, clockTrusted } of here.records().slice(done))
        await journal.append([{ name, data } as never], { wall: Date.parse(time), steady: steadyMs, clockTrusted }).durable;
      done = here.records().length;
    },
    statistics: () =>
      collectorOf({
        journal,
        file: daysFile(disk, '/data', (problem) => told.push(problem)),
        settings: () => exampleOffice,
        reservationOf: () => null,
        breathe: () => new Promise((resolve) => void setImmediate(resolve)),
        warn: (problem) => told.push(problem),
      }),
    replaceJournal() {
      folder = '/data/journal-2';
      mint = 'b'.repeat(32);
      journal = open();
    },
  };
}

/** One visitor, from the press to the end at the counter. */
function visitor({ here }: Kiosk): void {
  here.takes('vozidla');
  here.passes(5);
  here.clerk(1, 'next');
  here.passes(7);
  here.clerk(1, 'finish');
}

const served = (days: Awaited<ReturnType<Statistics['collect']>>) => days.map(({ day, total }) => [day, total.served ?? 0]);

test('the day that goes on is counted as far as it went, a closed one for good, also by a daemon that was started since', async (t) => {
  const office = kiosk();
  office.here.clerk(1, 'open');
  visitor(office);
  await office.written();
  t.deepEqual(served(await office.statistics().collect()), [['2026-11-23', 1]]);
  office.here.passes(24 * 60);
  visitor(office);
  visitor(office);
  await office.written();
  const days = [
    ['2026-11-23', 1],
    ['2026-11-24', 2],
  ];
  t.deepEqual(served(await office.statistics().collect()), days);
  t.deepEqual(served(await office.statistics().collect()), days);
  t.deepEqual(office.told, []);
});

test('closed days are read from their file and no more from the journal, which may have forgotten them', async (t) => {
  const office = kiosk();
  office.here.clerk(1, 'open');
  for (let day = 0; day < 3; day++) {
    for (let count = 0; count < 4; count++) visitor(office);
    office.here.passes(24 * 60);
  }
  visitor(office);
  await office.written();
  const before = served(await office.statistics().collect());
  t.is(before.length, 4);
  const opened = office.here.records().findLast(({ name }) => name === 'day.opened');
  t.true(office.journal().forget(opened?.seq ?? 0, Number.MAX_SAFE_INTEGER) > 0);
  t.deepEqual(served(await office.statistics().collect()), before);
});

test('a damaged file costs nothing but the counting', async (t) => {
  const office = kiosk();
  office.here.clerk(1, 'open');
  visitor(office);
  office.here.passes(24 * 60);
  visitor(office);
  await office.written();
  const before = await office.statistics().collect();
  office.disk.remove('/data/statistics.json');
  const descriptor = office.disk.open('/data/statistics.json');
  office.disk.write(descriptor, Buffer.from('{"days":'));
  office.disk.close(descriptor);
  t.deepEqual(await office.statistics().collect(), before);
  t.regex(office.told.join(), /statistics\.json is unreadable/);
});

test('days of a journal that was replaced stay, and the new one is counted from its beginning (F18)', async (t) => {
  const office = kiosk();
  office.here.clerk(1, 'open');
  visitor(office);
  office.here.passes(24 * 60);
  await office.written();
  await office.statistics().collect();
  office.replaceJournal();
  office.here.passes(24 * 60);
  visitor(office);
  await office.written();
  t.deepEqual(served(await office.statistics().collect()), [
    ['2026-11-23', 1],
    ['2026-11-25', 1],
  ]);
});

test('more than 35 days are not kept', async (t) => {
  const office = kiosk();
  for (let day = 0; day < 40; day++) {
    office.here.takes('vozidla');
    office.here.passes(24 * 60);
  }
  office.here.takes('vozidla');
  await office.written();
  const days = await office.statistics().collect();
  t.is(days.length, 36, 'and the day that goes on');
  t.is(days.at(-1)?.day, '2027-01-02');
});

test('the facts of a day are told in their order, of a closed one and of the one that goes on', async (t) => {
  const office = kiosk();
  office.here.clerk(1, 'open');
  visitor(office);
  office.here.passes(24 * 60);
  visitor(office);
  await office.written();
  const statistics = office.statistics();
  for (const day of ['2026-11-23', '2026-11-24']) {
    const facts = await statistics.factsOf(day);
    t.is(facts[0]?.name, 'day.opened');
    t.deepEqual(
      facts.flatMap((fact) => (fact.name === 'ticket.issued' ? [fact.data.day] : [])),
      [day],
    );
  }
  t.deepEqual(await statistics.factsOf('2026-11-01'), []);
});

test('several who ask at once are answered together', async (t) => {
  const office = kiosk();
  visitor(office);
  await office.written();
  let loads = 0;
  const statistics = collectorOf({
    journal: office.journal(),
    file: {
      async load() {
        loads++;
        return null;
      },
      save: async () => undefined,
    },
    settings: () => exampleOffice,
    reservationOf: () => null,
    breathe: async () => undefined,
    warn: () => undefined,
  });
  await Promise.all([statistics.collect(), statistics.collect(), statistics.factsOf('2026-11-23')]);
  t.is(loads, 1);
});
