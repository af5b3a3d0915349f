import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../edge/clock/system.ts';
import { renderSlip } from '../../../edge/printer/escpos.ts';
import { filePrinter } from '../../../edge/printer/file.ts';
import { printerModels } from '../../../edge/printer/models.ts';
import { walkIn } from './slips.ts';

/**
 * Run by file.test.ts in a shell whose files may have `fileBytesMax` bytes: prints a slip with room for 0, 1, 2… of its bytes, then, with room
 * again, its copy, and says how often the two came out how.
 */
const fileBytesMax = 8 * 512;
const model = printerModels['epson-tm-t20'];
const path = join(process.argv[2]!, 'lp0');
const printer = filePrinter({ path, model, clock: systemClock({ startAt: null, resume: null }) });
const outcomes: Record<string, number> = {};
await printer.print(walkIn);
for (let room = 0; room <= renderSlip(walkIn, model).length; room += 1) {
  truncateSync(path, fileBytesMax - room);
  const first = await printer.print(walkIn);
  truncateSync(path, 0);
  const copy = await printer.print({ ...walkIn, copy: 'KOPIE' });
  const both = `${first}, then ${copy}`;
  outcomes[both] = (outcomes[both] ?? 0) + 1;
}
await printer.close();
console.log(JSON.stringify(outcomes));
