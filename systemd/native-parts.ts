import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run native`: compiles the native part of onoff (epoll, C++) for the Node that the project brings. `npm ci` compiles it for
 * whatever Node npm itself runs on, and all other packages bring theirs ready made. The headers come in the registry's package of
 * this very Node, so that nothing but npm, Python and a C++ compiler is needed.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

const loads = (): boolean => spawnSync(process.execPath, ['--eval', "await import('onoff')"], { cwd: root, stdio: 'ignore' }).status === 0;

/** Unpacks the headers of the running Node into the folder. */
function fetchHeaders(folder: string): void {
  const name = `node-linux-${process.arch}@${process.versions.node}`;
  execFileSync('npm', ['pack', name, '--silent', '--pack-destination', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const archive = readdirSync(folder).find((file) => file.endsWith('.tgz'))!;
  execFileSync('tar', ['-xzf', archive, '--strip-components=1', 'package/include'], { cwd: folder });
}

function compile(): void {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-headers-'));
  try {
    fetchHeaders(folder);
    // An optional package that could not be compiled was left out by npm: then it is installed, else compiled anew.
    const isThere = spawnSync(process.execPath, ['--eval', "import.meta.resolve('onoff')"], { cwd: root, stdio: 'ignore' }).status === 0;
    const work = isThere ? ['rebuild', 'epoll'] : ['install', '--no-save', '--no-audit', '--no-fund'];
    execFileSync('npm', [...work, `--nodedir=${folder}`, '--silent'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (!loads()) compile();
if (loads()) console.log(`onoff is compiled for Node ${process.version}`);
else {
  console.error('onoff could not be compiled: it needs Linux, python3, make and g++ (Debian: apt-get install python3 make g++)');
  process.exitCode = 1;
}
