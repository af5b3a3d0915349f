import test from 'ava';
import { systemClock } from '../../../edge/clock/system.ts';
import { printerModels } from '../../../edge/printer/models.ts';
import { usbPrinter } from '../../../edge/printer/usb.ts';
import { walkIn } from './slips.ts';

test('a USB printer that is not plugged in is offline, or the missing packages are named', async (t) => {
  // No printer has these ids.
  const opening = usbPrinter({
    vendorId: 0xfffe,
    productId: 0xfffe,
    model: printerModels['epson-tm-t20'],
    clock: systemClock({ startAt: null, resume: null }),
  });
  const printer = await opening.catch((error: Error) => error);
  if (printer instanceof Error) return t.regex(printer.message, /^printer\.driver "usb" needs the optional packages .*: npm install /);
  t.is(await printer.print(walkIn), 'offline');
  return printer.close();
});
