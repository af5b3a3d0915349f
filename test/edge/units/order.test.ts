import test from 'ava';
import { systemClock } from '../../../edge/clock/system.ts';
import { answerMsLongest } from '../../../edge/units/master.ts';
import { openBus } from '../../../edge/units/modbus.ts';
import { until } from '../../office/until.ts';
import { simulatedBus } from './simulated-bus.ts';

test('a press that changes every display is answered first where it was made (F13)', async (t) => {
  const bus = await simulatedBus();
  const addresses = Array.from({ length: 8 }, (_, index) => index + 1);
  const devices = addresses.map((address) => bus.add(address, 'unit'));
  const written: string[] = [];
  const connect = async () => {
    const master = await bus.connect();
    let asked = 0;
    const [setID, writeRegisters] = [master.setID.bind(master), master.writeRegisters.bind(master)];
    return Object.assign(master, {
      setID: (address: number) => {
        asked = address;
        setID(address);
      },
      writeRegisters: (from: number, values: number[]) => {
        written.push(`${asked}: ${values[1]}`);
        return writeRegisters(from, values);
      },
    });
  };
  const counters = Object.fromEntries(addresses.map((address) => [address, { address }]));
  const clock = systemClock({ startAt: null, resume: null });
  const { units } = await openBus({ port: '/dev/ttyUSB0', answerMs: answerMsLongest, counters, keypad: null, clock, connect });
  const showAll = (text: string) =>
    addresses.forEach((counter) => void units.show(counter, { display: text, blink: 'steady', lamp: 'on' }));
  const shown = (text: string) => until(`${text} everywhere`, () => devices.every((device) => device.picture().display === text));
  showAll('   7');
  await shown('   7');
  for (const counter of [6, 2, 8]) {
    const text = `   ${counter}`;
    units.onPress((pressed) => pressed === counter && showAll(text));
    written.length = 0;
    devices[counter - 1]!.press('next');
    await shown(text);
    t.is(written[0]?.split(':')[0], `${counter}`, written.join(' '));
    t.is(written.length, addresses.length, 'each is written once');
  }
  await units.close();
  await bus.close();
});
