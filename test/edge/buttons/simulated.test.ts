import test from 'ava';
import { simulatedButtons } from '../../../edge/buttons/simulated.ts';
import { buttonsSuite } from '../../ports/buttons.ts';

buttonsSuite('simulated buttons', async (use) => {
  const buttons = simulatedButtons(['service:vozidla', 'reserved']);
  await use({
    buttons,
    press: async (id) => void buttons.press(id),
    hold: async (id) => void buttons.hold(id),
    release: async (id) => void buttons.release(id),
    seeLamp: async (id, lit) => {
      if (buttons.lamp(id).lit !== lit) throw new Error(`the lamp of ${id} is ${lit ? 'dark' : 'lit'}`);
    },
    blinks: (id) => buttons.lamp(id).blinks,
  });
  await buttons.close();
});

test('a button that does not exist or sticks answers that nothing was pressed', (t) => {
  const buttons = simulatedButtons(['reserved']);
  t.false(buttons.press('service:nic'));
  t.false(buttons.release('reserved'));
  t.true(buttons.hold('reserved'));
  t.false(buttons.hold('reserved'));
  t.false(buttons.press('reserved'));
  t.true(buttons.release('reserved'));
  t.true(buttons.press('reserved'));
});

test('whoever watches the lamps is told when one changes, and only then', (t) => {
  const buttons = simulatedButtons(['reserved']);
  let told = 0;
  buttons.onLamp(() => told++);
  buttons.light('reserved', true);
  buttons.light('reserved', true);
  t.is(told, 1);
  buttons.press('reserved');
  t.is(told, 2);
  t.deepEqual(buttons.lamp('reserved'), { lit: true, blinks: 1 });
  t.deepEqual(buttons.lamp('service:nic'), { lit: false, blinks: 0 });
});
