import { readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram, packagesIn, threadPattern } from './bundle.ts';
import type { TreeOptions } from './edge-tree.ts';
import { smallerCloud } from './left-out.ts';
import { nodeRuntime } from './node-runtime.ts';
import { filesBelow, type Staging, stagingIn } from './staging.ts';

const tree = 'usr/lib/fronta-cloud';

/** What runs, and what /usr/sbin/fronta-cloud runs for a technician, each by the name of its file. */
const programs = { 'cloud/main': 'main', 'cloud/backup/main': 'backup', 'cloud/link/mosquitto/main': 'broker-config' };

/** What fronta-cloud installs, but for its papers. Answers the packages within, as folders below node_modules. */
export async function cloudTree({ root, stage, architecture }: TreeOptions): Promise<readonly string[]> {
  const staging = stagingIn(stage);
  staging.copy(join(nodeRuntime(root, architecture), 'bin/node'), join(tree, 'bin/node'), 0o755);
  const sources = filesBelow(join(root, 'cloud')).map((inside) => `cloud/${inside}`);
  const isSource = (file: string): boolean => /\.tsx?$/.test(file);
  const addressed = sources.filter((file) => isSource(file) && readFileSync(join(root, file), 'utf8').includes('import.meta.'));
  const text = (file: string): string => readFileSync(join(root, file), 'utf8');
  const threads = addressed.flatMap((file) => [...text(file).matchAll(threadPattern)].map(([, name]) => posix.join(file, '..', name!)));
  const bundled: string[] = [];
  for (const [program, name] of [...Object.entries(programs), ...threads.map((thread) => [thread, posix.basename(thread)] as const)]) {
    const outfile = join(stage, tree, 'cloud/dist', `${name}.mjs`);
    const plugins = smallerCloud(root);
    bundled.push(...(await bundleProgram({ root, entry: `${program}.ts`, outfile, external: ['pg-native'], addressed, plugins })));
  }
  for (const file of sources) if (!isSource(file) && !file.endsWith('.md')) staging.copy(join(root, file), join(tree, file));
  const taken = addressed.flatMap((source) => putWhatItNames(root, staging, text(source)));
  staging.write(join(tree, 'package.json'), `${JSON.stringify({ type: 'module', imports: { '#contract/*': './edge/contract/*' } })}\n`);
  staging.copy(join(root, 'systemd/units/fronta-cloud.service'), 'usr/lib/systemd/system/fronta-cloud.service');
  staging.copy(join(root, 'systemd/sysusers.d/fronta-cloud.conf'), 'usr/lib/sysusers.d/fronta-cloud.conf');
  staging.copy(join(root, 'systemd/tmpfiles.d/fronta-cloud.conf'), 'usr/lib/tmpfiles.d/fronta-cloud.conf');
  const debian = join(root, 'systemd/packages/debian/fronta-cloud');
  staging.copy(join(debian, 'cloud.env'), 'etc/fronta/cloud.env', 0o640);
  staging.copy(join(debian, 'fronta-cloud'), 'usr/sbin/fronta-cloud', 0o755);
  staging.writePacked('usr/share/man/man8/fronta-cloud.8.gz', readFileSync(join(debian, 'fronta-cloud.8'), 'utf8'));
  return [...new Set([...bundled, ...taken])].toSorted();
}

/**
 * Style sheets and scripts that a source names of the contract or of a package (`import.meta.resolve`) are read as the program starts: each is put
 * where Node finds it under that name. Answers the packages they are of.
 */
function putWhatItNames(root: string, staging: Staging, source: string): readonly string[] {
  const names = [...source.matchAll(/'((?:#contract|@?[a-z][\w.-]*)\/[^'\s]+\.(?:css|m?js|svg|woff2))'/g)].map(([, name]) => name!);
  const files = names.filter((name) => !name.startsWith('assets/')).map((name) => fileOf(root, name));
  for (const file of files) staging.copy(join(root, file), join(tree, file));
  const packages = packagesIn(files);
  for (const folder of packages) staging.copy(join(root, folder, 'package.json'), join(tree, folder, 'package.json'));
  return packages;
}

const fileOf = (root: string, name: string): string =>
  name.startsWith('#contract/') ? name.replace('#contract/', 'edge/contract/') : relative(root, fileURLToPath(import.meta.resolve(name)));
