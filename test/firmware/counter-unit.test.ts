import test from 'ava';
import { framed } from '../edge/units/crc16.ts';
import { blankEeprom, characterCycles, chipWith, cyclesPerMs } from './atmega.ts';
import { beepsOf, buzzerPin, driverPin, eepromAt, lampPin, press, unitAlone, unitKeyPins } from './boxes.ts';
import { wireWith } from './wire.ts';

/** Text of four characters as registers 0 and 1 have it. */
const asRegisters = (text: string): number[] => [0, 2].map((at) => (text.charCodeAt(at) << 8) | text.charCodeAt(at + 1));

test.serial('the image tells what it is and speaks 19,200 baud 8E1', async (t) => {
  const { chip, master } = await unitAlone();
  const { data } = await master.readInputRegisters(0, 7);
  t.deepEqual(data.slice(0, 3), [1, 0x0100, 1]);
  const { baud, ...rest } = chip.line();
  t.true(Math.abs(baud - 19_200) / 19_200 < 0.01, `${baud} baud`);
  t.deepEqual(rest, { parity: 'even', bits: 8, stopBits: 1 });
});

test.serial('each key counts its own presses, and over 800 ms a long press too', async (t) => {
  const { chip, wire, master } = await unitAlone();
  press(wire, chip, unitKeyPins.next);
  press(wire, chip, unitKeyPins.next);
  press(wire, chip, unitKeyPins.recall);
  press(wire, chip, unitKeyPins.noShow, 790);
  press(wire, chip, unitKeyPins.pause, 830);
  t.deepEqual((await master.readInputRegisters(16, 8)).data, [2, 1, 1, 1, 0, 0, 0, 1]);
});

test.serial('a press counts while it is held, and bouncing contacts make one of it', async (t) => {
  const { chip, wire, master } = await unitAlone();
  for (const ms of [1, 0.5, 2, 0.3, 1]) {
    chip.hold([unitKeyPins.next]);
    wire.run(ms);
    chip.hold([]);
    wire.run(ms);
  }
  t.deepEqual((await master.readInputRegisters(16, 1)).data, [0]);
  chip.hold([unitKeyPins.next]);
  wire.run(15);
  t.deepEqual((await master.readInputRegisters(16, 1)).data, [1]);
});

test.serial('a stuck key counts once, sets its fault, and the other keys work (F10)', async (t) => {
  const { chip, wire, master } = await unitAlone();
  chip.hold([unitKeyPins.recall]);
  wire.run(10_100);
  chip.hold([unitKeyPins.recall, unitKeyPins.next]);
  wire.run(30);
  t.is((await master.readInputRegisters(4, 1)).data[0], 1);
  t.deepEqual((await master.readInputRegisters(16, 2)).data, [1, 1]);
  chip.hold([]);
  wire.run(30);
  t.is((await master.readInputRegisters(4, 1)).data[0], 0);
});

test.serial('the display shows what was written, as a MAX7219 decodes it', async (t) => {
  const { chip, wire, master } = await unitAlone();
  t.is(chip.display.text(), '----');
  for (const text of [' A12', '9999', 'PAU5', '  -3', 'B0CD', 'EFGH', 'IJLN', 'OPQR', 'TUY ', '6780']) {
    await master.writeRegisters(0, asRegisters(text));
    wire.run(5);
    t.is(chip.display.text(), text);
  }
});

test.serial('the display blinks slowly and fast, the lamp lights and blinks', async (t) => {
  const { chip, wire, master } = await unitAlone();
  const changesIn = async (blink: number) => {
    await master.writeRegisters(0, [...asRegisters('8888'), blink]);
    const before = chip.display.changes();
    wire.run(2_000);
    return (chip.display.changes() - before) / 4;
  };
  t.is(await changesIn(1), 4);
  const fast = await changesIn(2);
  t.true(fast >= 15 && fast <= 17, `${fast}`);
  let changes = 0;
  chip.onLevel(lampPin, () => {
    changes += 1;
  });
  await master.writeRegister(3, 1);
  wire.run(1_000);
  t.deepEqual([chip.isHigh(lampPin), changes], [true, 1]);
  await master.writeRegister(3, 2);
  wire.run(4_000);
  t.true(changes >= 8 && changes <= 10, `${changes}`);
  await master.writeRegister(3, 0);
  wire.run(5);
  t.false(chip.isHigh(lampPin));
});

test.serial('beeps are sounded, and the register counts down to none', async (t) => {
  const { chip, wire, master } = await unitAlone();
  const beeps = beepsOf(chip);
  await master.writeRegister(4, 3);
  wire.run(150);
  t.is((await master.readHoldingRegisters(4, 1)).data[0], 2);
  wire.run(1_000);
  t.deepEqual([beeps(), chip.isHigh(buzzerPin)], [3, false]);
  t.is((await master.readHoldingRegisters(4, 1)).data[0], 0);
});

test.serial('without a master it shows dashes after the seconds of register 5, and the picture again with the next request', async (t) => {
  const { chip, wire, master } = await unitAlone();
  await master.writeRegisters(0, [...asRegisters('A  7'), 0, 1, 0, 2]);
  wire.run(1_900);
  t.deepEqual([chip.display.text(), chip.isHigh(lampPin)], ['A  7', true]);
  wire.run(200);
  t.deepEqual([chip.display.text(), chip.isHigh(lampPin)], ['----', false]);
  await master.readInputRegisters(0, 1);
  t.deepEqual([chip.display.text(), chip.isHigh(lampPin)], ['A  7', true]);
});

test.serial('boots and address outlive the power; the address wants its unlocking word', async (t) => {
  const eeprom = blankEeprom();
  const { master } = await unitAlone(eeprom);
  await t.throwsAsync(master.writeRegister(6, 5), { message: /exception 3/ });
  await master.writeRegister(7, 0xa5a5);
  await master.writeRegister(6, 5);
  master.setID(5);
  t.deepEqual((await master.readHoldingRegisters(6, 2)).data, [5, 0]);

  const again = await unitAlone(eeprom);
  again.master.setID(5);
  t.is((await again.master.readInputRegisters(2, 1)).data[0], 2);
});

test.serial('the watchdog resets a loop that hangs, though interrupts go on, and says so', async (t) => {
  const { chip, wire, master } = await unitAlone();
  press(wire, chip, unitKeyPins.next);
  wire.run(5_000);
  t.is(chip.bitten(), 0, 'a loop that goes round is left alone');
  chip.hang();
  wire.run(600);
  t.is(chip.bitten(), 1);
  const { data } = await master.readInputRegisters(0, 24);
  t.deepEqual([data[2], data[4], data[16]], [2, 4, 0]);
  t.is(chip.display.text(), '----');
});

test.serial('a power cut while EEPROM is written costs neither address nor the order of boots', async (t) => {
  const eeprom = eepromAt(9);
  for (const cutAfterMs of [0.05, 2, 4, 6, 8, 10]) {
    const chip = chipWith('counter-unit', eeprom);
    chip.runTo(cutAfterMs * cyclesPerMs);
    const before = eeprom.slice();
    const { master } = await unitAlone(before);
    master.setID(9);
    t.true((await master.readInputRegisters(2, 1)).data[0]! >= 1);
  }
});

test.serial('the driver sends from the first to the last bit of an answer and not longer', async (t) => {
  const { chip, wire } = await unitAlone();
  const edges: { readonly high: boolean; readonly at: number }[] = [];
  const sent: number[] = [];
  chip.onLevel(driverPin, (high, at) => edges.push({ high, at }));
  chip.onSend(() => sent.push(chip.cycles()));
  const answer = wire.ask(framed(1, 4, 0, 0, 0, 1));
  wire.run(5);
  t.deepEqual(answer, framed(1, 4, 2, 0, 1));
  t.deepEqual(
    edges.map(({ high }) => high),
    [true, false],
  );
  const ended = sent.at(-1)! + characterCycles;
  t.true(edges[0]!.at <= sent[0]!);
  t.true(edges[1]!.at >= ended - characterCycles / 20 && edges[1]!.at < ended + characterCycles / 4);
});

test.serial('the driver is held back from the first moment, and a start disturbs nobody on the bus', async (t) => {
  const chip = chipWith('counter-unit');
  let sent = 0;
  let driven = false;
  chip.onSend(() => {
    sent += 1;
  });
  chip.onLevel(driverPin, (high) => {
    driven ||= high;
  });
  chip.runTo(0.2 * cyclesPerMs);
  t.true(chip.isLow(driverPin), 'driven low within 0.2 ms, while EEPROM is still to be read');
  chip.runTo(100 * cyclesPerMs);
  t.deepEqual([sent, driven], [0, false]);
});

test.serial('it answers after 3.5 characters of quiet and takes no pause of two for an end', async (t) => {
  const { chip, wire } = await unitAlone();
  const request = framed(1, 4, 0, 0, 0, 1);
  let answeredAt = 0;
  chip.onSend(() => {
    answeredAt ||= chip.cycles();
  });
  wire.ask(request.subarray(0, 4), 1);
  const answer = wire.ask(request.subarray(4));
  t.is(answer.length, 7, 'a pause of two characters inside');
  answeredAt = 0;
  const began = chip.cycles();
  wire.ask(request);
  const quiet = (answeredAt - began) / characterCycles - request.length;
  t.true(quiet >= 3.4 && quiet < 5, `${quiet} characters`);
  t.is(wire.ask(request.subarray(0, 4), 3).length, 0);
  t.is(wire.ask(request.subarray(4)).length, 0, 'a pause of five ends the frame');
});

test.serial('units on one line answer for themselves alone, and a broadcast reaches all of them', async (t) => {
  const [first, second] = [chipWith('counter-unit', eepromAt(1)), chipWith('counter-unit', eepromAt(2))];
  const wire = wireWith([first, second]);
  wire.run(50);
  const master = await wire.master();
  master.setTimeout(10_000);
  master.setID(2);
  await master.writeRegisters(0, asRegisters('2222'));
  master.setID(1);
  await master.writeRegisters(0, asRegisters('1111'));
  t.deepEqual([first.display.text(), second.display.text()], ['1111', '2222']);
  const frames = await master.readInputRegisters(5, 2);
  t.is(frames.data[1], 0, "another unit's answers are no damage");
  wire.ask(framed(0, 6, 0, 0, 0x38, 0x38), 10);
  t.deepEqual([first.display.text(), second.display.text()], ['8811', '8822']);
});

test.serial('random bytes make no press, no other picture and no hang (F12)', async (t) => {
  t.timeout(20 * 60_000);
  const { chip, wire, master } = await unitAlone();
  let state = 20_261_122;
  const chance = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let heard = 0;
  for (; heard < noiseBytes; ) {
    const noise = Uint8Array.from({ length: 1 + chance(40) }, () => chance(256));
    wire.ask(noise, 1 + chance(5));
    heard += noise.length;
  }
  wire.run(5);
  t.deepEqual([chip.display.text(), chip.isHigh(lampPin), chip.bitten()], ['----', false, 0]);
  t.deepEqual((await master.readInputRegisters(16, 8)).data, [0, 0, 0, 0, 0, 0, 0, 0]);
  t.deepEqual((await master.readHoldingRegisters(0, 8)).data, [0x2d2d, 0x2d2d, 0, 0, 0, 0, 1, 0]);
  t.true((await master.readInputRegisters(6, 1)).data[0]! > noiseBytes / 100);
});

/** The whole million takes the chip a quarter of an hour of its time; else the same sources hear it, in test/firmware/tables/noise.c. */
const noiseBytes = process.env.FRONTA_FULL === '1' ? 1_000_000 : 10_000;

test.serial('RAM used in all this, stack and all, stays below 512 bytes', async (t) => {
  const { chip, wire, master } = await unitAlone();
  press(wire, chip, unitKeyPins.next);
  await master.readInputRegisters(0, 24);
  await master.writeRegisters(0, [0x2041, 0x3132, 2, 2, 1, 10]);
  await master.writeRegister(7, 0xa5a5);
  await master.writeRegister(6, 1);
  wire.run(300);
  t.true(chip.ramUsed() < 512, `${chip.ramUsed()} bytes`);
  t.log(`${chip.ramUsed()} bytes of RAM`);
});
