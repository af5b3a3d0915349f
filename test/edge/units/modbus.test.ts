import test from 'ava';
import { systemClock } from '../../../edge/clock/system.ts';
import { answerMsLongest } from '../../../edge/units/master.ts';
import { openBus } from '../../../edge/units/modbus.ts';
import type { Units } from '../../../edge/units/port.ts';
import { keypadSuite } from '../../ports/keypad.ts';
import { unitsSuite } from '../../ports/units.ts';
import { type SimulatedBus, type SimulatedDevice, simulatedBus } from './simulated-bus.ts';

type Bench = {
  readonly bus: SimulatedBus;
  readonly first: SimulatedDevice;
  readonly second: SimulatedDevice;
  readonly pad: SimulatedDevice;
  readonly units: Units;
  readonly keypad: Awaited<ReturnType<typeof openBus>>['keypad'];
  readonly troubles: readonly string[];
  /** Resolves when the presence of a counter has been told so. */
  becomes(counter: number, present: boolean): Promise<void>;
};

async function withBus(use: (bench: Bench) => Promise<void>) {
  const bus = await simulatedBus();
  const [first, second, pad] = [bus.add(1, 'unit'), bus.add(2, 'unit'), bus.add(32, 'keypad')];
  const troubles: string[] = [];
  const { units, keypad } = await openBus({
    port: '/dev/ttyUSB0',
    counters: { 1: { address: 1 }, 2: { address: 2 } },
    keypad: { address: 32 },
    // What these devices answer late on a busy machine is no missed answer.
    answerMs: answerMsLongest,
    clock: systemClock({ startAt: null, resume: null }),
    onTrouble: (line) => troubles.push(line),
    connect: bus.connect,
  });
  const now = new Map<number, boolean>();
  let noticed: (() => void)[] = [];
  units.onPresence((counter, present) => {
    now.set(counter, present);
    for (const notice of noticed.splice(0)) notice();
  });
  const becomes = async (counter: number, present: boolean) => {
    while (now.get(counter) !== present) await new Promise<void>((resolve) => noticed.push(resolve));
  };
  await Promise.all([becomes(1, true), becomes(2, true), pad.asked(2)]);
  await use({ bus, first, second, pad, units, keypad, troubles, becomes });
  noticed = [];
  await units.close();
  await bus.close();
}

/** A reading, the writes that may follow it, and the next reading. */
const noticed = (device: SimulatedDevice) => device.asked(5);

unitsSuite('units on the bus', (use) =>
  withBus(async ({ units, first, second, becomes }) => {
    const device = (counter: number) => (counter === 1 ? first : second);
    await use({
      units,
      press: async (counter, key) => {
        device(counter).press(key);
        await noticed(device(counter));
      },
      lose: async (counter) => {
        device(counter).silence();
        await becomes(counter, false);
      },
      return: async (counter) => {
        device(counter).answer();
        await becomes(counter, true);
      },
      picture: async (counter) => {
        await noticed(device(counter));
        return device(counter).picture();
      },
      beeps: async (counter) => {
        await noticed(device(counter));
        return device(counter).holding[4]!;
      },
    });
  }),
);

keypadSuite('keypad on the bus', (use) =>
  withBus(({ keypad, pad }) =>
    use({
      keypad,
      type: async (keys) => {
        for (const key of keys) {
          pad.type(key);
          await noticed(pad);
        }
      },
    }),
  ),
);

test('a press whose answer got lost is told once, when the next one comes (F13)', async (t) => {
  await withBus(async ({ units, first }) => {
    const pressed: string[] = [];
    units.onPress((counter, key) => pressed.push(`${counter} ${key}`));
    first.loseAnswers(true);
    first.press('next');
    await first.asked(2);
    first.loseAnswers(false);
    await noticed(first);
    t.deepEqual(pressed, ['1 next']);
  });
});

test('the presses of a unit that is lost call nobody (F13)', async (t) => {
  await withBus(async ({ units, first, second, becomes }) => {
    const pressed: string[] = [];
    units.onPress((counter, key) => pressed.push(`${counter} ${key}`));
    first.silence();
    await becomes(1, false);
    first.press('next');
    second.press('next');
    first.answer();
    await becomes(1, true);
    await noticed(first);
    t.deepEqual(pressed, ['2 next']);
  });
});

test('a unit that restarts shows its picture again and presses nothing (F13)', async (t) => {
  await withBus(async ({ units, first }) => {
    const pressed: string[] = [];
    units.onPress((counter, key) => pressed.push(`${counter} ${key}`));
    units.show(1, { display: ' A12', blink: 'fast', lamp: 'on' });
    first.press('next');
    await noticed(first);
    first.reboot();
    t.is(first.picture().display, '----');
    await noticed(first);
    t.is(first.picture().display, ' A12');
    t.deepEqual(pressed, ['1 next']);
    t.is(first.holding[5], 10, 'it is told when to show dashes without a master');
  });
});

test('what a unit tells about itself is known, and its faults as soon as it finds them', async (t) => {
  await withBus(async ({ units, first, pad, becomes }) => {
    const unit = () => units.health().find(({ counter }) => counter === 1)!;
    const turned = new Promise<void>((resolve) => units.onHealth(() => unit().faults.length > 0 && resolve()));
    first.input[1] = 0x0203;
    first.input[4] = 0b101;
    first.input[6] = 7;
    first.input[23] = 2;
    await turned;
    const { version, boots, faults, badFrames, longPresses, present } = unit();
    t.deepEqual({ version, boots, badFrames, present }, { version: '2.3', boots: 1, badFrames: 7, present: true });
    t.deepEqual(faults, ['key-stuck', 'watchdog']);
    t.deepEqual(longPresses, { next: 0, recall: 0, noShow: 0, pause: 2 });
    t.deepEqual(
      units.health().map(({ device }) => device),
      ['unit 1', 'unit 2', 'keypad'],
    );
    pad.silence();
    first.silence();
    await becomes(1, false);
    t.deepEqual([unit().present, unit().missed >= 4], [false, true]);
  });
});

test('every device is asked equally often, one that is silent seldom (F13)', async (t) => {
  await withBus(async ({ first, second, pad, becomes }) => {
    pad.silence();
    second.silence();
    await becomes(2, false);
    const [answering, silent] = [first.heard(), second.heard()];
    await first.asked(40);
    t.true(first.heard() - answering >= 40);
    t.true(second.heard() - silent <= 4, `${second.heard() - silent} questions to a silent unit`);
    second.answer();
    await becomes(2, true);
    const [one, other] = [first.heard(), second.heard()];
    await first.asked(40);
    const share = (second.heard() - other) / (first.heard() - one);
    t.true(share > 0.7 && share < 1.4, `${share}`);
  });
});

test('a unit that takes no picture is away, however well it answers', async (t) => {
  await withBus(async ({ units, first, becomes }) => {
    first.refuseWrites(true);
    units.show(1, { display: '   7', blink: 'steady', lamp: 'off' });
    await becomes(1, false);
    first.refuseWrites(false);
    await becomes(1, true);
    t.is(first.picture().display, '   7');
  });
});

test('a picture is written only when it changes', async (t) => {
  await withBus(async ({ units, first }) => {
    units.show(1, { display: ' A12', blink: 'steady', lamp: 'on' });
    await noticed(first);
    first.holding[0] = 0x2020;
    units.show(1, { display: ' A12', blink: 'steady', lamp: 'on' });
    await noticed(first);
    t.is(first.holding[0], 0x2020);
  });
});

test('noise before the answers and broken answers make no press, no key and no other picture (F12)', async (t) => {
  await withBus(async ({ bus, units, keypad, first, pad, becomes }) => {
    const told: string[] = [];
    units.onPress((counter, key) => told.push(`${counter} ${key}`));
    keypad.onKey((key) => told.push(key));
    bus.noise(Buffer.from([0x00, 0xff, 0x55, 0x31]));
    await Promise.all([noticed(first), noticed(pad)]);
    bus.noise(Buffer.alloc(0));
    first.garble(true);
    first.press('next');
    await becomes(1, false);
    t.deepEqual(told, []);
    first.garble(false);
    await becomes(1, true);
    t.deepEqual(told, []);
  });
});

test('a device of the wrong kind at an address is not taken for the unit (F13)', async (t) => {
  await withBus(async ({ bus, becomes }) => {
    bus.add(1, 'keypad');
    await becomes(1, false);
    bus.add(1, 'unit');
    await becomes(1, true);
    t.pass();
  });
});

test('an adapter that is pulled out and put back is told once and found again without a restart (F13)', async (t) => {
  await withBus(async ({ bus, units, first, troubles, becomes }) => {
    bus.pull();
    await Promise.all([becomes(1, false), becomes(2, false)]);
    units.show(1, { display: '   3', blink: 'steady', lamp: 'blink' });
    bus.putBack();
    await Promise.all([becomes(1, true), becomes(2, true)]);
    await noticed(first);
    t.deepEqual(first.picture(), { display: '   3', blink: 'steady', lamp: 'blink' });
    t.deepEqual(troubles, ['units.port /dev/ttyUSB0: cannot be opened (No such file or directory); trying again every second']);
  });
});

test('a serial line that is not there leaves its units absent and the office running', async (t) => {
  const troubles: string[] = [];
  const { units } = await openBus({
    port: '/dev/no-such-line',
    counters: { 1: { address: 1 } },
    keypad: null,
    clock: systemClock({ startAt: null, resume: null }),
    onTrouble: (line) => troubles.push(line),
  });
  await new Promise<void>((resolve) => units.onPresence((_, present) => !present && resolve()));
  await units.close();
  t.is(troubles.length, 1);
  t.regex(troubles[0]!, /^units\.port \/dev\/no-such-line: cannot be opened \(/);
});
