import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One append of 256 bytes with fdatasync to a file of its own; `append` answers how long it took, ms. */
export type RawAppend = { append(): number; close(): void };

/** The bare limit beside which every promise is measured: 256 bytes appended and synced on the disk of the temporary folder. */
export function rawAppend(): RawAppend {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-bench-raw-'));
  const file = openSync(join(folder, 'raw'), 'a');
  const bytes = Buffer.alloc(256, 0x61);
  return {
    append() {
      const begin = performance.now();
      writeSync(file, bytes);
      fdatasyncSync(file);
      return performance.now() - begin;
    },
    close() {
      closeSync(file);
      rmSync(folder, { recursive: true });
    },
  };
}
