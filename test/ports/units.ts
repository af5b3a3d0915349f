import test from 'ava';
import type { UnitKey, UnitPicture, Units } from '../../edge/units/port.ts';

/** Units on the counters 1 and 2, and what happens to them. Each act ends when the units have noticed it. */
export type UnitsAtHand = {
  readonly units: Units;
  press(counter: number, key: UnitKey): Promise<void>;
  lose(counter: number): Promise<void>;
  return(counter: number): Promise<void>;
  /** What the unit shows once everything asked of it has reached it. */
  picture(counter: number): Promise<UnitPicture | null>;
  beeps(counter: number): Promise<number>;
};

const calling: UnitPicture = { display: ' A12', blink: 'fast', lamp: 'on' };
const idle: UnitPicture = { display: '   3', blink: 'steady', lamp: 'off' };

/** What all units promise. */
export function unitsSuite(name: string, within: (use: (at: UnitsAtHand) => Promise<void>) => Promise<void>) {
  test(`${name}: a press is told once with its counter and key`, async (t) => {
    await within(async ({ units, press }) => {
      const pressed: string[] = [];
      units.onPress((counter, key) => pressed.push(`${counter} ${key}`));
      await press(1, 'next');
      await press(2, 'noShow');
      await press(1, 'next');
      t.deepEqual(pressed, ['1 next', '2 noShow', '1 next']);
    });
  });

  test(`${name}: a unit shows the last picture asked for and no other unit does`, async (t) => {
    await within(async ({ units, picture }) => {
      units.show(2, idle);
      units.show(1, idle);
      units.show(1, calling);
      t.deepEqual(await picture(1), calling);
      t.deepEqual(await picture(2), idle);
    });
  });

  test(`${name}: a lost unit is told, and back again it shows what was asked meanwhile (F13)`, async (t) => {
    await within(async ({ units, lose, return: comeBack, picture, press }) => {
      const told: string[] = [];
      units.onPresence((counter, present) => told.push(`${counter} ${present ? 'here' : 'lost'}`));
      await lose(1);
      units.show(1, calling);
      units.show(2, idle);
      t.deepEqual(await picture(2), idle);
      await comeBack(1);
      t.deepEqual(await picture(1), calling);
      t.deepEqual(told, ['1 here', '2 here', '1 lost', '1 here']);
      units.onPress((counter, key) => told.push(`${counter} ${key}`));
      await press(1, 'recall');
      t.is(told.at(-1), '1 recall');
    });
  });

  test(`${name}: a beep sounds at its unit only`, async (t) => {
    await within(async ({ units, beeps, picture }) => {
      units.beep(1);
      units.beep(1);
      await picture(1);
      t.deepEqual([await beeps(1), await beeps(2)], [2, 0]);
    });
  });
}
