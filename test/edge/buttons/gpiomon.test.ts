import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { restartMsMax, restartMsMin } from '../../../edge/buttons/gpiod-programs.ts';
import type { GpiodMajor } from '../../../edge/buttons/gpiod-syntax.ts';
import { gpiomonButtons } from '../../../edge/buttons/gpiomon.ts';
import { blinkMs } from '../../../edge/buttons/lamps.ts';
import type { Lamp, Pin } from '../../../edge/buttons/lines.ts';
import type { Buttons } from '../../../edge/buttons/port.ts';
import { type SimulatedClock, simulatedClock } from '../../../edge/clock/simulated.ts';
import { needs } from '../../needs.ts';
import { until } from '../../office/until.ts';
import { buttonsSuite } from '../../ports/buttons.ts';
import { type GpiodChip, gpiodChip } from './gpiod-chip.ts';

const pins = { 'service:vozidla': { gpio: 17, debounceMs: 20 }, reserved: { gpio: 27, debounceMs: 20 } } satisfies Record<string, Pin>;
const lamps = { 'service:vozidla': { gpio: 12 }, reserved: { gpio: 13, activeLow: true } } satisfies Record<string, Lamp>;
type Id = keyof typeof pins;
const versions = [1, 2] as const;

type Hall = {
  readonly buttons: Buttons;
  readonly chip: GpiodChip;
  readonly clock: SimulatedClock;
  readonly troubles: readonly string[];
  readonly told: readonly string[];
  /** Sets the line of a button; `down` pulls it low. */
  set(id: Id, down: boolean): void;
  /** Lets simulated time pass, as little by little as real time does, until it is so. */
  pass(what: string, isSo: () => boolean, stepMs?: number): Promise<void>;
};

/** One hall after the other: each starts a dozen programs, and all at once they would wait for each other. */
let halls: Promise<void> = Promise.resolve();
function inHall(major: GpiodMajor, use: (hall: Hall) => Promise<void>): Promise<void> {
  const mine = halls.then(() => inOneHall(major, use));
  halls = mine.catch(() => {});
  return mine;
}

async function inOneHall(major: GpiodMajor, use: (hall: Hall) => Promise<void>): Promise<void> {
  const chip = await gpiodChip(major);
  const clock = simulatedClock('2026-11-23T07:00:00Z');
  const troubles: string[] = [];
  const told: string[] = [];
  const buttons = await gpiomonButtons({
    pins,
    lamps,
    clock,
    programs: chip.programs,
    kernelMs: () => clock.now().steady,
    onTrouble: (line) => troubles.push(line),
  });
  buttons.onPress((button) => told.push(button));
  buttons.onStuck((button, stuck) => told.push(`${button} ${stuck ? 'sticks' : 'is free'}`));
  const pass: Hall['pass'] = async (what, isSo, stepMs = 10) => {
    await until(what, () => {
      clock.advance(stepMs);
      return isSo();
    });
  };
  const set: Hall['set'] = (id, down) => chip.set(pins[id].gpio, down ? 0 : 1, clock.now().steady);
  await until('gpiomon watches and gpioset holds the lamps', () => chip.watches(17) && chip.watches(27) && chip.running() === 3);
  await use({ buttons, chip, clock, troubles, told, set, pass });
  await buttons.close();
  await until('every program has ended', () => chip.running() === 0);
  await chip.close();
}

for (const major of versions)
  buttonsSuite(`buttons through gpiomon ${major}.x`, (use) =>
    inHall(major, async ({ buttons, chip, clock, told, set, pass }) => {
      const blinks = new Map<string, number>();
      const bounce = (id: Id, down: boolean) => {
        for (const level of [down, !down, down]) {
          set(id, level);
          clock.advance(3);
        }
      };
      const grew = (list: () => number, before: number) => () => list() > before;
      await use({
        buttons,
        press: async (id) => {
          const before = { told: told.length, driven: chip.driven(lamps[id as Id].gpio).length };
          bounce(id as Id, true);
          clock.advance(150);
          bounce(id as Id, false);
          await until(
            `${id} is pressed`,
            grew(() => told.length, before.told),
          );
          await until(
            `the lamp of ${id} blinks`,
            grew(() => chip.driven(lamps[id as Id].gpio).length, before.driven),
          );
          blinks.set(id, (blinks.get(id) ?? 0) + 1);
          await pass(
            `the lamp of ${id} is itself again`,
            grew(() => chip.driven(lamps[id as Id].gpio).length, before.driven + 1),
          );
        },
        hold: async (id) => {
          bounce(id as Id, true);
          await pass(`${id} sticks`, () => told.includes(`${id} sticks`), 500);
        },
        release: async (id) => {
          bounce(id as Id, false);
          await pass(`${id} is free`, () => told.includes(`${id} is free`));
        },
        seeLamp: async (id, lit) => {
          const { gpio, activeLow } = { activeLow: false, ...lamps[id as Id] };
          const level = Number(lit !== activeLow);
          await pass(`the lamp of ${id} is ${lit ? 'lit' : 'dark'}`, () => chip.driven(gpio).at(-1) === level);
        },
        blinks: (id) => blinks.get(id) ?? 0,
      });
    }),
  );

for (const major of versions)
  test(`a gpiomon ${major}.x that dies is told, comes back, and a button down meanwhile counts`, async (t) => {
    await inHall(major, async ({ chip, told, troubles, set, pass }) => {
      chip.breakMonitors('error waiting for events');
      await until('the death is told', () => troubles.length === 1);
      t.is(
        troubles[0],
        `buttons.driver "gpiomon": gpiomon ended (gpiomon: error waiting for events); it is started again in ${restartMsMin} ms`,
      );
      await until('the line is free', () => !chip.watches(17));
      set('reserved', true);
      await pass('the press is found', () => told.length > 0);
      t.deepEqual(told, ['reserved']);
      await until('it watches again', () => chip.watches(27));
      set('reserved', false);
      await pass('the release is seen', () => chip.watches(27));
      t.is(troubles.length, 1);
    });
  });

test('a gpiomon that cannot live is tried again ever more seldom, and forgiven once it has lived', async (t) => {
  await inHall(2, async ({ chip, clock, troubles, pass, told, set }) => {
    chip.dieSaying('no luck');
    chip.breakMonitors('gone');
    const pauses = (): number[] => troubles.map((line) => Number(/started again in (\d+) ms$/.exec(line)?.[1]));
    for (let deaths = 1; deaths <= 8; deaths++) {
      await until('it dies', () => troubles.length === deaths);
      clock.advance(pauses().at(-1)!);
    }
    t.deepEqual(pauses(), [250, 500, 1_000, 2_000, 4_000, 8_000, restartMsMax, restartMsMax]);
    chip.dieSaying(null);
    await pass('it lives', () => chip.watches(27), restartMsMax);
    clock.advance(restartMsMax + 1);
    const before = troubles.length;
    chip.breakMonitors('gone again');
    await until('it dies', () => troubles.length > before);
    t.is(pauses().at(-1), restartMsMin);
    await pass('it lives', () => chip.watches(17));
    set('service:vozidla', true);
    await pass('it is pressed', () => told.includes('service:vozidla'));
  });
});

test('a press that was read late, both edges at once, is one press all the same (F11)', async (t) => {
  await inHall(1, async ({ chip, clock, told, pass }) => {
    const pressedMs = clock.now().steady + 100;
    clock.advance(5_000);
    chip.set(17, 0, pressedMs);
    chip.set(17, 1, pressedMs + 120);
    await pass('it is pressed', () => told.length > 0);
    t.deepEqual(told, ['service:vozidla']);
  });
});

test('a spike that was read late is no press (F12)', async (t) => {
  await inHall(2, async ({ chip, clock, told }) => {
    const spikeMs = clock.now().steady + 100;
    clock.advance(5_000);
    chip.set(17, 0, spikeMs);
    chip.set(17, 1, spikeMs + 5);
    chip.set(27, 0, spikeMs + 1_000);
    chip.set(27, 1, spikeMs + 1_150);
    await until('the next press comes', () => told.length > 0);
    t.deepEqual(told, ['reserved']);
  });
});

test('a button found down at the start is held, not pressed (F10)', async (t) => {
  const chip = await gpiodChip(2);
  chip.set(17, 0, 0);
  const clock = simulatedClock('2026-11-23T07:00:00Z');
  const told: string[] = [];
  const buttons = await gpiomonButtons({ pins, clock, programs: chip.programs, onTrouble: (line) => told.push(line) });
  buttons.onPress((button) => told.push(button));
  buttons.onStuck((button, stuck) => told.push(`${button} ${stuck}`));
  clock.advance(10_001);
  t.deepEqual(told, ['service:vozidla true']);
  await buttons.close();
  await chip.close();
});

const clock = simulatedClock('2026-11-23T07:00:00Z');
const refusal = async (options: Partial<Parameters<typeof gpiomonButtons>[0]>): Promise<string> => {
  try {
    await (await gpiomonButtons({ pins, clock, onTrouble: () => {}, ...options })).close();
    return 'it opened';
  } catch (error) {
    return (error as Error).message;
  }
};

for (const major of versions)
  test(`with libgpiod ${major}.x a line in use, one that does not exist and another chip are one clear line each`, async (t) => {
    const chip = await gpiodChip(major);
    const { programs } = chip;
    chip.taken.add(27);
    t.regex(
      await refusal({ programs }),
      /^buttons\.pins\["reserved"\]: line 27 of pinctrl-bcm2711 is used by another program .*"gpioinfo"/,
    );
    t.regex(
      await refusal({ programs, pins: {}, lamps: { reserved: { gpio: 27 } } }),
      /^buttons\.lamps\["reserved"\]: line 27 of .* is used/,
    );
    t.regex(
      await refusal({ programs, pins: { reserved: { gpio: 58 } } }),
      /^buttons\.pins.*line 58 .* does not exist: it has lines 0 to 57$/,
    );
    t.regex(
      await refusal({ programs, chip: 'mcp23017' }),
      /^buttons\.chip: no GPIO chip is labelled "mcp23017" by gpiodetect \(here are: pinct/,
    );
    await chip.close();
  });

test('programs that are missing or of a version nobody knows are one clear line that says what to do', async (t) => {
  const empty = await mkdtemp(join(tmpdir(), 'fronta-gpiod-'));
  t.is(await refusal({ programs: empty }), 'buttons.driver "gpiomon": gpiomon is not installed: apt install gpiod');
  await rm(empty, { recursive: true });
  const chip = await gpiodChip(1, 'v0.3');
  t.regex(
    await refusal({ programs: chip.programs }),
    /^buttons\.driver "gpiomon" knows libgpiod 1 and 2, and here is "gpiomon .*v0\.3": install/,
  );
  await chip.close();
});

needs('gpiomon', 'gpiodetect')(
  'the installed programs of libgpiod are understood, and a machine without chips is one clear line',
  async (t) => {
    t.regex(
      await refusal({ chip: 'no-such-chip' }),
      /^buttons\.chip: no GPIO chip is labelled "no-such-chip" by gpiodetect \((there is none|here are: .*)\)/,
    );
  },
);

test('a lamp asked for many things at once ends as it was asked last', async (t) => {
  await inHall(2, async ({ buttons, chip, clock, pass }) => {
    for (let round = 0; round < 5; round++) {
      buttons.light('reserved', true);
      buttons.light('reserved', false);
    }
    buttons.light('reserved', true);
    await pass('it is lit', () => chip.driven(13).at(-1) === 0);
    clock.advance(blinkMs);
    t.is(chip.driven(13).at(-1), 0);
  });
});
