import type { DeviceHealth } from '../units/port.ts';
import { ailing } from './findings.ts';
import type { BusDevice, Finding } from './port.ts';

/** Judges the devices on the units' bus by what they last told about themselves, in the order in which they are asked. */
export const busDevices = (devices: readonly DeviceHealth[]): readonly BusDevice[] =>
  devices.map((health) => ({ ...health, kind: health.counter === null ? 'keypad' : 'counter unit', ...judged(health) }));

type Judgement = Pick<Finding, 'state' | 'says' | 'todo'>;

function judged({ counter, present, trouble, faults }: DeviceHealth): Judgement {
  if (present === null) return { state: 'look', says: 'has not been asked often enough', todo: 'Ask again in a few seconds.' };
  if (!present) return silent(trouble ?? 'no answer');
  const [fault] = faults.map((one) => ailing({ counter, trouble: one }));
  if (fault === undefined) return { state: 'fine', says: 'answers', todo: null };
  const { state, says, todo } = fault;
  return { state, says: [says, ...faults.slice(1)].join(', '), todo };
}

/** What a silent device's last trouble points at, by the words of the master's errors. */
function silent(trouble: string): Judgement {
  const todo = causes.find(([words]) => words.test(trouble))?.[1] ?? 'The log around this moment tells more: "journalctl -u fronta-edge".';
  return { state: 'broken', says: `is silent (${trouble})`, todo };
}

const causes: readonly (readonly [words: RegExp, todo: string])[] = [
  [
    /not open/,
    'The bus itself is away: check the USB adapter, its cable and units.port of the configuration; the log says why it does not open.',
  ],
  [
    /timed out/i,
    'Check its supply (a dark display has none), D1 and D0 at it, and its address: a new one answers at 1 (unit) or 32 (keypad).',
  ],
  [/crc/i, 'Its answers come damaged: check terminators, bias and shield, and that no other device has its address.'],
  [/of kind/, 'Another device stands at this address: give one of the two another address.'],
  [/exception/i, 'It refuses what it is asked: its firmware is of another version; flash the image of this release.'],
];
