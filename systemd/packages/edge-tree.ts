import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Architecture } from './architecture.ts';
import { bundleProgram, packagesIn } from './bundle.ts';
import { putDrivers } from './drivers.ts';
import { formats } from './formats.ts';
import { nodeRuntime } from './node-runtime.ts';
import { publicHalf } from './sign.ts';
import { type Staging, stagingIn } from './staging.ts';

export type TreeOptions = {
  readonly root: string;
  /** The folder that becomes the machine's root. */
  readonly stage: string;
  readonly architecture: Architecture;
  readonly version: string;
  /** File of the private key that releases are signed with, or `null`. */
  readonly key: string | null;
};

const tree = 'usr/lib/fronta';

/** What fronta-edge installs, but for its papers. Answers the packages within, as folders below node_modules. */
export async function edgeTree({ root, stage, architecture, version, key }: TreeOptions): Promise<readonly string[]> {
  const staging = stagingIn(stage);
  staging.copy(join(nodeRuntime(root, architecture), 'bin/node'), join(tree, 'bin/node'), 0o755);
  const bundle = join(root, 'edge/dist');
  for (const [folder, made] of Object.entries({ 'edge/dist': 'main.cjs', 'edge/screens/dist': 'kiosk/index.html' }))
    if (!existsSync(join(root, folder, made)))
      throw new Error(`${folder}/${made} is not built: run "npm run packages", which builds it first`);
  for (const file of ['main.cjs', 'main.cjs.map']) staging.copy(join(bundle, file), join(tree, 'edge/dist', file));
  staging.copyFolder(join(root, 'edge/screens/dist'), join(tree, 'edge/screens/dist'));
  const programs = { 'edge/cli/main.ts': 'edge/dist/fronta.mjs', 'systemd/update/main.ts': 'update/main.mjs' };
  const inPrograms: string[] = [];
  for (const [entry, file] of Object.entries(programs))
    inPrograms.push(
      ...(await bundleProgram({ root, entry, outfile: join(stage, tree, file), external: ['onoff', 'modbus-serial', '@node-escpos/*'] })),
    );
  const drivers = putDrivers(root, staging, tree, architecture);
  staging.write(join(tree, 'version'), `${version}\n`);
  staging.write(join(tree, 'formats.json'), `${JSON.stringify(formats)}\n`);
  if (key) staging.write('usr/share/fronta/release-keys/fronta.pem', publicHalf(key));
  putSystem(root, staging);
  return [...new Set([...bundledInEdge(root), ...inPrograms, ...drivers])].toSorted();
}

/** The packages in the edge's bundle, from the list that it was built with. */
function bundledInEdge(root: string): readonly string[] {
  const inputs = JSON.parse(readFileSync(join(root, 'edge/dist/inputs.json'), 'utf8')) as readonly string[];
  return packagesIn(inputs.map((line) => line.split(' ').slice(2).join(' ')));
}

/** What systemd, udev, the shell and man find in their own places. */
function putSystem(root: string, staging: Staging): void {
  const own = join(root, 'systemd');
  for (const unit of ['fronta-edge.service', 'fronta-screen@.service', 'fronta-update.service', 'fronta-update.timer'])
    staging.copy(join(own, 'units', unit), join('usr/lib/systemd/system', unit));
  staging.copy(join(own, 'sysusers.d/fronta-edge.conf'), 'usr/lib/sysusers.d/fronta-edge.conf');
  staging.copy(join(own, 'tmpfiles.d/fronta-edge.conf'), 'usr/lib/tmpfiles.d/fronta-edge.conf');
  staging.copy(join(own, 'udev/70-fronta.rules'), 'usr/lib/udev/rules.d/70-fronta.rules');
  staging.copy(join(own, 'journald.conf.d/fronta.conf'), 'usr/lib/systemd/journald.conf.d/fronta.conf');
  const debian = join(own, 'packages/debian/fronta-edge');
  staging.write('etc/fronta/edge.json', firstConfig(root), 0o640);
  staging.copy(join(debian, 'kiosk.json'), 'usr/share/doc/fronta-edge/examples/kiosk.json');
  staging.copy(join(debian, 'update.json'), 'etc/fronta/update.json');
  staging.copy(join(debian, 'fronta'), 'usr/bin/fronta', 0o755);
  staging.copy(join(debian, 'fronta-update'), 'usr/sbin/fronta-update', 0o755);
  staging.writePacked('usr/share/man/man1/fronta.1.gz', readFileSync(join(root, 'edge/cli/fronta.1')));
  staging.writePacked('usr/share/man/man8/fronta-update.8.gz', readFileSync(join(own, 'update/fronta-update.8')));
  staging.copy(join(root, 'edge/cli/fronta.bash'), 'usr/share/bash-completion/completions/fronta');
  staging.copy(join(own, 'office/co-delat-kdyz.html'), 'usr/share/doc/fronta-edge/co-delat-kdyz.html');
}

/**
 * A kiosk begins as the example office with simulated devices, open to its own machine alone: it is up before anything is plugged in, and a
 * technician sees on /bench that it works. examples/kiosk.json is the same with real drivers.
 */
function firstConfig(root: string): string {
  const example = JSON.parse(readFileSync(join(root, 'edge/example.json'), 'utf8'));
  const mqtt = { ...example.mqtt, url: 'mqtts://cloud.invalid:8883', passwordFile: '/run/credentials/fronta-edge.service/mqtt-password' };
  return `${JSON.stringify({ ...example, mqtt, watchdog: 'systemd' }, null, 2)}\n`;
}
