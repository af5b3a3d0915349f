import { readdirSync, readlinkSync } from 'node:fs';
import { systemClock } from '../../../edge/clock/system.ts';
import { openBus } from '../../../edge/units/modbus.ts';
import { onThisMachine } from '../../firmware/line-process.ts';
import { needs } from '../../needs.ts';
import { until } from '../../office/until.ts';

/** How many of this process's open files are this line. */
const heldBy = (line: string): number =>
  readdirSync('/proc/self/fd').filter((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`) === line;
    } catch {
      return false;
    }
  }).length;

needs('cc', 'make')('the keypad of this machine is heard through serialport, and a closed bus gives its line back', async (t) => {
  const pad = await onThisMachine(t, 'keypad');
  for (const keys of ['1234#', '*99']) {
    // A machine that is busy answers late; what is tried here is the line, not its haste.
    const { units, keypad } = await openBus({
      port: pad.line,
      answerMs: 900,
      counters: {},
      keypad: { address: 32 },
      clock: systemClock({ startAt: null, resume: null }),
    });
    const typed: string[] = [];
    keypad.onKey((key) => typed.push(key));
    await until('the keypad to answer', () => units.health()[0]!.present === true);
    pad.tell(`type ${keys}`);
    await until('the keys', () => typed.length >= keys.length);
    t.is(typed.join(''), keys);
    t.is(heldBy(pad.line), 1);
    await units.close();
    await until('the line to be given back', () => heldBy(pad.line) === 0);
  }
});
