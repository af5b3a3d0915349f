import { readFileSync } from 'node:fs';
import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { header } from '../../hardware/drawings/header.ts';
import { type Row, readTable } from '../../hardware/drawings/table.ts';

const pins = readTable('pins.csv');
const of = (part: string): readonly Row[] => pins.filter((pin) => pin.part === part);
const textOf = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const example = JSON.parse(textOf('edge/example.json')) as {
  readonly buttons: Readonly<Record<'pins' | 'lamps', Readonly<Record<string, { readonly gpio: number; readonly activeLow?: boolean }>>>>;
  readonly units: { readonly port: string; readonly counters: Readonly<Record<string, { readonly address: number }>> };
  readonly printer: { readonly vendorId: number; readonly productId: number };
};

test('every line of the Pi ends on the pin of the header that has it', (t) => {
  const wired = pins.filter(({ pi_pin }) => pi_pin);
  t.true(wired.length > 10);
  for (const { signal, pi_pin, gpio, meaning } of wired) {
    const there = header[Number(pi_pin) - 1];
    if (gpio) t.is(there, Number(gpio), `${signal}: pin ${pi_pin}`);
    else t.is(there, /ground/.test(meaning!) ? 'GND' : '3.3 V', `${signal}: pin ${pi_pin}`);
  }
});

test('no pin, no line, no core of a cable carries two signals, and a signal stands once', (t) => {
  const twice = (what: string, keys: readonly string[]) => {
    const again = keys.filter((key, index) => keys.indexOf(key) !== index);
    t.deepEqual(again, [], what);
  };
  const told = (column: string, rows: readonly Row[] = pins) => rows.map((row) => row[column]!).filter((cell) => cell !== '');
  twice('signal', told('signal'));
  twice('pin of the header', told('pi_pin'));
  twice('GPIO line', told('gpio'));
  const onUnit = (signals: RegExp) => pins.filter(({ signal }) => signals.test(signal!));
  twice('pin of a counter unit', told('unit_pin', onUnit(/^(unit|display|key):/)));
  twice('pin of a keypad', told('unit_pin', onUnit(/^(unit|keypad):/)));
  twice(
    'core',
    pins.filter(({ colour }) => colour).map(({ cable, colour }) => `${cable} ${colour}`),
  );
});

test('lamps lie on lines that the Pi pulls down from power-on, so that none glows before the daemon starts', (t) => {
  // BCM2711 peripherals, 5.2: GPIO 0 to 8 are pulled up at reset, 9 to 27 down.
  for (const { signal, gpio } of of('lamp')) t.true(Number(gpio) >= 9 && Number(gpio) <= 27, `${signal}: GPIO ${gpio}`);
});

test('every button of the example office has a line and a lamp', (t) => {
  const ids = [...exampleOffice.services.map(({ id }) => `service:${id}`), 'reserved', 'language'];
  t.deepEqual(
    of('button').map(({ signal }) => signal),
    ids,
  );
  t.deepEqual(
    of('lamp').map(({ signal }) => signal),
    ids.map((id) => `lamp:${id}`),
  );
});

test('the example configuration has the lines of pins.csv, and their levels', (t) => {
  const lines = (part: string) => Object.fromEntries(of(part).map(({ signal, gpio }) => [signal!.replace(/^lamp:/, ''), Number(gpio)]));
  const configured = (told: (typeof example)['buttons']['pins']) =>
    Object.fromEntries(Object.entries(told).map(([id, { gpio }]) => [id, gpio]));
  t.deepEqual(configured(example.buttons.pins), lines('button'));
  t.deepEqual(configured(example.buttons.lamps), lines('lamp'));
  for (const { signal, active } of [...of('button'), ...of('lamp')]) {
    const isLamp = signal!.startsWith('lamp:');
    const { activeLow = !isLamp } = example.buttons[isLamp ? 'lamps' : 'pins'][signal!.replace(/^lamp:/, '')]!;
    t.is(activeLow ? 'low' : 'high', active!, signal);
  }
});

test('the example configuration has the bus, the addresses of the counters and the printer', (t) => {
  t.is(example.units.port, '/dev/fronta-bus');
  t.deepEqual(
    Object.entries(example.units.counters).map(([counter, { address }]) => [Number(counter), address]),
    exampleOffice.counters.map(({ number }) => [number, number]),
  );
  const { vendorId, productId } = example.printer;
  t.is(usbOf('usb:fronta-printer'), [vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join(':'));
});

test('the udev rules name the devices of pins.csv, and every line of them is a rule', (t) => {
  const lines = textOf('systemd/udev/70-fronta.rules')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) t.regex(line, /^([A-Z]+(\{[^}]+\})?(==|!=|\+=|=)"[^"]*")(, [A-Z]+(\{[^}]+\})?(==|!=|\+=|=)"[^"]*")*$/);
  for (const { signal } of of('usb')) {
    const [vendor, product] = usbOf(signal!).split(':');
    const named = lines.find((line) => line.includes(`SYMLINK+="${signal!.replace('usb:', '')}"`));
    t.true(named?.includes(`ATTRS{idVendor}=="${vendor}", ATTRS{idProduct}=="${product}"`), signal);
  }
});

test('the firmware has the pins of pins.csv, all of them and no others', (t) => {
  const defined = [...textOf('firmware/avr/pins.h').matchAll(/^#define ([A-Z_0-9]+) ([B-D]), ([0-7])$/gm)].map(([, name, port, bit]) => [
    name!,
    `P${port}${bit}`,
  ]);
  const told = pins.filter(({ unit_pin }) => unit_pin).map(({ signal, unit_pin }) => [nameInFirmware(signal!), unit_pin!]);
  t.deepEqual(Object.fromEntries(defined), Object.fromEntries(told));
  t.is(defined.length, told.length);
});

test('a Nano has each pin of the chip where pins.csv says', (t) => {
  for (const { signal, unit_pin, module_pin } of pins.filter((pin) => pin.unit_pin)) {
    const bit = Number(unit_pin!.slice(2));
    const there = { B: `D${8 + bit}`, C: `A${bit}`, D: `D${bit}` }[unit_pin![1]!];
    t.is(module_pin, there, signal);
  }
});

const usbOf = (signal: string): string => pins.find((pin) => pin.signal === signal)!.usb!;

const nameInFirmware = (signal: string): string =>
  signal
    .replaceAll(/[A-Z]/g, (letter) => `_${letter}`)
    .replaceAll(':', '_')
    .toUpperCase();
