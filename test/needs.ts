import { accessSync, constants } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type Implementation } from 'ava';
import { recordSkip } from './skipped.ts';

/**
 * A `test` that runs only where these programs are installed: `needs('mosquitto')('a broker …', async (t) => …)`. Without them it is
 * skipped and named after the last test; with FRONTA_CI=1 it fails, so that nothing is left out in silence.
 */
export function needs(...programs: readonly string[]): (title: string, implementation: Implementation<[]>) => void {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length === 0) return (title, implementation) => test(title, implementation);
  if (process.env.FRONTA_CI === '1') return (title) => test(title, (t) => t.fail(`not installed: ${missing.join(', ')}`));
  return (title, implementation) => {
    recordSkip({ title, file: relative(root, fileURLToPath(test.meta.file)), programs: missing });
    test.skip(title, implementation);
  };
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Daemons lie in `sbin`, which is not on the path of everybody. */
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

const isInstalled = (program: string): boolean => folders.some((folder) => isExecutable(join(folder, program)));

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
