import type { OfficeSettings } from '#contract/settings.ts';
import type { Change } from '../audit/audit.ts';

/** What stands in place of a code: its hash is nobody's business. */
const secretShown = '••••';

/** What differs between two settings, in the order of the settings; paths name things by their ids, e.g. `services.vozidla.name.cs`. */
export function differences(before: OfficeSettings, after: OfficeSettings): Change[] {
  const [from, to] = [flatten(before), flatten(after)];
  const paths = [...new Set([...from.keys(), ...to.keys()])];
  return paths
    .filter((path) => from.get(path) !== to.get(path))
    .map((path) => ({ path, from: shown(path, from.get(path)), to: shown(path, to.get(path)) }));
}

/** Every single value by its path. `revision` counts changes and is none. */
function flatten(settings: OfficeSettings): Map<string, string> {
  const { revision: _, services, counters, closures, staff, hours, slots, board, ...rest } = settings;
  const values = new Map<string, string>();
  const put = (path: string, value: unknown): void => {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) values.set(path, value.map(inWords).join(', '));
    else if (typeof value === 'object') for (const [key, one] of Object.entries(value)) put(`${path}.${key}`, one);
    else values.set(path, String(value));
  };
  for (const [key, value] of Object.entries(rest)) put(key, value);
  put('slots', slots);
  put('hours', hours ?? 'always');
  for (const { id, ...service } of services) put(`services.${id}`, service);
  for (const { number, ...counter } of counters) put(`counters.${number}`, counter);
  for (const { date, reason } of closures) put(`closures.${date}`, reason);
  for (const [counter, way] of Object.entries(board?.ways ?? {})) put(`counters.${counter}.ways`, way);
  for (const { id, picture, ...notice } of board?.notices ?? []) {
    put(`board.${id}`, notice);
    put(
      `board.${id}.picture`,
      picture && `${picture.type.toUpperCase()} ${picture.width} × ${picture.height} (${picture.name.slice(0, 8)})`,
    );
  }
  for (const { id, ...one } of staff) put(`staff.${id}`, one);
  return values;
}

const inWords = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value ? `${value.from}–${value.to}` : String(value);

function shown(path: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  return /^staff\.[^.]+\.code$/.test(path) ? secretShown : value;
}
