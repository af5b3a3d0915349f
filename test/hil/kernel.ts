import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A stock Debian kernel that can be booted here, with the one module that Debian leaves out. */
export type Kernel = {
  /** Such as `6.1.0-56-amd64`. */
  readonly release: string;
  readonly image: string;
  /** The folder with all of its modules. */
  readonly modules: string;
  readonly gpioSim: string;
};

/** The release whose headers are installed, the newest by name; `null` without any. */
export function releaseWithHeaders(): string | null {
  const folder = '/lib/modules';
  if (!existsSync(folder)) return null;
  const releases = readdirSync(folder).filter((name) => name.endsWith('-amd64') && existsSync(join(folder, name, 'build')));
  return releases.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? null;
}

/** The kernel's own sources as Debian packs them; `null` without. */
export function sourceArchive(release: string): string | null {
  const path = `/usr/src/linux-source-${/^\d+\.\d+/.exec(release)![0]}.tar.xz`;
  return existsSync(path) ? path : null;
}

/** Unpacks the kernel's package, which need not be installed, and builds gpio-sim; what was made before in `cache` is taken again. */
export function prepareKernel(release: string, archive: string, cache: string): Kernel {
  const folder = join(cache, release);
  mkdirSync(folder, { recursive: true });
  const root = made(join(folder, 'package'), (path) => unpackKernel(release, path));
  const gpioSim = made(join(folder, 'gpio-sim'), (path) => buildGpioSim(release, archive, path));
  const modules = [join(root, 'usr/lib/modules', release), join(root, 'lib/modules', release)].find(existsSync)!;
  return { release, image: join(root, 'boot', `vmlinuz-${release}`), modules, gpioSim: join(gpioSim, 'gpio-sim.ko') };
}

/** Makes the folder beside its place and moves it there when it is whole. */
function made(path: string, make: (path: string) => void): string {
  if (existsSync(path)) return path;
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  make(unfinished);
  renameSync(unfinished, path);
  return path;
}

function unpackKernel(release: string, folder: string): void {
  run('apt-get', ['download', `linux-image-${release}`], folder);
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'))!;
  run('dpkg-deb', ['-x', archive, '.'], folder);
  rmSync(join(folder, archive));
}

/**
 * gpio-sim is in every kernel's sources, but Debian builds neither it nor the interrupt simulator below it: both become one module.
 * `irq_to_desc` is not there for modules; the call that is does the same here.
 */
function buildGpioSim(release: string, archive: string, folder: string): void {
  const wanted = ['drivers/gpio/gpio-sim.c', 'drivers/gpio/gpiolib.h', 'kernel/irq/irq_sim.c'];
  run('tar', ['-xJf', archive, '--strip-components=1', '--wildcards', ...wanted.map((path) => `*/${path}`)], folder);
  copyFileSync(join(folder, wanted[0]!), join(folder, 'gpio-sim-main.c'));
  copyFileSync(join(folder, wanted[1]!), join(folder, 'gpiolib.h'));
  const simulator = readFileSync(join(folder, wanted[2]!), 'utf8');
  writeFileSync(join(folder, 'irq-sim.c'), simulator.replaceAll('irq_to_desc(irqnum)', 'irq_data_to_desc(irq_get_irq_data(irqnum))'));
  writeFileSync(join(folder, 'Kbuild'), 'obj-m := gpio-sim.o\ngpio-sim-y := gpio-sim-main.o irq-sim.o\n');
  // Type information for the kernel's tracers needs a program that is not there, and nobody traces here.
  run('make', ['-s', '-C', `/lib/modules/${release}/build`, `M=${folder}`, 'CONFIG_DEBUG_INFO_BTF_MODULES=', 'modules'], folder);
  run('strip', ['--strip-debug', 'gpio-sim.ko'], folder);
}

function run(program: string, args: readonly string[], cwd: string): void {
  execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
}
