import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { printerModels } from '../../../edge/printer/models.ts';
import { paperText, readPaper } from '../../../edge/printer/paper.ts';
import { statusKinds } from '../../../edge/printer/status.ts';
import { factsNamed } from '../../office/stored-facts.ts';
import { until } from '../../office/until.ts';
import { type Daemon, daemonFrom } from './daemon.ts';
import { type AdapterGadget, adapterGadget, type PrinterGadget, printerGadget, printerIds } from './gadget.ts';
import { type Keypad, keypadAddress, keypadOn } from './keypad.ts';
import { chip, gpioLines, type Lines } from './lines.ts';
import { wakesAt } from './morning.ts';

/** The whole kiosk, its devices in our hands, and what visitor and staff see of it. */
export type Kiosk = {
  readonly lines: Lines;
  readonly printer: PrinterGadget;
  readonly adapter: AdapterGadget;
  readonly daemon: Daemon;
  keypad(): Keypad;
  /** Runs the keypad anew on the bus. */
  connectKeypad(): void;
  /** Starts the daemon and resolves when it has asked the printer how it is; what stands on the card is from before. */
  start(driver: 'onoff' | 'gpiomon'): Promise<void>;
  /** Presses, and lets the pause pass in which a second press of the same button gives nothing (F11). */
  press(button: keyof typeof pins): Promise<void>;
  /** Resolves when the lamp of `service:vozidla` is so, 1 lit; it blinks for a moment after a press. */
  lampIs(level: 0 | 1): Promise<void>;
  hold(button: keyof typeof pins): void;
  release(button: keyof typeof pins): void;
  /** The numbers given so far, oldest first. */
  numbers(): readonly string[];
  /** The number that this letter's next ticket must get: none is left out and none repeated. */
  coming(letter: string): string;
  /** The one slip that has come out whole since the last look; fails when it does not come or is not alone. */
  slip(): Promise<string>;
  /** Everything that has come out since the last look. */
  paper(): string;
  /** Resolves when staff are told that the printer is so. */
  printerIs(state: string): Promise<void>;
  screenSays(pattern: RegExp): Promise<void>;
  /** Resolves when technicians are told so of this thing. */
  found(thing: string, pattern: RegExp): Promise<void>;
  /** Resolves when the office hears the keypad, or no longer does. */
  keypadIs(present: boolean): Promise<void>;
};

/** As hardware/pins.csv wires them. */
export const pins = { 'service:vozidla': 17, 'service:dovozy': 27, reserved: 23 } as const;
const vozidlaLamp = 12;

const model = printerModels['epson-tm-t20'];
const anotherPressMs = 2_200;
const cut = Buffer.from([0x1d, 0x56, 66, 0]);
/** An emulated processor on a busy machine is slow; what is right comes in a fraction of this, milliseconds. */
export const withinMs = 45_000;

/** Makes all devices and plugs them in. */
export async function wholeKiosk(): Promise<Kiosk> {
  const [lines, printer, adapter, daemon] = [gpioLines(), printerGadget(), adapterGadget(), daemonFrom(wakesAt)];
  await printer.plug();
  await adapter.plug();
  let keypad = keypadOn(adapter.wires);
  let read = 0;
  const unread = () => printer.paper().subarray(read);
  const paper = (): string => {
    const text = paperText(readPaper(unread(), { ...model, torn: true }).rows);
    read = printer.paper().length;
    return text;
  };
  const numbers = () => factsNamed(daemon.facts(), 'ticket.issued').map(({ data }) => data.number);
  return {
    lines,
    printer,
    adapter,
    daemon,
    paper,
    keypad: () => keypad,
    connectKeypad: () => {
      keypad = keypadOn(adapter.wires);
    },
    async start(driver) {
      const before = printer.asked();
      await daemon.start(config(driver, adapter.port));
      await until('the printer to be asked twice', () => printer.asked() >= before + 2 * statusKinds.length, withinMs);
    },
    async press(button) {
      await lines.press(pins[button]);
      await pause(anotherPressMs);
    },
    lampIs: (level) => until(`the lamp to be ${level}`, () => lines.level(vozidlaLamp) === level, withinMs).then(() => {}),
    hold: (button) => lines.hold(pins[button]),
    release: (button) => lines.release(pins[button]),
    numbers,
    coming: (letter) => `${letter}${1 + numbers().filter((number) => number.startsWith(letter)).length}`,
    async slip() {
      await until('a whole slip to come out', () => unread().subarray(-cut.length).equals(cut), withinMs);
      const { cuts } = readPaper(unread(), model);
      const text = paper();
      assert.equal(cuts, 1, text);
      return text;
    },
    async printerIs(state) {
      const last = () => factsNamed(daemon.facts(), 'printer.changed').at(-1)?.data.state;
      await until(
        () => `the printer to be told as ${state}, not ${last()}`,
        () => last() === state,
        withinMs,
      );
    },
    async found(thing, pattern) {
      let said = '';
      const says = async () => {
        said = (await daemon.findings()).find((finding) => finding.thing === thing)?.says ?? 'nothing';
        return pattern.test(said);
      };
      await until(() => `technicians to be told of the ${thing} ${pattern}; they are told: ${said}`, says, withinMs);
    },
    async keypadIs(present) {
      let said = '';
      const is = async () => {
        const device = (await daemon.devices()).find(({ kind }) => kind === 'keypad');
        said = JSON.stringify(device);
        return device?.present === present;
      };
      await until(() => `the keypad to be ${present ? 'heard' : 'missed'}; it is told as ${said}`, is, withinMs);
    },
    async screenSays(pattern) {
      let said = '';
      const says = async () => {
        said = await daemon.screen();
        return pattern.test(said);
      };
      await until(() => `the screen to say ${pattern}; it says ${said}`, says, withinMs);
    },
  };
}

const config = (driver: 'onoff' | 'gpiomon', port: string): object => ({
  office: 'krumlov',
  edge: 'kiosk-1',
  mqtt: { url: 'mqtt://127.0.0.1:1883', username: 'krumlov/kiosk-1', passwordFile: 'password' },
  buttons: {
    driver,
    chip,
    pins: Object.fromEntries(Object.entries(pins).map(([id, gpio]) => [id, { gpio }])),
    lamps: { 'service:vozidla': { gpio: vozidlaLamp } },
  },
  // An emulated processor answers as late as the bus may wait.
  units: { driver: 'modbus', port, answerMs: 900, keypad: { address: keypadAddress } },
  printer: { driver: 'usb', ...printerIds, model: 'epson-tm-t20' },
});
