import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { nodeDisk } from '../../../edge/disk/node.ts';
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
