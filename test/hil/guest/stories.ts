import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { factsNamed } from '../../office/stored-facts.ts';
import { until } from '../../office/until.ts';
import { type Kiosk, vozidlaLamp } from './kiosk.ts';
import { booked } from './morning.ts';
import type { Story } from './tell.ts';

/** What a slip may take until it is given up, the port's promise, and what an emulated processor takes on top, milliseconds. */
const givenUpMs = 5_000 + 5_000;

/** In this order: each leaves the kiosk running for the next. */
export const stories: readonly Story<Kiosk>[] = [
  {
    title: 'the daemon opens with onoff, usb-adapter and serialport',
    async happens({ start, printerIs }) {
      await start('onoff');
      await printerIs('ok');
    },
  },
  {
    title: 'one press with its bounces is one ticket, its slip comes out of the printer and its lamp is lit (F11)',
    async happens({ press, slip, numbers, lines }) {
      await press('service:vozidla');
      const text = await slip();
      assert.match(text, /^MĚSTSKÝ ÚŘAD\n\nRegistr vozidel\nA1\n/);
      assert.match(text, /<https:\/\/fronta\.example\/t\/.{22}>/);
      assert.deepEqual(numbers(), ['A1']);
      assert.equal(lines.level(vozidlaLamp), 1);
    },
  },
  {
    title: 'without paper the number stands on the screen, staff are told, and the refill releases nothing old (F8)',
    async happens({ press, slip, paper, printer, printerIs, screenSays }) {
      for (const state of ['paper-out', 'cover-open'] as const) {
        printer.set(state);
        await printerIs(state);
      }
      await press('service:vozidla');
      await screenSays(/A2/);
      printer.set('near-end');
      await printerIs('near-end');
      assert.equal(paper(), '');
      await press('service:vozidla');
      assert.match(await slip(), /\nA3\n/);
      printer.set('ok');
      await printerIs('ok');
    },
  },
  {
    title: 'a printer that takes nothing is given up in time, and nothing of it prints later (F8)',
    async happens({ press, paper, printer, printerIs, screenSays, daemon }) {
      const failures = () => factsNamed(daemon.facts(), 'slip.failed').length;
      const before = failures();
      printer.stall(true);
      await press('service:dovozy');
      await until('the slip to be given up', () => failures() > before, givenUpMs);
      await screenSays(/B1/);
      printer.stall(false);
      await printerIs('ok');
      assert.equal(paper(), '');
    },
  },
  {
    title: 'a roll that ends within a slip: the same number is offered again, and OK on the keypad prints its copy (F9)',
    async happens({ press, slip, paper, printer, printerIs, screenSays, daemon, keypad, numbers }) {
      printer.paperOutAfterBytes(60);
      await press('service:dovozy');
      await until('the slip to be given up', () => factsNamed(daemon.facts(), 'slip.failed').at(-1)?.data.reason === 'unknown', givenUpMs);
      await screenSays(/B2/);
      paper();
      printer.set('ok');
      await printerIs('ok');
      assert.equal(paper(), '');
      await keypad().type('#');
      assert.match(await slip(), /\nB2\n[\s\S]*\nKOPIE$/);
      assert.deepEqual(numbers().slice(-2), ['B1', 'B2']);
    },
  },
  {
    title: 'with the printer unplugged numbers are only shown; plugged in again it prints without a restart (F8)',
    async happens({ press, slip, paper, printer, printerIs, screenSays }) {
      await printer.unplug();
      await press('service:vozidla');
      await screenSays(/A4/);
      await printerIs('offline');
      await printer.plug();
      await printerIs('ok');
      assert.equal(paper(), '');
      await press('service:vozidla');
      assert.match(await slip(), /\nA5\n/);
    },
  },
  {
    title: 'a PIN typed on the keypad gives the slip of its hour',
    async happens({ press, slip, keypad, screenSays }) {
      await press('reserved');
      await screenSays(/PIN/);
      await keypad().type(`${booked.pin}#`);
      await screenSays(/A6/);
      assert.match(await slip(), /\nA6\nobjednáno 8:30-9:30\n/);
    },
  },
  {
    title: 'a button held for over 10 s counts once and is masked, the others work (F10)',
    async happens({ hold, release, press, slip, numbers, daemon }) {
      hold('service:dovozy');
      assert.match(await slip(), /\nB3\n/);
      await until('the stuck button to be told', () => /"stuck":true/.test(daemon.log()), 30_000);
      await press('service:vozidla');
      assert.match(await slip(), /\nA7\n/);
      release('service:dovozy');
      await until('the free button to be told', () => /"stuck":false/.test(daemon.log()), 30_000);
      assert.deepEqual(numbers().slice(-2), ['B3', 'A7']);
    },
  },
  {
    title: 'killed between number and paper and started again, it forgets nothing and repeats no number (F1, F9)',
    async happens({ lines, start, daemon, numbers, paper, press, printerIs }) {
      const before = numbers().length;
      await lines.press(17);
      await until('the next number', () => numbers().length > before);
      await daemon.end('SIGKILL');
      const torn = paper();
      await start('onoff');
      await printerIs('ok');
      await press('service:dovozy');
      await until('the number after the restart', () => numbers().length > before + 1);
      assert.deepEqual(numbers().slice(before), ['A8', 'B4']);
      let after = '';
      await until(
        () => `the slip after the restart; before the kill: ${torn}; since then: ${after}`,
        () => {
          after += paper();
          return /\nB4\n/.test(after);
        },
        45_000,
      );
      assert.doesNotMatch(after.replaceAll(/A8\n[\s\S]*?KOPIE/g, ''), /\nA8\n/, 'another slip of the number is marked as a copy');
    },
  },
  {
    title: 'gpiomon in place of onoff gives the same (F11)',
    async happens({ daemon, start, printerIs, press, paper, slip, numbers }) {
      await daemon.end('SIGTERM');
      await start('gpiomon');
      await printerIs('ok');
      paper();
      await press('service:vozidla');
      assert.match(await slip(), /\nA9\n/);
      assert.equal(numbers().at(-1), 'A9');
    },
  },
  {
    title: 'the bus unplugged and plugged in again, the keypad is heard without a restart (F13)',
    async happens({ press, adapter, connectKeypad, keypad, screenSays }) {
      await keypad().powerOff();
      await adapter.unplug();
      await pause(5_000);
      await adapter.plug();
      connectKeypad();
      // Keys pressed before the bus is open again are not heard, as on any keypad without power.
      await pause(5_000);
      await press('reserved');
      await screenSays(/PIN/);
      await keypad().type('0000#');
      await screenSays(/neznáme/);
    },
  },
];
