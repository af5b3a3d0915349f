import { execFileSync, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { systemClock } from '../../../edge/clock/system.ts';
import { renderSlip } from '../../../edge/printer/escpos.ts';
import { filePrinter } from '../../../edge/printer/file.ts';
import { printerModels } from '../../../edge/printer/models.ts';
import { printMsMax, slipMsMax } from '../../../edge/printer/port.ts';
import { needs } from '../../needs.ts';
import { printerSuite } from '../../ports/printer.ts';
import { numbersOn } from './numbers-on.ts';
import { walkIn } from './slips.ts';

const model = printerModels['epson-tm-t20'];
const clock = systemClock({ startAt: null, resume: null });
/** Prints with a file that may not grow, see there. */
const program = new URL('full-disk.ts', import.meta.url);

printerSuite(
  'file printer',
  async (use) => {
    const folder = await mkdtemp(join(tmpdir(), 'fronta-slips-'));
    const path = join(folder, 'lp0');
    const printer = filePrinter({ path, model, clock: clock });
    await use({
      printer,
      numbers: async () => numbersOn([await readFile(path)], model.columns),
    });
    await printer.close();
    await rm(folder, { recursive: true });
  },
  { state: false, dies: null },
);

test('a device that is not there is offline and is not made up as a file', async (t) => {
  const printer = filePrinter({ path: '/dev/no-such-printer', model, clock: clock });
  const told: string[] = [];
  printer.onChange((state) => told.push(state));
  t.is(await printer.print(walkIn), 'offline');
  t.is(await printer.print(walkIn), 'offline');
  t.deepEqual(told, ['offline']);
});

needs('mkfifo')('a device that takes nothing is given up by our own timer and keeps nobody (F9)', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-slips-'));
  const path = join(folder, 'lp0');
  execFileSync('mkfifo', [path]);
  const printer = filePrinter({ path, model, clock });
  t.is(await printer.print(walkIn), 'offline', 'nobody holds the other end');
  const other = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
  await fill(other);
  const before = performance.now();
  t.is(await printer.print(walkIn), 'offline');
  const ms = performance.now() - before;
  t.true(ms >= slipMsMax - 50 && ms < printMsMax, `${ms} ms`);
  await drain(other);
  t.is(await printer.print({ ...walkIn, number: 'A13' }), 'printed');
  t.deepEqual(numbersOn([await drain(other)], model.columns), ['A13'], 'what was given up does not come out later');
  await other.close();
  await rm(folder, { recursive: true });
});

test('a disk that fills up at any byte of a slip leaves it unknown, and the copy is the next to print (F3, F9)', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-slips-'));
  // The shell's word for "no file over 8 blocks", each of 512 bytes by POSIX: writing beyond it fails as on a full disk.
  const child = spawn('sh', ['-c', 'ulimit -f 8 && exec "$0" "$@"', process.execPath, fileURLToPath(program), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await text(child.stdout);
  const outcomes = JSON.parse(said) as Record<string, number>;
  const { length } = renderSlip(walkIn, model);
  t.deepEqual(outcomes, { 'offline, then printed': 1, 'unknown, then printed': length - 1, 'printed, then printed': 1 });
  await rm(folder, { recursive: true });
});

test('a full device takes nothing and is offline', async (t) => {
  const printer = filePrinter({ path: '/dev/full', model, clock: clock });
  t.is(await printer.print(walkIn), 'offline');
});

/** Puts in what a pipe takes. */
async function fill(pipe: FileHandle): Promise<void> {
  for (;;) if ((await pipe.write(Buffer.alloc(4096)).catch(() => null)) === null) return;
}

async function drain(pipe: FileHandle): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (;;) {
    const piece = await pipe.read(Buffer.alloc(65_536), 0, 65_536).catch(() => null);
    if (piece === null) return Buffer.concat(pieces);
    pieces.push(piece.buffer.subarray(0, piece.bytesRead));
  }
}
