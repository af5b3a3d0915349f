import { execFile, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { signRelease } from '../../systemd/packages/sign.ts';
import { bootContainer } from './container.ts';
import { kioskIn } from './kiosk.ts';
import { reissue } from './reissue.ts';
import { type Packages, stories, versions } from './stories.ts';
import { type Story, tell } from './tell.ts';

/**
 * `npm run appliance`: the packages on a bare Debian with systemd, in a container without a network. `--base FILE` keeps that Debian's archive
 * for the next run, `--patient` has no limit of time. Ends with 77, as Automake has it, where the machine cannot boot a container.
 */
const skipped = 77;
/** No further story is begun after this, milliseconds from the start; the longest takes about one minute. */
const limitMs = 5 * 60_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
/** The release that Raspberry Pi OS builds on, and beyond the least of Debian what the packages depend on. */
const suite = 'bookworm';
const included = 'systemd,systemd-sysv,dbus,udev,libatomic1';
const tools = {
  'systemd-nspawn': 'systemd-container',
  mmdebstrap: 'mmdebstrap',
  lintian: 'lintian',
  nsenter: 'util-linux',
  'dpkg-deb': 'dpkg',
  'g++': 'g++',
};

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { base: { type: 'string' }, patient: { type: 'boolean', default: false } } });
  const missing = whatIsMissing();
  if (missing !== null) return skip(missing);
  const folder = mkdtempSync(join(tmpdir(), 'fronta-appliance-'));
  try {
    const archive = values.base ? resolve(values.base) : join(folder, 'base.tar');
    const base = existsSync(archive) ? Promise.resolve(null) : makeBase(archive);
    const debs = join(folder, 'debs');
    mkdirSync(debs);
    const packages = await prepare(folder, debs);
    const trouble = await base;
    if (trouble !== null) return skip(trouble);
    const lintian = said('lintian', [...strict, join(debs, packages.edge), join(debs, packages.cloud)]);
    const container = await bootContainer({ archive, folder: join(folder, 'machine'), debs }).catch((error: Error) => error);
    if (container instanceof Error) return skip(`no container boots here: ${container.message}`);
    try {
      const kiosk = kioskIn(container);
      return (await tell([...stories(packages), looked(lintian)], kiosk, kiosk.log, values.patient ? Number.POSITIVE_INFINITY : limitMs))
        ? 0
        : 1;
    } finally {
      await container.end();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function skip(why: string): number {
  console.log(`appliance: SKIPPED, nothing was tested: ${why}`);
  return skipped;
}

function whatIsMissing(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `it needs Linux on x64, this is ${process.platform} on ${process.arch}`;
  if (process.getuid?.() !== 0) return 'it needs root, to boot a container';
  const packages = Object.entries(tools).flatMap(([program, debian]) =>
    spawnSync(program, ['--version'], { stdio: 'ignore' }).error ? [debian] : [],
  );
  return packages.length === 0 ? null : `not installed: apt-get install ${packages.join(' ')}`;
}

/** Packages of a test are not compressed, to be made in a tenth of the time. */
const quick = ['control', 'data'].map((part) => `uses-no-compression-for-${part}-tarball`).join(',');
const strict = ['--no-cfg', '--allow-root', '--fail-on=error', `--suppress-tags=${quick}`];

/** `isCut`: it was not done in its time, and says nothing. */
type Said = { readonly isFine: boolean; readonly isCut: boolean; readonly text: string };

/** Runs a program beside everything else; never rejects. */
const said = (program: string, args: readonly string[], timeout = 300_000): Promise<Said> =>
  new Promise((resolve) => {
    execFile(program, args, { timeout, maxBuffer: 16 * 1024 * 1024 }, (error, out, err) =>
      resolve({ isFine: error === null, isCut: error?.killed === true, text: `${out}${err}${error?.message ?? ''}` }),
    );
  });

const looked = (lintian: Promise<Said>): Story<unknown> => ({
  title: 'lintian finds no error in either package',
  async happens() {
    const { isFine, isCut, text } = await lintian;
    if (isCut) console.log('  - appliance › SKIPPED, this machine is too slow: what lintian says');
    else if (!isFine) throw new Error(text);
  },
});

/** The least Debian that systemd starts, as an archive. Answers why there is none, or `null`. */
async function makeBase(archive: string): Promise<string | null> {
  const without = ['man', 'locale', 'doc'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
  const options = ['--variant=apt', '--mode=root', '--quiet', `--include=${included}`, '--aptopt=Acquire::Languages "none"', ...without];
  const { isFine, text } = await said('mmdebstrap', [...options, suite, archive], 240_000);
  if (isFine) return null;
  rmSync(archive, { force: true });
  return `no Debian mirror gave a ${suite}: ${text.trim().split('\n').slice(-2).join(' ')}`;
}

/** Builds the packages, and of the edge's those with later numbers; signs them as releases. */
async function prepare(folder: string, debs: string): Promise<Packages> {
  const key = keyIn(folder, 'own.pem');
  const build = [join(root, 'systemd/packages/main.ts'), '--arch', 'amd64', '--fast', '--out', debs, '--key', key];
  const built = await said(process.execPath, build);
  if (!built.isFine) throw new Error(`the packages cannot be built: ${built.text}`);
  const find = (name: string): string => readdirSync(debs).find((file) => file.startsWith(`${name}_`) && file.endsWith('.deb'))!;
  const edge = find('fronta-edge');
  const release = (name: string, version: string, isBroken: boolean, signedWith: string): string => {
    const at = join(debs, name);
    mkdirSync(at);
    signRelease({ file: reissue(join(debs, edge), at, version, { isBroken }), version, architecture: 'amd64', key: signedWith });
    return name;
  };
  const later = reissue(join(debs, edge), folder, versions.upgraded);
  copyFileSync(later, join(debs, 'later.deb'));
  return {
    version: edge.split('_')[1]!,
    edge,
    cloud: find('fronta-cloud'),
    later: 'later.deb',
    sound: release('sound', versions.updated, false, key),
    broken: release('broken', versions.broken, true, key),
    foreign: release('foreign', versions.updated, false, keyIn(folder, 'foreign.pem')),
  };
}

function keyIn(folder: string, name: string): string {
  const path = join(folder, name);
  writeFileSync(path, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return path;
}

process.exitCode = await main(process.argv.slice(2));
