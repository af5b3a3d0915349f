import test from 'ava';
import type { Buttons } from '../../edge/buttons/port.ts';

/** Buttons to try and a finger. Each gesture ends when the buttons have noticed it. */
export type ButtonsAtHand = {
  readonly buttons: Buttons;
  press(id: string): Promise<void>;
  /** Presses and keeps the button down for over 10 s. */
  hold(id: string): Promise<void>;
  release(id: string): Promise<void>;
  /** Resolves when the lamp of the button is seen lit or dark, and has ended its blinking. */
  seeLamp(id: string, lit: boolean): Promise<void>;
  /** How often the lamp of the button has blinked. */
  blinks(id: string): number;
};

/** What all buttons promise; the ones tried are `service:vozidla` and `reserved`, and both have lamps. */
export function buttonsSuite(name: string, within: (use: (at: ButtonsAtHand) => Promise<void>) => Promise<void>) {
  test(`${name}: one press is one event (F11)`, async (t) => {
    await within(async ({ buttons, press }) => {
      const pressed: string[] = [];
      buttons.onPress((button) => pressed.push(button));
      await press('service:vozidla');
      await press('reserved');
      await press('service:vozidla');
      t.deepEqual(pressed, ['service:vozidla', 'reserved', 'service:vozidla']);
    });
  });

  test(`${name}: a stuck button counts once, is told, and the others go on (F10)`, async (t) => {
    await within(async ({ buttons, press, hold, release }) => {
      const told: string[] = [];
      buttons.onPress((button) => told.push(button));
      buttons.onStuck((button, stuck) => told.push(`${button} ${stuck ? 'sticks' : 'is free'}`));
      await hold('reserved');
      await press('service:vozidla');
      await release('reserved');
      await press('reserved');
      t.deepEqual(told, ['reserved', 'reserved sticks', 'service:vozidla', 'reserved is free', 'reserved']);
    });
  });

  test(`${name}: a lamp shows what was last asked, each its own, and one that is not there is passed over`, async (t) => {
    await within(async ({ buttons, seeLamp }) => {
      await seeLamp('reserved', false);
      buttons.light('reserved', true);
      buttons.light('reserved', true);
      buttons.light('counter:9:next', true);
      await seeLamp('reserved', true);
      await seeLamp('service:vozidla', false);
      buttons.light('service:vozidla', true);
      buttons.light('reserved', false);
      await seeLamp('service:vozidla', true);
      await seeLamp('reserved', false);
      t.pass();
    });
  });

  test(`${name}: a press blinks the lamp of its button once, and the lamp returns to what was asked`, async (t) => {
    await within(async ({ buttons, press, seeLamp, blinks }) => {
      buttons.light('reserved', true);
      await seeLamp('reserved', true);
      await press('reserved');
      await seeLamp('reserved', true);
      t.deepEqual([blinks('reserved'), blinks('service:vozidla')], [1, 0]);
      await press('service:vozidla');
      await seeLamp('service:vozidla', false);
      t.deepEqual([blinks('reserved'), blinks('service:vozidla')], [1, 1]);
    });
  });
}
