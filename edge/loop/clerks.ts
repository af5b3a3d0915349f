import type { Command } from '../core/decision.ts';
import type { DeviceTrouble } from '../core/views/screens.ts';
import type { Rooms } from './rooms.ts';

type Health = ReturnType<Rooms['units']['health']>[number];

const actions = { next: 'next', recall: 'recall', noShow: 'no-show', pause: 'pause' } as const;

/** The clerks' side: presses of the call units, which of the units answer, and what ails them and the keypad on their bus. */
export function listenToUnits(
  units: Rooms['units'],
  submit: (command: Command) => void,
  changed: () => void,
  log: Rooms['log'],
): { readonly lost: ReadonlySet<number>; troubles(): readonly DeviceTrouble[] } {
  const lost = new Set<number>();
  const news = newsOf();
  units.onPress((counter, key) => submit({ kind: 'counter', counter, action: { action: actions[key] }, from: 'unit' }));
  units.onPresence((counter, present) => {
    if (present) lost.delete(counter);
    else lost.add(counter);
    changed();
  });
  units.onHealth(() => {
    for (const line of news(units.health())) log.warn({}, line);
    changed();
  });
  return { lost, troubles: () => units.health().flatMap(troublesOf) };
}

/** What a technician wants to read of the devices on the bus: those that went, came, booted or found a fault since the last time. */
function newsOf(): (devices: readonly Health[]) => readonly string[] {
  const last = new Map<string, string>();
  return (devices) =>
    devices.flatMap(({ device, present, trouble, version, boots, faults }) => {
      const faulty = faults.length > 0 ? `, fault: ${faults.join(', ')}` : '';
      const line =
        present === true
          ? `${device} answers: firmware ${version}, boot ${boots}${faulty}`
          : `${device} is silent${trouble === null ? '' : ` (${trouble})`}`;
      if (present === null || last.get(device) === line) return [];
      last.set(device, line);
      return [line];
    });
}

/** A unit that is silent stands greyed on its counter's card; the keypad has none. */
function troublesOf({ counter, present, faults }: Health): readonly DeviceTrouble[] {
  if (present !== true) return counter === null && present === false ? [{ counter, trouble: 'silent' }] : [];
  return faults.map((trouble) => ({ counter, trouble }));
}

/** A call button wired to the kiosk's pins: `counter:<n>:next` or `counter:<n>:recall`; `null` for any other button. */
export function callButton(button: string): Command | null {
  const [, counter, action] = /^counter:(\d+):(next|recall)$/.exec(button) ?? [];
  if (!counter) return null;
  return { kind: 'counter', counter: Number(counter), action: { action: action as 'next' | 'recall' }, from: 'unit' };
}
