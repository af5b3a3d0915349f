import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Architecture, architectures, compilerFor } from './architecture.ts';
import { cloudTree } from './cloud-tree.ts';
import { edgeTree } from './edge-tree.ts';
import { buildPackage } from './package.ts';
import { signRelease } from './sign.ts';

/**
 * `npm run packages`: fronta-edge and fronta-cloud for each architecture, in systemd/packages/dist. With `--key FILE` (a PEM of an ed25519 private
 * key that lies outside the repository) the edge's packages are signed releases too, and take its public half with them.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const usage = 'usage: npm run packages -- [--arch amd64,arm64] [--only fronta-edge|fronta-cloud] [--out FOLDER] [--key FILE] [--fast]';

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      arch: { type: 'string', default: architectures.join(',') },
      only: { type: 'string' },
      out: { type: 'string', default: join(root, 'systemd/packages/dist') },
      key: { type: 'string' },
      fast: { type: 'boolean', default: false },
    },
  });
  const wanted = values.arch.split(',').map(known);
  refuseMissingTools(values.only === 'fronta-cloud' ? [] : wanted);
  const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  for (const architecture of wanted)
    for (const [name, tree] of Object.entries({ 'fronta-edge': edgeTree, 'fronta-cloud': cloudTree })) {
      if (values.only && values.only !== name) continue;
      const stage = mkdtempSync(join(out, `.${name}-`));
      try {
        const bundled = await tree({ root, stage, architecture, version, key: values.key ?? null });
        const file = buildPackage({ root, stage, name, architecture, version, out, bundled, fast: values.fast });
        console.log(relative(process.cwd(), file));
        if (values.key && name === 'fronta-edge')
          console.log(relative(process.cwd(), signRelease({ file, version, architecture, key: values.key })));
      } finally {
        rmSync(stage, { recursive: true });
      }
    }
}

function known(name: string): Architecture {
  const found = architectures.find((one) => one === name);
  if (!found) throw new Error(`no architecture "${name}"; there are ${architectures.join(' and ')}`);
  return found;
}

/** Everything that is missing, at once, and the command that brings it. */
function refuseMissingTools(wanted: readonly Architecture[]): void {
  const needed = { 'dpkg-deb': 'dpkg', ...Object.fromEntries(wanted.map(compilerFor).map(({ program, debian }) => [program, debian])) };
  const missing = Object.entries(needed).filter(([program]) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined);
  if (missing.length === 0) return;
  const names = missing.map(([program]) => program).join(', ');
  throw new Error(`${names} not found; on Debian: apt-get install ${missing.map(([, debian]) => debian).join(' ')}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException;
  console.error(`packages: ${message}${code?.startsWith('ERR_PARSE_ARGS') ? `\n${usage}` : ''}`);
  process.exitCode = 1;
}
