import type { ExecutionContext } from 'ava';
import { needs } from '../needs.ts';
import { until } from '../office/until.ts';
import { type LineProcess, onSimavr, onThisMachine, run } from './line-process.ts';

/** A master that is not ours, by the register table alone. Types: `0` coils, `3` input registers, `4` holding registers. */
function masterOn({ line }: LineProcess, t: ExecutionContext) {
  const ask = (address: number, type: string, from: number, ...rest: readonly string[]) =>
    run(
      'mbpoll',
      '-m',
      'rtu',
      '-b',
      '19200',
      '-P',
      'even',
      '-o',
      '2',
      '-0',
      '-1',
      '-a',
      `${address}`,
      '-t',
      type,
      '-r',
      `${from}`,
      ...rest,
    );
  return {
    async reads(address: number, type: '3' | '4', from: number, ...wanted: readonly number[]) {
      const { code, said } = await ask(address, type, from, '-c', `${wanted.length}`, line);
      t.is(code, 0, said);
      const values = [...said.matchAll(/^\[\d+\]:\s+(-?\d+)/gm)].map(([, value]) => Number(value) & 0xffff);
      t.deepEqual(values, wanted, said);
    },
    async writes(address: number, from: number, ...values: readonly number[]) {
      const { code, said } = await ask(address, '4', from, line, ...values.map(String));
      t.is(code, 0, said);
    },
    async refusesReading(why: RegExp, address: number, type: '0' | '3' | '4', from: number, count: number) {
      t.regex((await ask(address, type, from, '-c', `${count}`, line)).said, why);
    },
    /** One value: mbpoll takes function 6 or 16 as its version has it. */
    async refusesWriting(why: RegExp, address: number, at: number, value: number) {
      t.regex((await ask(address, '4', at, line, `${value}`)).said, why);
    },
  };
}

async function obeysTheTable(t: ExecutionContext, unit: LineProcess) {
  t.timeout(120_000);
  const master = masterOn(unit, t);
  await master.reads(1, '3', 0, 1, 0x0100, 1);
  await master.reads(1, '4', 0, 0x2d2d, 0x2d2d, 0, 0, 0, 0, 1, 0);
  await master.reads(1, '3', 16, 0, 0, 0, 0, 0, 0, 0, 0);
  await master.writes(1, 0, 0x2041, 0x3132, 2, 1);
  await master.reads(1, '4', 0, 0x2041, 0x3132, 2, 1);

  await master.refusesReading(/Illegal data address/, 1, '3', 7, 1);
  await master.refusesReading(/Illegal data address/, 1, '3', 24, 1);
  await master.refusesReading(/Illegal data address/, 1, '3', 0, 125);
  await master.refusesReading(/Illegal data address/, 1, '4', 7, 2);
  await master.refusesReading(/Illegal function/, 1, '0', 0, 1);
  await master.refusesReading(/timed out/i, 2, '3', 0, 1);
  await master.refusesWriting(/Illegal data value/, 1, 2, 3);
  await master.refusesWriting(/Illegal data value/, 1, 6, 5);

  await master.writes(1, 7, 0xa5a5);
  await master.writes(1, 6, 9);
  await master.reads(9, '4', 6, 9, 0);
  await master.refusesReading(/timed out/i, 1, '3', 0, 1);
}

needs(
  'mbpoll',
  'cc',
  'make',
)('a foreign master finds the register table in the unit built for this machine', async (t) => {
  const unit = await onThisMachine(t, 'counter-unit');
  await obeysTheTable(t, unit);
  t.regex(unit.said(), /display " A12" 2 lamp 1/);
  unit.tell('press next');
  unit.tell('hold pause 900');
  const { reads } = masterOn(unit, t);
  await until('both presses', async () => /\[23\]:\s+1/.test((await run('mbpoll', ...pressesOf(9), unit.line)).said));
  await reads(9, '3', 16, 1, 0, 0, 1, 0, 0, 0, 1);
});

const pressesOf = (address: number) =>
  ['-m', 'rtu', '-b', '19200', '-P', 'even', '-o', '2', '-0', '-1', '-a', `${address}`, '-t', '3', '-r', '16', '-c', '8'] as const;

needs(
  'mbpoll',
  'cc',
  'make',
)('a foreign master reads what is typed on the keypad built for this machine', async (t) => {
  const keypad = await onThisMachine(t, 'keypad');
  keypad.tell('type 1234#');
  const master = masterOn(keypad, t);
  await until('five keys', async () => /\[16\]:\s+5/.test((await run('mbpoll', ...pressesOf(32), keypad.line)).said));
  await master.reads(32, '3', 16, 5, ...Array.from('#4321', (key) => key.charCodeAt(0)), 0, 0, 0);
});

needs(
  'mbpoll',
  'cc',
  'simavr',
  'make',
)('a foreign master finds the register table in the committed image, on a second simulator', async (t) => {
  await obeysTheTable(t, await onSimavr(t, 'counter-unit'));
});
