import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { readConfig } from '../../edge/config.ts';

const example = JSON.parse(readFileSync(new URL('../../edge/example.json', import.meta.url), 'utf8'));

/** The configuration as read, or the one line that refuses it. */
function read(file: unknown, environment: NodeJS.ProcessEnv = {}): ReturnType<typeof readConfig> | string {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-'));
  const path = join(folder, 'edge.json');
  try {
    writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file));
    return readConfig(['--config', path], environment);
  } catch (error) {
    return (error as Error).message.replace(path, 'edge.json');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the example configuration is the example office with simulated hardware', (t) => {
  const config = read(example);
  t.like(config, { office: 'krumlov', edge: 'kiosk-1', settings: exampleOffice, listen: { port: 8081 }, startAt: null });
  t.true(Object.isFrozen(config));
});

const refused: readonly (readonly [title: string, file: unknown, line: RegExp])[] = [
  ['an unknown key', { ...example, colour: 'red' }, /^edge\.json: .*"colour"/],
  ['an unknown key within', { ...example, printer: { ...example.printer, dpi: 203 } }, /^edge\.json: printer: .*"dpi"/],
  ['a wrong type', { ...example, listen: { host: '127.0.0.1', port: 'eighty' } }, /^edge\.json: listen\.port: .*expected number/],
  ['a missing part', { ...example, printer: undefined }, /^edge\.json: printer: is missing$/],
  ['a missing word', { ...example, mqtt: { ...example.mqtt, username: undefined } }, /^edge\.json: mqtt\.username: is missing$/],
  ['a speed that no unit has', { ...example, units: { ...example.units, baudRate: 123 } }, /^edge\.json: units\.baudRate: .*9600\|19200/],
  [
    'settings with one thing wrong',
    { ...example, settings: { ...exampleOffice, timeZone: 5 } },
    /^edge\.json: settings\.timeZone: .*expected string/,
  ],
  [
    'two buttons on one pin',
    { ...example, buttons: { driver: 'onoff', pins: { reserved: { gpio: 17 }, 'service:vozidla': { gpio: 17 } } } },
    /^edge\.json: buttons\.pins\.reserved and buttons\.pins\.service:vozidla both use gpio 17/,
  ],
  [
    'a button and a lamp on one pin',
    { ...example, buttons: { driver: 'gpiomon', pins: { reserved: { gpio: 17 } }, lamps: { reserved: { gpio: 17 } } } },
    /^edge\.json: buttons\.pins\.reserved and buttons\.lamps\.reserved both use gpio 17/,
  ],
  ['gpiomon without a button', { ...example, buttons: { driver: 'gpiomon' } }, /buttons\.pins: driver "gpiomon" needs at least one button/],
  ['onoff without a button', { ...example, buttons: { driver: 'onoff' } }, /buttons\.pins: driver "onoff" needs at least one button/],
  [
    'a driver that is none',
    { ...example, buttons: { driver: 'wiringpi', pins: { reserved: { gpio: 17 } } } },
    /^edge\.json: buttons\.driver: .*"onoff"\|"gpiomon"\|"simulated"/,
  ],
  [
    'a pin by its number on the header',
    { ...example, buttons: { driver: 'onoff', pins: { reserved: { pin: 11 } } } },
    /^edge\.json: buttons\.pins\.reserved/,
  ],
  [
    'a line that is no number',
    { ...example, buttons: { driver: 'onoff', pins: { reserved: { gpio: 'GPIO17' } } } },
    /^edge\.json: buttons\.pins\.reserved\.gpio: .*expected number/,
  ],
  [
    'a debounce time beyond a second',
    { ...example, buttons: { driver: 'onoff', pins: { reserved: { gpio: 17, debounceMs: 1500 } } } },
    /^edge\.json: buttons\.pins\.reserved\.debounceMs: .*1000/,
  ],
  [
    'a place beside the screen that is not on it',
    { ...example, buttons: { ...example.buttons, places: { reserved: 140 } } },
    /^edge\.json: buttons\.places\.reserved: /,
  ],
  [
    'a lamp of a button that cannot be',
    { ...example, buttons: { driver: 'onoff', pins: { reserved: { gpio: 17 } }, lamps: { door: { gpio: 4 } } } },
    /^edge\.json: buttons\.lamps\.door: a button is service:<id>/,
  ],
  [
    'two units on one address',
    { ...example, units: { driver: 'modbus', port: '/dev/fronta-bus', counters: { 1: { address: 5 } }, keypad: { address: 5 } } },
    /units\.counters\.1 and units\.keypad both use address 5/,
  ],
  [
    'an answer limit with which a silent unit would be told too late',
    { ...example, units: { ...example.units, answerMs: 1_000 } },
    /^edge\.json: units\.answerMs: .*900/,
  ],
  ['a button that cannot be', { ...example, buttons: { driver: 'simulated', pins: { lever: { gpio: 1 } } } }, /buttons\.pins\.lever: /],
  ['a driver without its port', { ...example, units: { driver: 'modbus' } }, /units\.port: driver "modbus" needs the serial port/],
  ['settings of another office', { ...example, office: 'brno' }, /office is "brno", but its settings are of "krumlov"/],
  ['a file that is not JSON', '{"office": ', /^edge\.json: not JSON: /],
];
for (const [title, file, line] of refused) {
  test(`${title} is refused in one line that says what and where`, (t) => {
    const answer = read(file);
    t.regex(String(answer), line);
    t.false(String(answer).includes('\n'));
  });
}

test('FRONTA_CLOCK sets the clock for tests and is refused in production', (t) => {
  t.like(read(example, { FRONTA_CLOCK: '2026-11-23T08:10:00+01:00' }), { startAt: Date.parse('2026-11-23T07:10:00Z') });
  t.regex(String(read(example, { FRONTA_CLOCK: 'monday' })), /FRONTA_CLOCK/);
  t.regex(String(read(example, { FRONTA_CLOCK: '2026-11-23T08:10:00+01:00', NODE_ENV: 'production' })), /FRONTA_CLOCK/);
});

test('the environment decides port and data folder', (t) => {
  t.like(read(example, { FRONTA_EDGE_PORT: '9000', FRONTA_DATA: '/srv/fronta' }), { listen: { port: 9000 }, data: '/srv/fronta' });
  t.regex(String(read(example, { FRONTA_EDGE_PORT: 'high' })), /FRONTA_EDGE_PORT/);
});

test('a start without --config says how it is started', (t) => {
  t.throws(() => readConfig([], {}), { message: /usage: npm run edge -- --config FILE/ });
});
