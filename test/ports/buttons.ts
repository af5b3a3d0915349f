import test from 'ava';
import type { Buttons } from '../../edge/buttons/port.ts';

/** Buttons to try and a finger. Each gesture ends when the buttons have noticed it. */
export type ButtonsAtHand = {
  readonly buttons: Buttons;
  press(id: string): Promise<void>;
  /** Presses and keeps the button down for over 10 s. */
  hold(id: string): Promise<void>;
  release(id: string): Promise<void>;
};

/** What all buttons promise; the ones tried are `service:vozidla` and `reserved`. */
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
}
