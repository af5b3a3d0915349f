import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import test from 'ava';
import { nodeDisk } from '../../../edge/disk/node.ts';
import { type SimulatedDisk, simulatedDisk } from '../../../edge/disk/simulated.ts';
import { twoGenerations } from '../../../edge/state/two-generations.ts';

const snapshot = (seq: number) => ({ journal: 'a'.repeat(32), seq, acked: 0, queue: { note: `after ${seq}` } });

async function inFolder(
  use: (folder: string, open: () => ReturnType<typeof twoGenerations>, told: string[]) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-'));
  const told: string[] = [];
  try {
    await use(folder, () => twoGenerations(nodeDisk, folder, (problem) => told.push(problem)), told);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('the newest snapshot is found again', (t) =>
  inFolder(async (_, open) => {
    t.is(await open().load(), null);
    for (const seq of [10, 20, 30]) {
      const snapshots = open();
      await snapshots.load();
      await snapshots.save(snapshot(seq));
    }
    t.deepEqual(await open().load(), snapshot(30));
  }));

test('an unreadable newest snapshot costs time, nothing else: the generation before is used and the damage told', (t) =>
  inFolder(async (folder, open, told) => {
    const snapshots = open();
    await snapshots.save(snapshot(10));
    await snapshots.save(snapshot(20));
    const newest = (
      await Promise.all((await readdir(folder)).map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })))
    ).find(({ text }) => text.includes('after 20'))!;
    for (let offset = 0; offset < newest.text.length - 1; offset += 7) {
      await writeFile(join(folder, newest.name), newest.text.slice(0, offset));
      t.deepEqual(await open().load(), snapshot(10), `cut at ${offset}`);
    }
    t.regex(told.at(-1)!, /snapshot-[ab]\.json is unreadable/);
  }));

test('a save that fails leaves both generations as they were', (t) =>
  inFolder(async (folder, open) => {
    const snapshots = open();
    await snapshots.save(snapshot(10));
    const circular: { self?: unknown } = {};
    circular.self = circular;
    await t.throwsAsync(snapshots.save({ ...snapshot(20), queue: circular }));
    t.deepEqual(await open().load(), snapshot(10));
    t.deepEqual(
      (await readdir(folder)).filter((name) => name.endsWith('.new')),
      [],
    );
  }));

const names = ['snapshot-a.json', 'snapshot-b.json'];
const large = (seq: number) => ({ ...snapshot(seq), queue: { note: 'Ž'.repeat(500), seq } });

/** Two generations, the first older; `damage` is done to the file of one of them, and the answer is what a start then loads. */
async function generations(): Promise<{ disk: SimulatedDisk; load: () => Promise<number | null>; told: string[] }> {
  const disk = simulatedDisk();
  const told: string[] = [];
  const snapshots = twoGenerations(disk, '/data', () => undefined);
  await snapshots.save(large(10));
  await snapshots.save(large(20));
  const load = async (): Promise<number | null> =>
    (await twoGenerations(disk, '/data', (problem) => told.push(problem)).load())?.seq ?? null;
  return { disk, load, told };
}

for (const [index, name] of names.entries())
  test(`F1: the ${index === 0 ? 'older' : 'newer'} generation cut at every offset or with every single bit flipped is noticed, and the other one is used`, async (t) => {
    const { disk, load, told } = await generations();
    const path = `/data/${name}`;
    const bytes = Buffer.from(disk.bytes(path));
    const other = index === 0 ? 20 : 10;
    const check = async (damaged: Uint8Array, what: string): Promise<void> => {
      told.length = 0;
      disk.setBytes(path, damaged);
      const seq = await load();
      if (seq !== other || told.length !== 1) t.fail(`${what}: ${seq} ${told}`);
    };
    for (let length = 0; length < bytes.length; length++) await check(bytes.subarray(0, length), `cut at ${length}`);
    for (let place = 0; place < bytes.length * 8; place++) {
      const damaged = Buffer.from(bytes);
      damaged[place >> 3]! ^= 1 << (place & 7);
      await check(damaged, `bit ${place}`);
    }
    for (const tail of [Buffer.alloc(512), Buffer.from('\n'), bytes])
      await check(Buffer.concat([bytes, tail]), `${tail.length} bytes behind it`);
    disk.setBytes(path, bytes);
    t.is(await load(), 20);
  });

test('F1: with both generations damaged there is no snapshot, and both are told', async (t) => {
  const { disk, load, told } = await generations();
  for (const name of names) disk.setBytes(`/data/${name}`, disk.bytes(`/data/${name}`).subarray(1));
  t.is(await load(), null);
  t.is(told.length, 2);
});

test('F30: a snapshot in a form of a later version is set aside with its reason, and the other one is read', (t) =>
  inFolder(async (folder, open, told) => {
    const snapshots = open();
    for (const seq of [10, 20]) await snapshots.save(snapshot(seq));
    const path = join(folder, 'snapshot-b.json');
    const later = JSON.stringify({ ...snapshot(20), form: 2 });
    await writeFile(path, `${crc32(later).toString(16).padStart(8, '0')}\n${later}\n`);
    t.deepEqual(await open().load(), snapshot(10));
    t.is(told.length, 1);
    t.regex(told[0]!, /a later version wrote it, in form 2; this one reads form 1/);
  }));
