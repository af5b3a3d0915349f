import test from 'ava';
import { openBus } from '../../../edge/units/modbus.ts';
import type { UnitPicture } from '../../../edge/units/port.ts';
import { type Chip, chipWith } from '../../firmware/atmega.ts';
import { beepsOf, eepromAt, lampPin, press, typeKeys, unitKeyPins } from '../../firmware/boxes.ts';
import { type Wire, wireWith } from '../../firmware/wire.ts';
import { until } from '../../office/until.ts';
import { keypadSuite } from '../../ports/keypad.ts';
import { unitsSuite } from '../../ports/units.ts';

/** Two units and a keypad with the committed images on one line, and the office's master on it. */
async function withFirmware(use: (at: Awaited<ReturnType<typeof firmwareBus>>) => Promise<void>, ...guests: readonly Chip[]) {
  const before = turn;
  let done = () => {};
  turn = new Promise((resolve) => {
    done = resolve;
  });
  await before;
  const at = await firmwareBus(guests);
  try {
    await use(at);
  } finally {
    await at.units.close();
    done();
  }
}

/** One after the other: chips of several tests at once would only take turns on one processor. */
let turn = Promise.resolve();

/** Guests are made for the line but not yet on it. */
async function firmwareBus(guests: readonly Chip[]) {
  const chips = {
    1: chipWith('counter-unit', eepromAt(1)),
    2: chipWith('counter-unit', eepromAt(2)),
    32: chipWith('keypad', eepromAt(32)),
  };
  const wire = wireWith([...Object.values(chips), ...guests]);
  for (const guest of guests) wire.cut(guest, true);
  wire.run(50);
  const { units, keypad } = await openBus({
    port: '/dev/ttyUSB0',
    counters: { 1: { address: 1 }, 2: { address: 2 } },
    keypad: { address: 32 },
    clock: wire.clock,
    connect: () => wire.master(),
  });
  const presence = new Map<number, boolean>();
  units.onPresence((counter, present) => presence.set(counter, present));
  const polled = async (address: number, times = 4) => {
    const from = wire.asked(address);
    await until(`${times} questions to ${address}`, () => wire.asked(address) >= from + times, patienceMs);
  };
  const becomes = (counter: number, present: boolean) => until('presence', () => presence.get(counter) === present, patienceMs);
  await Promise.all([becomes(1, true), becomes(2, true), polled(32)]);
  return { wire, chips, units, keypad, polled, becomes, chipOf: (counter: number) => chips[counter as 1 | 2] };
}

/** Real milliseconds for chips simulated on a machine that may be busy. */
const patienceMs = 45_000;

/** What people see: watched for more than a second of the chip's time. */
function seen(wire: Wire, chip: Chip): UnitPicture {
  const everyMs = 25;
  const looks = Array.from({ length: 48 }, () => {
    wire.run(everyMs);
    return { text: chip.display.text(), lamp: chip.isHigh(lampPin) };
  });
  const text = looks.find((look) => look.text.trim() !== '')?.text ?? '    ';
  const turns = looks.filter((look, at) => at > 0 && (look.text === text) !== (looks[at - 1]!.text === text)).length;
  const lit = looks.filter(({ lamp }) => lamp).length;
  return {
    display: text,
    blink: turns === 0 ? 'steady' : turns <= 3 ? 'slow' : 'fast',
    lamp: lit === 0 ? 'off' : lit === looks.length ? 'on' : 'blink',
  };
}

unitsSuite('units with the real firmware', (use) =>
  withFirmware(async ({ wire, units, chipOf, polled, becomes }) => {
    const beeps = [1, 2].map((counter) => beepsOf(chipOf(counter)));
    await use({
      units,
      press: async (counter, key) => {
        press(wire, chipOf(counter), unitKeyPins[key]);
        await polled(counter);
      },
      lose: async (counter) => {
        wire.cut(chipOf(counter), true);
        await becomes(counter, false);
      },
      return: async (counter) => {
        wire.cut(chipOf(counter), false);
        await becomes(counter, true);
      },
      picture: async (counter) => {
        await polled(counter);
        return seen(wire, chipOf(counter));
      },
      beeps: async (counter) => {
        await polled(counter);
        wire.run(1_000);
        return beeps[counter - 1]!();
      },
    });
  }),
);

keypadSuite('keypad with the real firmware', (use) =>
  withFirmware(({ wire, chips, keypad, polled }) =>
    use({
      keypad,
      type: async (keys) => {
        typeKeys(wire, chips[32], keys.replaceAll(/[^0-9#*]/g, ''));
        await polled(32);
      },
    }),
  ),
);

test('a unit that the watchdog resets gets its picture back, presses nothing, and its health says what it was (F13)', async (t) => {
  await withFirmware(async ({ wire, chips, units, polled }) => {
    const told: string[] = [];
    units.onPress((counter, key) => told.push(`${counter} ${key}`));
    units.show(1, { display: ' A12', blink: 'steady', lamp: 'on' });
    press(wire, chips[1], unitKeyPins.next);
    await polled(1);
    chips[1].hang();
    wire.run(600);
    t.is(chips[1].bitten(), 1);
    t.is(chips[1].display.text(), '----');
    await until('the picture again', () => chips[1].display.text() === ' A12', patienceMs);
    t.deepEqual(told, ['1 next']);
    const health = units.health().find(({ device }) => device === 'unit 1')!;
    t.deepEqual([health.version, health.boots, health.faults, health.present], ['1.0', 2, ['watchdog'], true]);
  });
});

test('a unit with its power gone is told within 5 s and taken back when it starts anew (F13)', async (t) => {
  await withFirmware(async ({ wire, chips, units, becomes }) => {
    const before = wire.clock.now().steady;
    wire.cut(chips[2], true);
    await becomes(2, false);
    t.true(wire.clock.now().steady - before < 5_000);
    wire.cut(chips[2], false);
    units.show(2, { display: '   3', blink: 'steady', lamp: 'off' });
    await becomes(2, true);
    await until('its picture', () => chips[2].display.text() === '   3', patienceMs);
  });
});

test('two units at one address talk over each other: the counter is greyed, no press is told, and one of them alone is well again (F13)', async (t) => {
  const twin = chipWith('counter-unit', eepromAt(1));
  const use = async ({ wire, chips, units, becomes, polled }: Awaited<ReturnType<typeof firmwareBus>>) => {
    const told: string[] = [];
    units.onPress((counter, key) => told.push(`${counter} ${key}`));
    wire.cut(twin, false);
    press(wire, twin, unitKeyPins.recall);
    await becomes(1, false);
    press(wire, chips[1], unitKeyPins.next);
    wire.cut(twin, true);
    await becomes(1, true);
    t.deepEqual(told, []);
    press(wire, chips[1], unitKeyPins.next);
    await polled(1);
    t.deepEqual(told, ['1 next']);
  };
  await withFirmware(use, twin);
});
