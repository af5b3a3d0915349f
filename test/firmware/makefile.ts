import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';

export const firmwareFolder = fileURLToPath(new URL('../../firmware/', import.meta.url));

/** Longest run of make, milliseconds. */
const makeMsMax = 150_000;

export type Made = { readonly code: number; readonly said: string; readonly build: string };

/** `make` with these targets into a folder of its own that goes away with the test. */
export async function make(t: ExecutionContext, ...targets: readonly string[]): Promise<Made> {
  t.timeout(makeMsMax);
  const build = await mkdtemp(join(tmpdir(), 'fronta-firmware-'));
  t.teardown(() => rm(build, { recursive: true }));
  return new Promise((resolve) =>
    execFile('make', ['-C', firmwareFolder, `BUILD=${build}`, ...targets], { timeout: makeMsMax }, (error, out, trouble) =>
      resolve({ code: error === null ? 0 : 1, said: out + trouble, build }),
    ),
  );
}
