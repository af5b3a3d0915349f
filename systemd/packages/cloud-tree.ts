import { join } from 'node:path';
import { bundleProgram } from './bundle.ts';
import type { TreeOptions } from './edge-tree.ts';
import { nodeRuntime } from './node-runtime.ts';
import { stagingIn } from './staging.ts';

const tree = 'usr/lib/fronta-cloud';
/** They read style sheets and scripts that lie beside them. */
const withAssets = ['cloud/admin/assets.ts', 'cloud/pages/assets.ts'];

/** What fronta-cloud installs, but for its papers. Answers the packages within, as folders below node_modules. */
export async function cloudTree({ root, stage, architecture }: TreeOptions): Promise<readonly string[]> {
  const staging = stagingIn(stage);
  staging.copy(join(nodeRuntime(root, architecture), 'bin/node'), join(tree, 'bin/node'), 0o755);
  const outfile = join(stage, tree, 'cloud/dist/main.mjs');
  const bundled = await bundleProgram({ root, entry: 'cloud/main.ts', outfile, external: ['pg-native'], addressed: withAssets });
  for (const source of withAssets) {
    const folder = source.replace(/\.ts$/, '');
    staging.copyFolder(join(root, folder), join(tree, folder));
  }
  staging.copy(join(root, 'edge/contract/tokens.css'), join(tree, 'edge/contract/tokens.css'));
  staging.write(join(tree, 'package.json'), `${JSON.stringify({ type: 'module', imports: { '#contract/*': './edge/contract/*' } })}\n`);
  staging.copy(join(root, 'systemd/units/fronta-cloud.service'), 'usr/lib/systemd/system/fronta-cloud.service');
  staging.copy(join(root, 'systemd/sysusers.d/fronta-cloud.conf'), 'usr/lib/sysusers.d/fronta-cloud.conf');
  staging.copy(join(root, 'systemd/tmpfiles.d/fronta-cloud.conf'), 'usr/lib/tmpfiles.d/fronta-cloud.conf');
  staging.copy(join(root, 'systemd/packages/debian/fronta-cloud/cloud.env'), 'etc/fronta/cloud.env', 0o640);
  return bundled;
}
