import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePath, freshBundle } from '../../edge/bundle/bundle.ts';

await freshBundle();

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm run edge` gives to Node, of the sources as they are now; by its path from the project's folder. */
export const edgeBundle: readonly string[] = ['--max-semi-space-size=1', relative(root, bundlePath)];

/** As in `npm run edge`: a start after the first compiles nothing. */
export const compileCache = { NODE_COMPILE_CACHE: `${root}node_modules/.cache/node` } as const;
