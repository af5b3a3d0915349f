import test from 'ava';
import { busDevices } from '../../../edge/console/bus.ts';
import type { DeviceHealth } from '../../../edge/units/port.ts';
import { unitThatIsWell } from './unit-that-is-well.ts';

const judged = (health: Partial<DeviceHealth>) => {
  const [device] = busDevices([{ ...unitThatIsWell, ...health }]);
  return [device!.state, device!.says, device!.todo] as const;
};

test('a device that answers has nothing to do, and keeps all that it told', (t) => {
  t.deepEqual(busDevices([unitThatIsWell, { ...unitThatIsWell, device: 'keypad', counter: null }]), [
    { ...unitThatIsWell, kind: 'counter unit', state: 'fine', says: 'answers', todo: null },
    { ...unitThatIsWell, device: 'keypad', counter: null, kind: 'keypad', state: 'fine', says: 'answers', todo: null },
  ]);
});

const silences: readonly (readonly [trouble: string, todo: RegExp])[] = [
  ['the bus is not open', /adapter.*units\.port/],
  ['Timed out', /supply.*D1 and D0.*1 \(unit\) or 32 \(keypad\)/],
  ['CRC error', /terminators/],
  ['address 5 is of kind 2, not 1', /another address/],
  ['Modbus exception 2: Illegal data address (register not supported by device)', /image of this release/],
  ['something never seen', /journalctl/],
];
for (const [trouble, todo] of silences)
  test(`a device silent for "${trouble}" says so and what to do (F13)`, (t) => {
    const [state, says, what] = judged({ present: false, trouble });
    t.deepEqual([state, says], ['broken', `is silent (${trouble})`]);
    t.regex(what ?? '', todo);
  });

test('a device that was not yet heard is no trouble but a question too early', (t) => {
  t.deepEqual(judged({ present: null }).slice(0, 2), ['look', 'has not been asked often enough']);
});

test('what a device found wrong in itself is told with what to do, the first fault first (F10)', (t) => {
  t.deepEqual(judged({ faults: ['key-stuck', 'watchdog'] }), [
    'broken',
    'a key is held down, watchdog',
    'Free the key or check its contact for a short.',
  ]);
});
