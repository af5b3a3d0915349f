import { strict as assert } from 'node:assert';
import { factsNamed } from '../../office/stored-facts.ts';
import { until } from '../../office/until.ts';
import { type Kiosk, pins, withinMs } from './kiosk.ts';
import { booked } from './morning.ts';
import type { Story } from './tell.ts';

/** What a slip may take until it is given up, the port's promise, and what an emulated processor takes on top, milliseconds. */
const givenUpMs = 5_000 + 5_000;

/** In this order: each leaves the kiosk running for the next. */
export const stories: readonly Story<Kiosk>[] = [
  {
    title: 'the daemon opens with onoff, usb-adapter and serialport, and hears printer and keypad',
    async happens({ start, printerIs, keypadIs }) {
      await start('onoff');
      await printerIs('ok');
      await keypadIs(true);
    },
  },
  {
    title: 'one press with its bounces is one ticket, its slip comes out of the printer and its lamp is lit (F11)',
    async happens({ press, slip, numbers, lampIs }) {
      await press('service:vozidla');
      const text = await slip();
      assert.match(text, /^MĚSTSKÝ ÚŘAD\n\nRegistr vozidel\nA1\n/);
      assert.match(text, /<https:\/\/fronta\.example\/t\/.{22}>/);
      assert.deepEqual(numbers(), ['A1']);
      await lampIs(1);
    },
  },
  {
    title: 'without paper the number stands on the screen, staff are told, and the refill releases nothing old (F8)',
    async happens({ press, slip, coming, paper, printer, printerIs, screenSays }) {
      for (const state of ['paper-out', 'cover-open'] as const) {
        printer.set(state);
        await printerIs(state);
      }
      const unprinted = coming('A');
      await press('service:vozidla');
      await screenSays(word(unprinted));
      printer.set('near-end');
      await printerIs('near-end');
      assert.equal(paper(), '');
      const printed = coming('A');
      await press('service:vozidla');
      assert.match(await slip(), line(printed));
      printer.set('ok');
      await printerIs('ok');
    },
  },
  {
    title: 'a printer that takes nothing is given up in time, and nothing of it prints later (F8)',
    async happens({ press, coming, paper, printer, printerIs, screenSays, daemon }) {
      const failures = () => factsNamed(daemon.facts(), 'slip.failed').length;
      const before = failures();
      const unprinted = coming('B');
      printer.stall(true);
      await press('service:dovozy');
      await until('the slip to be given up', () => failures() > before, givenUpMs);
      await screenSays(word(unprinted));
      printer.stall(false);
      await printerIs('ok');
      assert.equal(paper(), '');
    },
  },
  {
    title: 'a roll that ends within a slip: the same number is offered again, and OK on the keypad prints its copy (F9)',
    async happens({ press, slip, coming, paper, printer, printerIs, screenSays, daemon, keypad, keypadIs }) {
      const torn = coming('B');
      printer.paperOutAfterBytes(60);
      await press('service:dovozy');
      await until('the slip to be given up', () => factsNamed(daemon.facts(), 'slip.failed').at(-1)?.data.reason === 'unknown', givenUpMs);
      await screenSays(word(torn));
      paper();
      printer.set('ok');
      await printerIs('ok');
      assert.equal(paper(), '');
      await keypadIs(true);
      await keypad().type('#');
      const copy = await slip();
      assert.match(copy, line(torn));
      assert.match(copy, /\nKOPIE$/);
      assert.notEqual(coming('B'), torn);
    },
  },
  {
    title: 'with the printer unplugged numbers are only shown; plugged in again it prints without a restart (F8)',
    async happens({ press, slip, coming, paper, printer, printerIs, screenSays }) {
      await printer.unplug();
      const unprinted = coming('A');
      await press('service:vozidla');
      await screenSays(word(unprinted));
      await printerIs('offline');
      await printer.plug();
      await printerIs('ok');
      assert.equal(paper(), '');
      const printed = coming('A');
      await press('service:vozidla');
      assert.match(await slip(), line(printed));
    },
  },
  {
    title: 'a PIN typed on the keypad gives the slip of its hour',
    async happens({ press, slip, coming, keypad, keypadIs, screenSays }) {
      const printed = coming('A');
      await press('reserved');
      await screenSays(/"kind":"pin"/);
      await keypadIs(true);
      await keypad().type(`${booked.pin}#`);
      await screenSays(word(printed));
      const text = await slip();
      assert.match(text, line(printed));
      assert.match(text, /\nobjednáno 8:30-9:30\n/);
    },
  },
  {
    title: 'a button held for over 10 s counts once, is masked and told by its name, and the others work (F10)',
    async happens({ hold, release, press, slip, coming, numbers, found }) {
      const [held, other] = [coming('B'), coming('A')];
      hold('service:dovozy');
      try {
        assert.match(await slip(), line(held));
        await found('buttons', /^service:dovozy held down and masked$/);
        await press('service:vozidla');
        assert.match(await slip(), line(other));
      } finally {
        release('service:dovozy');
      }
      await found('buttons', /^none sticks$/);
      assert.deepEqual(numbers().slice(-2), [held, other]);
    },
  },
  {
    title: 'killed between number and paper and started again, it forgets nothing and repeats no number (F1, F9)',
    async happens({ lines, start, daemon, coming, numbers, paper, press, printerIs, keypadIs }) {
      const [before, last, next] = [numbers().length, coming('A'), coming('B')];
      lines.hold(pins['service:vozidla']);
      await until('the next number', () => numbers().length > before, withinMs);
      await daemon.end('SIGKILL');
      lines.release(pins['service:vozidla']);
      const torn = paper();
      await start('onoff');
      await printerIs('ok');
      await keypadIs(true);
      await press('service:dovozy');
      await until('the number after the restart', () => numbers().length > before + 1, withinMs);
      assert.deepEqual(numbers().slice(before), [last, next]);
      for (const letter of ['A', 'B']) {
        const given = numbers().filter((number) => number.startsWith(letter));
        assert.deepEqual(
          given,
          Array.from(given, (_, index) => `${letter}${index + 1}`),
          'none is left out, none is repeated',
        );
      }
      let after = '';
      await until(
        () => `the slip after the restart; before the kill: ${torn}; since then: ${after}`,
        () => {
          after += paper();
          return line(next).test(after);
        },
        withinMs,
      );
      const copies = new RegExp(`${last}\\n[\\s\\S]*?KOPIE`, 'g');
      assert.doesNotMatch(after.replaceAll(copies, ''), line(last), 'another slip of the number is marked as a copy');
    },
  },
  {
    title: 'gpiomon in place of onoff gives the same, lamp and stuck button too (F10, F11)',
    async happens({ daemon, start, printerIs, press, hold, release, paper, slip, coming, found, lampIs }) {
      await daemon.end('SIGTERM');
      await start('gpiomon');
      await printerIs('ok');
      paper();
      const [pressed, held] = [coming('A'), coming('B')];
      await press('service:vozidla');
      assert.match(await slip(), line(pressed));
      await lampIs(1);
      hold('service:dovozy');
      try {
        assert.match(await slip(), line(held));
        await found('buttons', /^service:dovozy held down and masked$/);
      } finally {
        release('service:dovozy');
      }
      await found('buttons', /^none sticks$/);
    },
  },
  {
    title: 'the bus unplugged and plugged in again, the keypad is heard without a restart (F13)',
    async happens({ press, adapter, connectKeypad, keypad, keypadIs, screenSays }) {
      await keypadIs(true);
      await keypad().powerOff();
      await adapter.unplug();
      await keypadIs(false);
      await adapter.plug();
      connectKeypad();
      // Keys pressed before the bus is open again are not heard, as on any keypad without power.
      await keypadIs(true);
      await press('reserved');
      await screenSays(/"kind":"pin"/);
      await keypad().type('0000#');
      // Out of touch with the cloud it cannot say that there is no such reservation.
      await screenSays(/nemusí znát/);
    },
  },
];

/** The number as a word of its own, and as the line that a slip gives it. */
const word = (number: string): RegExp => new RegExp(`\\b${number}\\b`);
const line = (number: string): RegExp => new RegExp(`\\n${number}\\n`);
