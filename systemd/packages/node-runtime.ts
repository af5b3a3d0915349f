import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Architecture, nodeArch } from './architecture.ts';

/**
 * The folder of Node's own package for an architecture: `bin/node`, `LICENSE` and `include/node`, of the version that package.json pins. From
 * npm's cache or the registry, which both check its sum; unpacked once and kept below node_modules/.cache.
 */
export function nodeRuntime(root: string, architecture: Architecture): string {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: { node: string } };
  const name = `node-linux-${nodeArch[architecture]}`;
  const folder = join(root, 'node_modules/.cache/fronta', `${name}-${dependencies.node}`);
  if (existsSync(folder)) return folder;
  mkdirSync(join(folder, '..'), { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  try {
    execFileSync('npm', ['pack', `${name}@${dependencies.node}`, '--silent', '--pack-destination', fresh], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const archive = readdirSync(fresh).find((file) => file.endsWith('.tgz'))!;
    const parts = ['package/bin/node', 'package/LICENSE', 'package/include'];
    execFileSync('tar', ['-xzf', archive, '--strip-components=1', '--no-same-owner', ...parts], { cwd: fresh });
    rmSync(join(fresh, archive));
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
  return folder;
}
