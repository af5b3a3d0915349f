import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { heldMsMax } from '../../../edge/buttons/debounce.ts';
import { blinkMs } from '../../../edge/buttons/lamps.ts';
import type { Lamp, Pin } from '../../../edge/buttons/lines.ts';
import { type GpioLine, lookEveryMs, onoffButtons } from '../../../edge/buttons/onoff.ts';
import { type SimulatedClock, simulatedClock } from '../../../edge/clock/simulated.ts';
import { buttonsSuite } from '../../ports/buttons.ts';

const pins = { 'service:vozidla': { gpio: 17, debounceMs: 20 }, reserved: { gpio: 27, debounceMs: 20 } } satisfies Record<string, Pin>;
const lamps = { 'service:vozidla': { gpio: 12 }, reserved: { gpio: 13, activeLow: true } } satisfies Record<string, Lamp>;
type Id = keyof typeof pins;

type Driven = readonly { readonly level: 0 | 1; readonly atMs: number }[];
const levels = (driven: Driven) => driven.map(({ level }) => level);

/** Changes that were taken back after exactly the time of a blink. */
const blinksIn = (driven: Driven): number =>
  driven.filter(({ atMs }, index) => index > 0 && driven[index + 1]?.atMs === atMs + blinkMs).length;

/** The lines of a chip with base 512, standing in for onoff's native part. */
function wires(clock: SimulatedClock = simulatedClock('2026-11-23T07:00:00Z')) {
  const levels = new Map<number, 0 | 1>();
  const watchers = new Map<number, () => void>();
  const taken = new Set<number>();
  const exported = new Set<number>();
  /** Every level that an output was ever driven to, oldest first. */
  const driven = new Map<number, Driven>();
  const drive = (number: number, level: 0 | 1) =>
    void driven.set(number, [...(driven.get(number) ?? []), { level, atMs: clock.now().steady }]);
  class Gpio implements GpioLine {
    readonly #number: number;
    constructor(number: number, direction: string) {
      if (taken.has(number)) throw Object.assign(new Error('EBUSY: resource busy or locked, write'), { code: 'EBUSY' });
      this.#number = number;
      exported.add(number);
      if (direction !== 'in') drive(number, direction === 'high' ? 1 : 0);
    }
    readSync = () => levels.get(this.#number) ?? 0;
    writeSync = (level: 0 | 1) => drive(this.#number, level);
    watch = (callback: (error: null, value: 0 | 1) => void) => void watchers.set(this.#number, () => callback(null, this.readSync()));
    unwatchAll = () => void watchers.delete(this.#number);
    unexport = () => void exported.delete(this.#number);
  }
  return {
    Gpio,
    taken,
    exported,
    driven: (gpio: number): Driven => driven.get(512 + gpio) ?? [],
    set: (id: Id, level: 0 | 1, edgeSeen = true) => {
      levels.set(512 + pins[id].gpio, level);
      if (edgeSeen) watchers.get(512 + pins[id].gpio)?.();
    },
  };
}

async function withSysfs(use: (sysfs: string) => Promise<void>) {
  const sysfs = await mkdtemp(join(tmpdir(), 'fronta-gpio-'));
  await mkdir(join(sysfs, 'gpiochip512'));
  for (const [file, value] of Object.entries({ label: 'pinctrl-bcm2711', base: 512, ngpio: 58 }))
    await writeFile(join(sysfs, 'gpiochip512', file), `${value}\n`);
  await use(sysfs);
  await rm(sysfs, { recursive: true });
}

type Wires = ReturnType<typeof wires>;
async function withButtons(use: (buttons: Awaited<ReturnType<typeof onoffButtons>>, line: Wires, clock: SimulatedClock) => Promise<void>) {
  await withSysfs(async (sysfs) => {
    const clock = simulatedClock('2026-11-23T07:00:00Z');
    const line = wires(clock);
    const buttons = await onoffButtons({ pins, lamps, clock, sysfs, load: async () => ({ Gpio: line.Gpio as never }) });
    await use(buttons, line, clock);
    await buttons.close();
  });
}

function bounce(line: Wires, clock: SimulatedClock, id: Id, to: 0 | 1) {
  for (const level of [to, 1 - to, to, 1 - to, to] as (0 | 1)[]) {
    line.set(id, level);
    clock.advance(3);
  }
}

buttonsSuite('buttons on lines that bounce', (use) =>
  withButtons(async (buttons, line, clock) => {
    await use({
      buttons,
      press: async (id) => {
        bounce(line, clock, id as Id, 1);
        clock.advance(80);
        bounce(line, clock, id as Id, 0);
        clock.advance(80);
      },
      hold: async (id) => {
        bounce(line, clock, id as Id, 1);
        clock.advance(heldMsMax + 100);
      },
      release: async (id) => {
        bounce(line, clock, id as Id, 0);
        clock.advance(80);
      },
      seeLamp: async (id, lit) => {
        clock.advance(blinkMs);
        const { gpio, activeLow } = { activeLow: false, ...lamps[id as Id] };
        const level = line.driven(gpio).at(-1)?.level;
        if (level !== Number(lit !== activeLow)) throw new Error(`the lamp of ${id} is driven to ${level}`);
      },
      blinks: (id) => blinksIn(line.driven(lamps[id as Id].gpio)),
    });
  }),
);

test('a lamp begins dark by its own level, without a flash, and is dark when the office ends', async (t) => {
  await withSysfs(async (sysfs) => {
    const clock = simulatedClock('2026-11-23T07:00:00Z');
    const line = wires(clock);
    const buttons = await onoffButtons({ pins, lamps, clock, sysfs, load: async () => ({ Gpio: line.Gpio as never }) });
    t.deepEqual([line.driven(12), line.driven(13)].map(levels), [[0], [1]], 'driven to its dark level when opened');
    buttons.light('reserved', true);
    buttons.light('service:vozidla', true);
    await buttons.close();
    t.deepEqual([line.driven(12), line.driven(13)].map(levels), [
      [0, 1, 0],
      [1, 0, 1],
    ]);
    t.deepEqual([...line.exported], []);
  });
});

test('a press blinks a dark lamp too, and one that is lit meanwhile stays lit', async (t) => {
  await withButtons(async (buttons, line, clock) => {
    line.set('service:vozidla', 1);
    clock.advance(20);
    t.deepEqual(levels(line.driven(12)), [0, 1], 'it answers as soon as the press counts');
    buttons.light('service:vozidla', true);
    clock.advance(blinkMs);
    t.deepEqual(levels(line.driven(12)), [0, 1]);
  });
});

test('a press whose edges were lost is found by the next look', async (t) => {
  await withButtons(async (buttons, line, clock) => {
    const pressed: string[] = [];
    buttons.onPress((button) => pressed.push(button));
    line.set('reserved', 1, false);
    clock.advance(2 * lookEveryMs);
    line.set('reserved', 0, false);
    clock.advance(2 * lookEveryMs);
    t.deepEqual(pressed, ['reserved']);
  });
});

test('closing gives every line back', async (t) => {
  const line = wires();
  await withSysfs(async (sysfs) => {
    const buttons = await onoffButtons({
      pins,
      clock: simulatedClock('2026-11-23T07:00:00Z'),
      sysfs,
      load: async () => ({ Gpio: line.Gpio as never }),
    });
    t.deepEqual([...line.exported], [529, 539]);
    await buttons.close();
    t.deepEqual([...line.exported], []);
  });
});

test('a line in use, a line that does not exist and a missing driver are one clear line each', async (t) => {
  await withSysfs(async (sysfs) => {
    const line = wires();
    line.taken.add(539);
    const load = async () => ({ Gpio: line.Gpio as never });
    const refusal = async (given: Readonly<Record<string, Pin>>, loader = load) =>
      (await t.throwsAsync(onoffButtons({ pins: given, clock: simulatedClock('2026-11-23T07:00:00Z'), sysfs, load: loader }))).message;
    t.regex(await refusal(pins), /^buttons\.pins\["reserved"\]: line 27 of pinctrl-bcm2711 is used by another program/);
    t.deepEqual([...line.exported], [], 'the line already taken is given back');
    t.regex(await refusal({ reserved: { gpio: 58 } }), /line 58 of pinctrl-bcm2711 does not exist: it has lines 0 to 57$/);
    const missing = async () => Promise.reject(Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' }));
    const install = 'npm install onoff, then npm run native';
    t.is(await refusal(pins, missing), `buttons.driver "onoff" needs the optional package onoff: ${install}`);
    const lampless = onoffButtons({
      pins: {},
      lamps: { reserved: { gpio: 27 } },
      clock: simulatedClock('2026-11-23T07:00:00Z'),
      sysfs,
      load,
    });
    t.regex(
      (await t.throwsAsync(lampless)).message,
      /^buttons\.lamps\["reserved"\]: line 27 of pinctrl-bcm2711 is used by another program/,
    );
    const misfit = Object.assign(new Error('compiled\nagainst'), { code: 'ERR_DLOPEN_FAILED' });
    const uncompiled = new Error('Could not locate the bindings file. Tried:');
    for (const trouble of [misfit, uncompiled])
      t.is(
        await refusal(pins, () => Promise.reject(trouble)),
        `buttons.driver "onoff" is not compiled for Node ${process.version}: npm run native`,
      );
  });
});
