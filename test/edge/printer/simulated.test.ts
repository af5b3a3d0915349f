import test from 'ava';
import { renderSlip } from '../../../edge/printer/escpos.ts';
import { printerModels } from '../../../edge/printer/models.ts';
import { benchSlipsMax, simulatedPrinter } from '../../../edge/printer/simulated.ts';
import { printerSuite } from '../../ports/printer.ts';
import { copy, walkIn } from './slips.ts';

const model = printerModels['epson-tm-t20'];

printerSuite(
  'simulated printer',
  async (use) => {
    const printer = simulatedPrinter({ model });
    await use({
      printer,
      numbers: async () =>
        printer
          .slips()
          .map((slip) => slip.number)
          .reverse(),
      set: async (state) => printer.setState(state),
      losePowerAfterBytes: printer.losePowerAfterBytes,
    });
    await printer.close();
  },
  { state: true, dies: model },
);

test('the newest slip is first and shows the paper made of the very bytes', async (t) => {
  const printer = simulatedPrinter({ model });
  const told: string[] = [];
  printer.onSlip((slip) => told.push(slip.number));
  await printer.print(walkIn);
  await printer.print(copy);
  const [newest, older] = printer.slips();
  t.deepEqual(told, ['A12', 'A12']);
  t.true(newest?.copy);
  t.false(older?.copy);
  t.is(older?.bytes, renderSlip(walkIn, model).toString('base64'));
  t.regex(older?.text ?? '', /^MĚSTSKÝ ÚŘAD\n\nRegistr vozidel\nA12\n/);
});

test('only the newest slips are remembered', async (t) => {
  const printer = simulatedPrinter({ model });
  for (let index = 1; index <= benchSlipsMax + 5; index += 1) await printer.print({ ...walkIn, number: `A${index}` });
  t.is(printer.slips().length, benchSlipsMax);
  t.is(printer.slips()[0]?.number, `A${benchSlipsMax + 5}`);
});

test('power lost at every byte of a slip never makes its outcome a wrong promise (F9)', async (t) => {
  const bytes = renderSlip(walkIn, model).length;
  for (let at = 0; at <= bytes; at += 1) {
    const printer = simulatedPrinter({ model });
    printer.losePowerAfterBytes(at);
    t.is(await printer.print(walkIn), at === 0 ? 'offline' : 'unknown');
    t.is(await printer.print(walkIn), 'offline');
    t.true(printer.slips().length <= 1);
  }
});
