import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { nodeDisk } from '../../../edge/disk/node.ts';
import type { Disk } from '../../../edge/disk/port.ts';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';

/** What the port promises, on the real disk and on the simulated one: a test on the latter then says something about the former. */
const disks: readonly (readonly [string, () => Disk])[] = [
  ['the real disk', () => nodeDisk],
  ['the simulated disk', simulatedDisk],
];
const text = (disk: Disk, path: string): string => Buffer.from(disk.read(path)).toString();

for (const [name, make] of disks) {
  const inFolder = (
    title: string,
    run: (use: {
      disk: Disk;
      folder: string;
      path: string;
      is: (actual: unknown, expected: unknown) => void;
      throws: (call: () => void, code: string) => void;
    }) => void,
  ): void => {
    test(`${name} ${title}`, (t) => {
      const parent = mkdtempSync(join(tmpdir(), 'fronta-disk-'));
      t.teardown(() => rmSync(parent, { recursive: true }));
      const folder = join(parent, 'data');
      run({
        disk: make(),
        folder,
        path: join(folder, 'file'),
        is: (actual, expected) => t.deepEqual(actual, expected),
        throws: (call, code) => void t.throws(call, { code }),
      });
    });
  };

  inFolder('appends, cuts and reads back', ({ disk, folder, path, is }) => {
    is(disk.list(folder), []);
    const descriptor = disk.open(path);
    is(disk.write(descriptor, Buffer.from('promise')), 7);
    disk.sync(descriptor);
    disk.close(descriptor);
    const again = disk.open(path);
    disk.write(again, Buffer.from(' kept'));
    is(text(disk, path), 'promise kept');
    disk.truncate(again, 4);
    disk.write(again, Buffer.from('!'));
    is([text(disk, path), disk.size(path)], ['prom!', 5]);
    disk.close(again);
  });

  inFolder('renames over what is there, and removes what is not', ({ disk, folder, path, is }) => {
    disk.list(folder);
    for (const [file, bytes] of [
      [path, 'old'],
      [`${path}.new`, 'new'],
    ] as const) {
      const descriptor = disk.open(file);
      disk.write(descriptor, Buffer.from(bytes));
      disk.close(descriptor);
    }
    disk.rename(`${path}.new`, path);
    disk.syncFolder(folder);
    is([disk.list(folder), text(disk, path)], [['file'], 'new']);
    disk.remove(path);
    disk.remove(path);
    is([disk.list(folder), disk.size(path)], [[], 0]);
  });

  inFolder('says what is missing by its code', ({ disk, folder, path, throws }) => {
    disk.list(folder);
    throws(() => disk.read(path), 'ENOENT');
    throws(() => disk.rename(path, `${path}.new`), 'ENOENT');
    const descriptor = disk.open(path);
    disk.close(descriptor);
    throws(() => disk.sync(descriptor), 'EBADF');
  });

  inFolder('knows how much more it takes', ({ disk, folder, is }) => {
    disk.list(folder);
    is(disk.free(folder) > 0, true);
  });
}

test('F1: a power cut takes from the simulated disk what was not synced, names and removals included', (t) => {
  const disk = simulatedDisk();
  const write = (path: string, bytes: string, synced: boolean): void => {
    const descriptor = disk.open(path);
    disk.write(descriptor, Buffer.from(bytes));
    if (synced) disk.sync(descriptor);
    disk.close(descriptor);
  };
  write('/data/kept', 'synced', true);
  disk.syncFolder('/data');
  write('/data/kept', ' and lost', false);
  write('/data/nameless', 'synced without its name', true);
  disk.rename('/data/kept', '/data/renamed');
  disk.cutPower();
  t.deepEqual([disk.list('/data'), text(disk, '/data/kept')], [['kept'], 'synced']);
});

test('F3: a full simulated disk takes what still fits and then says ENOSPC', (t) => {
  const disk = simulatedDisk();
  disk.setCapacity(5);
  const descriptor = disk.open('/data/file');
  t.is(disk.write(descriptor, Buffer.from('promise')), 5);
  t.throws(() => disk.write(descriptor, Buffer.from('s')), { code: 'ENOSPC' });
  t.is(disk.free('/data'), 0);
});
