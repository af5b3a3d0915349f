import { simulatedKeypad } from '../../../edge/keypad/simulated.ts';
import { keypadSuite } from '../../ports/keypad.ts';

keypadSuite('simulated keypad', async (use) => {
  const keypad = simulatedKeypad();
  await use({ keypad, type: async (keys) => keypad.press(keys) });
  await keypad.close();
});
