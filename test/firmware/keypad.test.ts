import test from 'ava';
import { blankEeprom, type Chip, chipWith } from './atmega.ts';
import { keypadKeyPins, press, typeKeys } from './boxes.ts';
import { type Wire, wireWith } from './wire.ts';

async function keypadAlone(eeprom: Uint8Array = blankEeprom()) {
  const chip = chipWith('keypad', eeprom);
  const wire = wireWith([chip]);
  wire.run(50);
  const master = await wire.master();
  master.setID(32);
  master.setTimeout(10_000);
  const typed = async () => {
    const { data } = await master.readInputRegisters(16, 9);
    return { count: data[0]!, newestFirst: String.fromCharCode(...data.slice(1).filter((key) => key > 0)) };
  };
  return { chip, wire, master, typed };
}

const holdKeys = (wire: Wire, chip: Chip, keys: string, ms = 30) => {
  chip.hold(Array.from(keys, keypadKeyPins));
  wire.run(ms);
};

test.serial('a blank keypad answers at 32 and tells what it is', async (t) => {
  const { master } = await keypadAlone();
  t.deepEqual((await master.readInputRegisters(0, 3)).data, [2, 0x0100, 1]);
});

test.serial('every key is told as the character on it, the last eight newest first', async (t) => {
  const { chip, wire, typed } = await keypadAlone();
  t.deepEqual(await typed(), { count: 0, newestFirst: '' });
  typeKeys(wire, chip, '1234');
  t.deepEqual(await typed(), { count: 4, newestFirst: '4321' });
  typeKeys(wire, chip, '567890*#');
  t.deepEqual(await typed(), { count: 12, newestFirst: '#*098765' });
});

test.serial('the registers end after the eighth key, and there are no presses of a unit', async (t) => {
  const { master } = await keypadAlone();
  await t.throwsAsync(master.readInputRegisters(25, 1), { message: /exception 2/ });
  t.is((await master.readInputRegisters(0, 25)).data.length, 25);
});

test.serial('a key held down is typed once, and two keys one after the other though both are down', async (t) => {
  const { chip, wire, typed } = await keypadAlone();
  press(wire, chip, keypadKeyPins('5'), 3_000);
  holdKeys(wire, chip, '1');
  holdKeys(wire, chip, '12');
  holdKeys(wire, chip, '2');
  holdKeys(wire, chip, '');
  t.deepEqual(await typed(), { count: 3, newestFirst: '215' });
});

test.serial('three keys at the corners of a rectangle do not type the fourth (F12)', async (t) => {
  const { chip, wire, typed } = await keypadAlone();
  holdKeys(wire, chip, '1');
  holdKeys(wire, chip, '13');
  holdKeys(wire, chip, '137', 200);
  t.deepEqual(await typed(), { count: 2, newestFirst: '31' });
  holdKeys(wire, chip, '13');
  holdKeys(wire, chip, '');
  typeKeys(wire, chip, '9');
  t.deepEqual(await typed(), { count: 3, newestFirst: '931' });
});

test.serial('a stuck key sets the fault and the others can be typed (F10)', async (t) => {
  const { chip, wire, master, typed } = await keypadAlone();
  holdKeys(wire, chip, '4', 10_100);
  t.is((await master.readInputRegisters(4, 1)).data[0], 1);
  holdKeys(wire, chip, '48');
  holdKeys(wire, chip, '4');
  t.deepEqual(await typed(), { count: 2, newestFirst: '84' });
});

test.serial('its boots are kept, its keys are not', async (t) => {
  const eeprom = blankEeprom();
  const before = await keypadAlone(eeprom);
  typeKeys(before.wire, before.chip, '77');
  const after = await keypadAlone(eeprom);
  t.deepEqual(await after.typed(), { count: 0, newestFirst: '' });
  t.is((await after.master.readInputRegisters(2, 1)).data[0], 2);
});
