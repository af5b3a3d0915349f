import type { BusDevice } from '../console/port.ts';
import { markOf, withTodo } from './doctor.ts';
import { columns, type Terminal } from './terminal.ts';

/** A line a device; what is not well comes with what to do beneath it, and damaged frames with what they mean. */
export function busText(devices: readonly BusDevice[], { paint }: Terminal): string {
  if (devices.length === 0) return 'no device: units.counters and units.keypad of the configuration name none';
  const head = ['', 'device', 'address', 'firmware', 'boots', 'up', 'frames', 'damaged', 'missed', ''].map((cell) => paint('dim', cell));
  const [title, ...lines] = columns([head, ...devices.map((device) => [markOf(device.state, paint), ...cells(device)])]).split('\n');
  const rows = devices.map(({ todo }, index) => withTodo(lines[index]!, todo, paint));
  const damaged = devices.some(({ badFrames }) => badFrames > 0)
    ? ['', 'Damaged frames that grow from scan to scan: check terminators, bias and shield of the bus (hardware/wire-a-site.md).']
    : [];
  return [title!.trimEnd(), ...rows, ...damaged].join('\n');
}

const unknown = '–';

/** What a device never told stays open. */
function cells(device: BusDevice): readonly string[] {
  const { counter, address, kind, version, missed, says } = device;
  const name = counter === null ? kind : `${kind} ${counter}`;
  const told = version === null ? [unknown, unknown, unknown, unknown, unknown] : toldBy(device, version);
  return [name, address === null ? unknown : String(address), ...told, String(missed), says];
}

const toldBy = ({ boots, uptimeSeconds, goodFrames, badFrames }: BusDevice, version: string): readonly string[] => [
  version,
  String(boots),
  upFor(uptimeSeconds),
  String(goodFrames),
  String(badFrames),
];

/** Register 3 wraps after 18 hours: more cannot be told. */
const upFor = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};
