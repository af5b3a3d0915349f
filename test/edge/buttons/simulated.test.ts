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
