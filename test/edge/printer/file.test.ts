import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { systemClock } from '../../../edge/clock/system.ts';
import { filePrinter } from '../../../edge/printer/file.ts';
import { printerModels } from '../../../edge/printer/models.ts';
import { readPaper } from '../../../edge/printer/paper.ts';
import { printerSuite } from '../../ports/printer.ts';
import { walkIn } from './slips.ts';

const model = printerModels['epson-tm-t20'];

printerSuite(
  'file printer',
  async (use) => {
    const folder = await mkdtemp(join(tmpdir(), 'fronta-slips-'));
    const path = join(folder, 'lp0');
    const printer = filePrinter({ path, model, clock: systemClock({ startAt: null, resume: null }) });
    await use({
      printer,
      numbers: async () =>
        readPaper(await readFile(path), model).rows.flatMap((row) => (row.kind === 'text' && row.height === 8 ? [row.text] : [])),
    });
    await printer.close();
    await rm(folder, { recursive: true });
  },
  { state: false, die: false },
);

test('a device that is not there is offline and is not made up as a file', async (t) => {
  const printer = filePrinter({ path: '/dev/no-such-printer', model, clock: systemClock({ startAt: null, resume: null }) });
  const told: string[] = [];
  printer.onChange((state) => told.push(state));
  t.is(await printer.print(walkIn), 'offline');
  t.is(await printer.print(walkIn), 'offline');
  t.deepEqual(told, ['offline']);
});

test('a full device takes nothing and is offline', async (t) => {
  const printer = filePrinter({ path: '/dev/full', model, clock: systemClock({ startAt: null, resume: null }) });
  t.is(await printer.print(walkIn), 'offline');
});
