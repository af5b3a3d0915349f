import test from 'ava';
import { systemClock } from '../../../edge/clock/system.ts';
import { printerModels } from '../../../edge/printer/models.ts';
import { type Printer, printMsMax, slipMsMax } from '../../../edge/printer/port.ts';
import { usbPrinter } from '../../../edge/printer/usb.ts';
import { printerSuite } from '../../ports/printer.ts';
import { becomes } from './becomes.ts';
import { numbersOn } from './numbers-on.ts';
import { walkIn } from './slips.ts';
import { type UsbDevice, usbDevice } from './usb-device.ts';

const model = printerModels['epson-tm-t20'];
const clock = systemClock({ startAt: null, resume: null });

async function withPrinter(use: (printer: Printer, device: UsbDevice) => Promise<void>) {
  const device = usbDevice();
  const printer = await usbPrinter({ model, clock, load: device.load });
  await becomes(printer, 'ok');
  await use(printer, device);
  await printer.close();
}

printerSuite(
  'USB printer',
  (use) =>
    withPrinter((printer, device) =>
      use({
        printer,
        numbers: async () => numbersOn(device.sheets(), model.columns),
        set: device.set,
        losePowerAfterBytes: device.dieAfterBytes,
      }),
    ),
  { state: true, dies: model },
);

test('a printer that takes nothing is given up by our own timer, and prints again when it moves (F9)', async (t) => {
  await withPrinter(async (printer, device) => {
    device.stall(true);
    const before = performance.now();
    t.is(await printer.print(walkIn), 'offline');
    t.true(performance.now() - before < slipMsMax);
    device.stall(false);
    await becomes(printer, 'ok');
    t.is(await printer.print({ ...walkIn, number: 'A13' }), 'printed');
    t.deepEqual(numbersOn(device.sheets(), model.columns), ['A13']);
  });
});

test('a printer that stalls within a slip is given up by our own timer (F9)', async (t) => {
  await withPrinter(async (printer, device) => {
    const before = performance.now();
    device.paperOutAfterBytes(60);
    t.is(await printer.print(walkIn), 'unknown');
    t.true(performance.now() - before < printMsMax);
    t.is(printer.state(), 'paper-out');
  });
});

test('unplugged it is offline at once; plugged in again it is found, and no cable stays open (F8)', async (t) => {
  await withPrinter(async (printer, device) => {
    for (const number of ['A1', 'A2', 'A3']) {
      device.unplug();
      t.is(await printer.print(walkIn), 'offline');
      device.plug();
      await becomes(printer, 'ok');
      t.is(await printer.print({ ...walkIn, number }), 'printed');
      t.is(device.opened(), 1);
    }
    t.deepEqual(numbersOn(device.sheets(), model.columns), ['A1', 'A2', 'A3']);
  });
});

test('a device that is gone before anybody told refuses by throwing: it is offline, nothing ends, and it is found again (F8)', async (t) => {
  await withPrinter(async (printer, device) => {
    device.vanish();
    t.is(await printer.print(walkIn), 'offline');
    t.is(printer.state(), 'offline');
    device.plug();
    await becomes(printer, 'ok');
    t.is(await printer.print({ ...walkIn, number: 'A13' }), 'printed');
    t.is(device.opened(), 1);
  });
});

test('a device that goes while it stalls is given up though no transfer can be called off any more (F8, F9)', async (t) => {
  await withPrinter(async (printer, device) => {
    device.stall(true);
    const outcome = printer.print(walkIn);
    await device.submitted();
    device.vanish();
    t.is(await outcome, 'offline');
    device.stall(false);
    device.plug();
    await becomes(printer, 'ok');
    t.is(await printer.print({ ...walkIn, number: 'A13' }), 'printed');
  });
});

test('a USB printer that is not plugged in is offline, or the missing packages are named', async (t) => {
  // No printer has these ids.
  const opening = usbPrinter({ vendorId: 0xfffe, productId: 0xfffe, model, clock });
  const printer = await opening.catch((error: Error) => error);
  if (printer instanceof Error) return t.regex(printer.message, /^printer\.driver "usb" needs the optional packages .*: npm install /);
  t.is(await printer.print(walkIn), 'offline');
  return printer.close();
});

test('packages that are not there are one line that says what to do', async (t) => {
  const load = () => Promise.reject(new Error('Cannot find package'));
  const line = 'printer.driver "usb" needs the optional packages @node-escpos/core @node-escpos/usb-adapter: npm install ';
  await t.throwsAsync(usbPrinter({ model, clock, load }), { message: `${line}@node-escpos/core @node-escpos/usb-adapter` });
});
