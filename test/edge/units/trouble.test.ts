import type { EventEmitter } from 'node:events';
import test from 'ava';
import { systemClock } from '../../../edge/clock/system.ts';
import { missedMax } from '../../../edge/units/device.ts';
import { answerMsLongest, answerMsUsual, type Master, wordsOf } from '../../../edge/units/master.ts';
import { openBus } from '../../../edge/units/modbus.ts';
import { until } from '../../office/until.ts';
import { simulatedBus } from './simulated-bus.ts';

/** Two units on a simulated bus, its masters as they were opened, and what was told. */
async function troubledBus(answerMs?: number) {
  const bus = await simulatedBus();
  const [first, second] = [bus.add(1, 'unit'), bus.add(2, 'unit')];
  const masters: Master[] = [];
  const waits: number[] = [];
  const troubles: string[] = [];
  const connect = async () => {
    const master = await bus.connect();
    masters.push(master);
    const setTimeout = master.setTimeout.bind(master);
    return Object.assign(master, {
      setTimeout: (ms: number) => {
        waits.push(ms);
        setTimeout(ms);
      },
    });
  };
  const { units } = await openBus({
    port: '/dev/ttyUSB0',
    counters: { 1: { address: 1 }, 2: { address: 2 } },
    keypad: null,
    clock: systemClock({ startAt: null, resume: null }),
    connect,
    onTrouble: (line) => troubles.push(line),
    ...(answerMs !== undefined && { answerMs }),
  });
  const healthOf = (counter: number) => units.health().find((device) => device.counter === counter)!;
  const isPresent = (counter: number, present: boolean) =>
    until(`unit ${counter} to be ${present ? 'there' : 'away'}`, () => healthOf(counter).present === present);
  await Promise.all([isPresent(1, true), isPresent(2, true)]);
  const close = async () => {
    await units.close();
    await bus.close();
  };
  return { bus, first, second, masters, waits, troubles, healthOf, isPresent, close };
}

test('an error of the line is told once, in its own words (F13)', async (t) => {
  const { masters, troubles, first, close } = await troubledBus();
  // The library hands the errors of its port on as objects that are no Errors.
  const port = (masters[0] as unknown as { readonly _port: EventEmitter })._port;
  for (const _ of [1, 2]) port.emit('error', new Error('Input/output error, cannot write'));
  await first.asked(2);
  await close();
  t.deepEqual(troubles, ['units.port /dev/ttyUSB0: failed (Input/output error, cannot write)']);
});

const wordings: readonly (readonly [what: string, trouble: unknown, words: string])[] = [
  ['an error', new Error('Timed out'), 'Timed out'],
  ['an object with words', { name: 'SerialPortError', message: 'cannot read' }, 'cannot read'],
  ['an object without', { errno: 'ECONNREFUSED', message: null }, "{ errno: 'ECONNREFUSED', message: null }"],
  ['a text', 'gone', 'gone'],
  ['nothing', undefined, 'undefined'],
];
for (const [what, trouble, words] of wordings) test(`${what} that the line fails with has words`, (t) => t.is(wordsOf(trouble), words));

test('why a device is silent is known until it answers (F13)', async (t) => {
  const { bus, first, second, healthOf, isPresent, close } = await troubledBus();
  first.silence();
  second.garble(true);
  await Promise.all([isPresent(1, false), isPresent(2, false)]);
  t.is(healthOf(1).trouble, 'Timed out');
  t.is(healthOf(2).trouble, 'CRC error');
  first.answer();
  bus.add(2, 'keypad');
  await isPresent(1, true);
  t.is(healthOf(1).trouble, null);
  await until('the wrong kind to be told', () => healthOf(2).trouble === 'address 2 is of kind 2, not 1');
  await close();
});

test('an answer is waited for as long as the configuration says', async (t) => {
  const [usual, slow] = [await troubledBus(), await troubledBus(answerMsLongest)];
  await Promise.all([usual.close(), slow.close()]);
  t.deepEqual([usual.waits, slow.waits], [[answerMsUsual], [answerMsLongest]]);
  const pausesMs = 200 + 400 + 800;
  t.true(missedMax * answerMsLongest + pausesMs <= 5_000, 'with the longest, a silent device is still told within 5 s (F13)');
});
