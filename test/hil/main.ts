import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { freshBundle } from '../../edge/bundle/bundle.ts';
import { writeCard } from './card.ts';
import { firstDisk } from './first-disk.ts';
import { prepareKernel, releaseWithHeaders, sourceArchive } from './kernel.ts';
import { runMachine } from './machine.ts';

/** Longest that the machine may run, milliseconds: a quiet machine needs a fifth of it, one shared by many all of it. */
const limitMs = 12 * 60_000;
/** The status by which a test says that it could not run, as Automake has it. */
const skipped = 77;

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/fronta/hil');

async function main(): Promise<number> {
  const missing = whatIsMissing();
  if (missing !== null) {
    const mustRun = process.env.FRONTA_CI === '1';
    console.log(`hil: ${mustRun ? 'FAILED' : 'SKIPPED'}, nothing was tested: ${missing}`);
    return mustRun ? 1 : skipped;
  }
  const release = releaseWithHeaders()!;
  await freshBundle();
  await bundleStories();
  execFileSync('make', ['--silent', '-C', join(root, 'firmware'), 'host'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const kernel = prepareKernel(release, sourceArchive(release)!, cache);
  const folder = mkdtempSync(join(tmpdir(), 'fronta-hil-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const disk = join(folder, 'first-disk.gz');
  writeFileSync(disk, firstDisk(kernel));
  const card = join(folder, 'card');
  mkdirSync(card);
  await writeCard(card);
  return told({ kernel: kernel.image, firstDisk: disk, shares: { usr: '/usr', repo: root, card } });
}

/** The stories as one file: an emulated processor is a minute over what it would have to read otherwise. */
async function bundleStories(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/hil/guest/main.ts'],
    outfile: join(cache, 'guest.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
}

async function told(machine: Omit<Parameters<typeof runMachine>[0], 'limitMs' | 'onLine'>): Promise<number> {
  let ending: string | null = null;
  const end = await runMachine({
    ...machine,
    limitMs,
    onLine: (line) => {
      console.log(line);
      ending = /^hil: main\.ts ended with (\d+)/.exec(line)?.[1] ?? ending;
    },
  });
  if (end === 'in-time' && ending === '0') return 0;
  if (end === 'cut-off') console.log(`hil: the machine was not done after ${limitMs / 60_000} minutes`);
  else if (end !== 'in-time') console.log(`hil: ${end.failed}`);
  else if (ending === null) console.log('hil: the machine switched itself off before its stories were told');
  return 1;
}

/** One sentence on what is missing and how to get it, or `null`. */
function whatIsMissing(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `it needs Linux on x64, this is ${process.platform} on ${process.arch}`;
  const packages = Object.entries({
    'qemu-system-x86_64': 'qemu-system-x86',
    busybox: 'busybox-static',
    udevadm: 'udev',
    gpiomon: 'gpiod',
    make: 'make',
    gcc: 'gcc',
    xz: 'xz-utils',
    'dpkg-deb': 'dpkg',
  }).flatMap(([program, name]) => (isInstalled(program) ? [] : [name]));
  const release = releaseWithHeaders();
  if (release === null) packages.push('linux-headers-amd64');
  if (release === null || sourceArchive(release) === null)
    packages.push(`linux-source${release ? `-${/^\d+\.\d+/.exec(release)![0]}` : ''}`);
  if (packages.length > 0) return `not installed: apt-get install ${packages.join(' ')}`;
  const onoff = spawnSync(process.execPath, ['--eval', "await import('onoff')"], { cwd: root, stdio: 'ignore' });
  return onoff.status === 0 ? null : `onoff is not compiled for Node ${process.version}: npm run native`;
}

const isInstalled = (program: string): boolean =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/bin'].some((folder) => {
    const path = join(folder, program);
    if (!existsSync(path)) return false;
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

// Ended from outside, it leaves neither a machine nor a folder behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exitCode = await main();
