import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Architecture, compilerFor, nodeArch } from './architecture.ts';
import { nodeRuntime } from './node-runtime.ts';
import type { Staging } from './staging.ts';

/** The packages that the edge loads where its configuration names a device; all else is in its bundle (edge/bundle/bundle.ts). */
const roots = ['onoff', 'modbus-serial', '@node-escpos/usb-adapter'];
/** Needed to compile, never to run. */
const leftOut = /^(@types\/|nan$|node-addon-api$|@serialport\/binding-mock$)/;
/** What of a package runs; tests, sources of compiled parts, types, maps and papers do not. Its licence stands in the copyright file. */
const runs = (inside: string): boolean =>
  /\.(js|cjs|mjs|json)$/.test(inside) &&
  !/^(test|tests|example|examples|src|libusb|libusb_config|scripts|build|\.github)\//.test(inside) &&
  !/^(bin|build-test|optional)\.js$/.test(inside);

/** Puts the drivers' packages with their compiled parts for one architecture into `path`; answers their folders below node_modules. */
export function putDrivers(root: string, staging: Staging, path: string, architecture: Architecture): readonly string[] {
  const folders = closure(root, roots);
  for (const folder of folders) {
    const from = join(root, folder);
    if (!existsSync(from))
      throw new Error(`${folder} is not installed; run "npm ci" (onoff is compiled: "npm run native" says what it lacks)`);
    const to = join(path, folder);
    staging.copyFolder(from, to, runs);
    const prebuilds = `prebuilds/linux-${nodeArch[architecture]}`;
    if (existsSync(join(from, prebuilds)))
      staging.copyFolder(join(from, prebuilds), join(to, prebuilds), (inside) => !inside.includes('musl'));
  }
  compileEpoll(root, staging, join(path, 'node_modules/epoll/build/Release/epoll.node'), architecture);
  return folders;
}

type Locked = Readonly<Record<string, { dependencies?: object; optionalDependencies?: object }>>;

/** The packages and all that they need, as the lock places them. */
function closure(root: string, names: readonly string[]): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Locked };
  const found = new Set<string>();
  const queue: (readonly [from: string, name: string])[] = names.map((name) => ['', name]);
  for (const [from, name] of queue) {
    if (leftOut.test(name)) continue;
    const place = placeOf(packages, from, name);
    if (found.has(place)) continue;
    found.add(place);
    const { dependencies, optionalDependencies } = packages[place]!;
    queue.push(...Object.keys({ ...dependencies, ...optionalDependencies }).map((needed) => [place, needed] as const));
  }
  return [...found].toSorted();
}

/** Where Node finds a package from another one: in its own node_modules, else in those above it. */
function placeOf(packages: Locked, from: string, name: string): string {
  const place = join(from, 'node_modules', name);
  if (packages[place]) return place;
  if (from === '') throw new Error(`package-lock.json does not know ${name}`);
  return placeOf(packages, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}

/** onoff's epoll is the one part that its package does not bring ready made. Compiled as its binding.gyp says, with Node's own headers. */
function compileEpoll(root: string, staging: Staging, path: string, architecture: Architecture): void {
  const source = join(root, 'node_modules/epoll/src');
  const headers = join(nodeRuntime(root, architecture), 'include/node');
  const into = join(staging.folder, path);
  mkdirSync(dirname(into), { recursive: true });
  const defines = ['NODE_GYP_MODULE_NAME=epoll', 'BUILDING_NODE_EXTENSION', 'V8_DEPRECATION_WARNINGS'].map((name) => `-D${name}`);
  const warnings = ['-Wno-deprecated-declarations', '-Wno-cast-function-type'];
  const hardened = ['-fstack-protector-strong', '-D_FORTIFY_SOURCE=2', '-Wl,-z,relro,-z,now', '-Wl,--build-id=none', '-s'];
  execFileSync(
    compilerFor(architecture).program,
    [
      ...['-std=gnu++20', '-O2', '-fPIC', '-shared', '-pthread', '-fno-rtti', '-fno-exceptions', `-ffile-prefix-map=${root}=.`],
      ...[...defines, ...warnings, ...hardened, `-I${headers}`, `-I${join(root, 'node_modules/nan')}`],
      ...[join(source, 'epoll.cc'), '-o', into],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
}
