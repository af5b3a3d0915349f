import test from 'ava';
import { simulatedUnits } from '../../../edge/units/simulated.ts';
import { unitsSuite } from '../../ports/units.ts';

unitsSuite('simulated units', async (use) => {
  const units = simulatedUnits([1, 2]);
  await use({
    units,
    press: async (counter, key) => void units.press(counter, key),
    lose: async (counter) => units.lose(counter),
    return: async (counter) => units.return(counter),
    picture: async (counter) => units.picture(counter),
    beeps: async (counter) => units.beeps(counter),
  });
  await units.close();
});

test('a unit that hears no master shows four dashes and its presses reach nobody (F13)', (t) => {
  const units = simulatedUnits([1]);
  units.show(1, { display: ' A12', blink: 'steady', lamp: 'on' });
  units.lose(1);
  t.deepEqual(units.picture(1), { display: '----', blink: 'steady', lamp: 'off' });
  t.false(units.press(1, 'next'));
});

test('a counter without a unit answers nothing', (t) => {
  const units = simulatedUnits([1]);
  t.is(units.picture(9), null);
  t.false(units.press(9, 'next'));
});

test('a change is told once, the same picture again is none', (t) => {
  const units = simulatedUnits([1]);
  let changes = 0;
  units.onChange(() => {
    changes += 1;
  });
  units.show(1, { display: ' A12', blink: 'steady', lamp: 'on' });
  units.show(1, { display: ' A12', blink: 'steady', lamp: 'on' });
  t.is(changes, 1);
});
