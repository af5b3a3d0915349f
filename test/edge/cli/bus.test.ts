import test from 'ava';
import { busText } from '../../../edge/cli/bus.ts';
import type { Terminal } from '../../../edge/cli/terminal.ts';
import { busDevices } from '../../../edge/console/bus.ts';
import type { DeviceHealth } from '../../../edge/units/port.ts';
import { unitThatIsWell } from '../console/unit-that-is-well.ts';

const plain: Terminal = { say: () => {}, complain: () => {}, paint: (_, text) => text };
const shown = (...devices: readonly Partial<DeviceHealth>[]): string =>
  busText(busDevices(devices.map((device) => ({ ...unitThatIsWell, ...device }))), plain);

test('a bus that is well is a line a device, with what each told about itself', (t) => {
  t.is(
    shown({}, { counter: null, device: 'keypad', address: 32, uptimeSeconds: 59, goodFrames: 12_345, missed: 1 }),
    [
      '   device          address  firmware  boots  up         frames  damaged  missed',
      '✓  counter unit 2  5        1.0       3      2 h 1 min  900     0        0       answers',
      '✓  keypad          32       1.0       3      0 min      12345   0        1       answers',
    ].join('\n'),
  );
});

test('what a device never told stays open, and what to do stands beneath it (F13)', (t) => {
  const [, line, todo] = shown({ present: false, version: null, trouble: 'Timed out', missed: 9 }).split('\n');
  t.regex(line!, /^✗ {2}counter unit 2 {2}5 +– +– +– +– +– +9 +is silent \(Timed out\)$/);
  t.regex(todo!, /^ {3}→ Check its supply/);
});

test('damaged frames come with what they mean', (t) => {
  t.false(shown({}).includes('Damaged'));
  t.regex(shown({}, { counter: 3, badFrames: 2 }), /\n\nDamaged frames that grow from scan to scan: .*hardware\/wire-a-site\.md/);
});

test('a configuration without a device on the bus is said to be one', (t) => {
  t.regex(shown(), /units\.counters and units\.keypad/);
});
