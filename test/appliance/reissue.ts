import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The same package as if it were of another version: the number in its papers and in the program, and nothing else. With `isBroken` its daemon
 * ends as soon as it is started. Answers the path, in `folder`.
 */
export function reissue(deb: string, folder: string, version: string, { isBroken = false } = {}): string {
  const tree = mkdtempSync(join(folder, '.reissue-'));
  try {
    execFileSync('dpkg-deb', ['--raw-extract', deb, tree]);
    const before = readFileSync(join(tree, 'usr/lib/fronta/version'), 'utf8').trim();
    change(join(tree, 'DEBIAN/control'), `Version: ${before}`, `Version: ${version}`);
    change(join(tree, 'usr/lib/fronta/version'), before, version);
    const program = join(tree, 'usr/lib/fronta/edge/dist/main.cjs');
    change(program, `version:"${before}"`, `version:"${version}"`);
    if (isBroken) writeFileSync(program, `process.exit(1);\n${readFileSync(program, 'utf8')}`);
    const out = join(folder, `fronta-edge_${version}_${isBroken ? 'broken' : 'sound'}.deb`);
    execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, out], { stdio: 'ignore' });
    return out;
  } finally {
    rmSync(tree, { recursive: true });
  }
}

function change(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
}
