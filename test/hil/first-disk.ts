import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Kernel } from './kernel.ts';

/** What the machine needs before it sees the folders of this one: the way to them, the buses, and the gadgets that stand for the devices. */
const wantedModules = [
  'configfs',
  'virtio_pci',
  '9pnet_virtio',
  '9p',
  'dummy_hcd',
  'libcomposite',
  'usb_f_printer',
  'usb_f_acm',
  'cdc_acm',
  'usblp',
];

/** The first file system of the machine: a shell, the kernel's modules in the order they are to be loaded, and `guest/init`. */
export function firstDisk(kernel: Kernel): Buffer {
  const modules = inOrder(modulesBelow(kernel.modules));
  return gzipSync(
    Buffer.concat([
      ...['bin', 'proc', 'sys', 'dev', 'tmp', 'run', 'etc', 'usr', 'repo', 'card', 'modules', 'shell'].map((name) => entry(name, null)),
      entry('shell/busybox', readFileSync('/bin/busybox')),
      entry('init', readFileSync(new URL('guest/init', import.meta.url))),
      // The names of accounts and groups, to which udev gives the devices.
      entry('etc/passwd', readFileSync('/etc/passwd')),
      entry('etc/group', readFileSync('/etc/group')),
      ...modules.map((path, index) => entry(`modules/${String(index).padStart(2, '0')}-${moduleName(path)}.ko`, moduleBytes(path))),
      entry(`modules/${modules.length}-gpio_sim.ko`, readFileSync(kernel.gpioSim)),
      entry('TRAILER!!!', null),
    ]),
    { level: 1 },
  );
}

const moduleName = (path: string): string =>
  basename(path)
    .replace(/\.ko.*$/, '')
    .replaceAll('-', '_');
const moduleBytes = (path: string): Buffer =>
  path.endsWith('.xz') ? execFileSync('xz', ['-dc', path], { maxBuffer: 1 << 26 }) : readFileSync(path);

const modulesBelow = (folder: string): ReadonlyMap<string, string> =>
  new Map(globSync(join(folder, 'kernel/**/*.ko*')).map((path) => [moduleName(path), path]));

/** Every module after those it depends on. One that is not there is built in. */
function inOrder(known: ReadonlyMap<string, string>): readonly string[] {
  const order = new Set<string>();
  const add = (name: string): void => {
    const path = known.get(name);
    if (path === undefined || order.has(path)) return;
    for (const other of dependencies(moduleBytes(path))) add(other);
    order.add(path);
  };
  for (const name of wantedModules) add(name);
  return [...order];
}

/** A module says in its own words what it depends on. */
function dependencies(module: Buffer): readonly string[] {
  const said = /\0depends=([^\0]*)\0/.exec(module.toString('latin1'))?.[1] ?? '';
  return said === '' ? [] : said.split(',').map((name) => name.replaceAll('-', '_'));
}

const isFolder = 0o040755;
const isProgram = 0o100755;

/** One file, or a folder (`null`), in the format "newc" of cpio, which the kernel unpacks [Linux, early-userspace/buffer-format]. */
function entry(name: string, content: Buffer | null): Buffer {
  const isEnd = name === 'TRAILER!!!';
  const mode = isEnd ? 0 : content === null ? isFolder : isProgram;
  const numbers = [0, mode, 0, 0, 1, 0, content?.length ?? 0, 0, 0, 0, 0, name.length + 1, 0];
  const header = `070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([padded(Buffer.from(`${header}${name}\0`, 'latin1')), padded(content ?? Buffer.alloc(0))]);
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
