import test from 'ava';
import { reachMm } from '../../hardware/drawings/kiosk-front.ts';
import { readTable } from '../../hardware/drawings/table.ts';

const controls = readTable('controls.csv').map(({ control, height_mm, reach }) => ({
  control: control!,
  mm: Number(height_mm),
  touched: reach === 'yes',
}));
const buttons = readTable('pins.csv')
  .filter(({ part }) => part === 'button')
  .map(({ signal }) => `button:${signal}`);

test('everything one touches lies within reach from a wheelchair (EN 301 549, 8.3.3.1)', (t) => {
  for (const { control, mm } of controls.filter(({ touched }) => touched))
    t.true(mm >= reachMm.low && mm <= reachMm.high, `${control}: ${mm} mm`);
});

test('the buttons stand from the top down as their rows on the screen, 60 mm apart', (t) => {
  const heights = buttons.map((button) => controls.find(({ control }) => control === button)!.mm);
  t.deepEqual(
    heights,
    heights.toSorted((a, b) => b - a),
  );
  for (const [index, mm] of heights.slice(1).entries()) t.is(heights[index]! - mm, 60);
});

test('every button has its height, and its row lies on the screen', (t) => {
  const screen = controls.find(({ control }) => control === 'screen')!.mm;
  for (const button of buttons) {
    const { mm } = controls.find(({ control }) => control === button)!;
    t.true(Math.abs(mm - screen) <= 299 / 2, button);
  }
});
