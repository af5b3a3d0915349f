import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Component = { readonly name: string; readonly version: string; readonly 'bom-ref': string };
type Bill = {
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp: string; readonly component: object };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
};

/**
 * What is in one release, CycloneDX: npm's own bill of the lock, narrowed to the packages that are in the release, and Node itself. Without its
 * time and its random number, so that the same release has the same bill.
 */
export function billOfMaterials(root: string, bundled: readonly string[]): string {
  const said = execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--omit=dev'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { serialNumber: _serial, metadata, ...bill } = JSON.parse(said) as Bill;
  const { timestamp: _time, ...about } = metadata;
  const within = new Set([...bundled, 'node_modules/node'].map((folder) => nameAndVersion(root, folder)));
  const components = bill.components.filter(({ name, version }) => within.has(`${name}@${version}`));
  const refs = new Set(components.map((component) => component['bom-ref']));
  const dependencies = bill.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }));
  return `${JSON.stringify({ ...bill, metadata: { ...about, component: { ...about.component, name: 'fronta' } }, components, dependencies }, null, 2)}\n`;
}

function nameAndVersion(root: string, folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Component;
  return `${name}@${version}`;
}
