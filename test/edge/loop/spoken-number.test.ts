import test from 'ava';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { officeOn } from './office-on.ts';

test('a number is handed to the voice when it is given, in the language of the visitor', async (t) => {
  const { buttons, press, confirmed, settled } = await officeOn(simulatedDisk());
  press('vozidla');
  await settled();
  buttons.press('language');
  press('ridici');
  await settled();
  t.deepEqual(confirmed, ['A1 given cs', 'C1 given en']);
});

test('F8: a number whose slip cannot be printed is handed to the voice once more, and a slip of unknown fate is not', async (t) => {
  const { printer, press, confirmed, settled } = await officeOn(simulatedDisk());
  printer.setState('paper-out');
  press('vozidla');
  await settled();
  t.deepEqual(confirmed.toSorted(), ['A1 given cs', 'A1 no-slip cs']);
  printer.setState('ok');
  printer.losePowerAfterBytes(200);
  press('ridici');
  await settled();
  t.deepEqual(confirmed.slice(2), ['C1 given cs']);
});

test('a press that gives no number is not confirmed', async (t) => {
  const { press, confirmed, settled } = await officeOn(simulatedDisk());
  press('vozidla');
  press('vozidla');
  await settled();
  t.deepEqual(confirmed, ['A1 given cs'], 'the second press within 2 s gives nothing');
});
