import type { Command } from '../core/decision.ts';
import type { Rooms } from './rooms.ts';

const actions = { next: 'next', recall: 'recall', noShow: 'no-show', pause: 'pause' } as const;

/** The clerks' side: presses of the call units, and which of the units answer. */
export function listenToUnits(
  units: Rooms['units'],
  submit: (command: Command) => void,
  changed: () => void,
): { readonly lost: ReadonlySet<number> } {
  const lost = new Set<number>();
  units.onPress((counter, key) => submit({ kind: 'counter', counter, action: { action: actions[key] }, from: 'unit' }));
  units.onPresence((counter, present) => {
    if (present) lost.delete(counter);
    else lost.add(counter);
    changed();
  });
  return { lost };
}

/** A call button wired to the kiosk's pins: `counter:<n>:next` or `counter:<n>:recall`; `null` for any other button. */
export function callButton(button: string): Command | null {
  const [, counter, action] = /^counter:(\d+):(next|recall)$/.exec(button) ?? [];
  if (!counter) return null;
  return { kind: 'counter', counter: Number(counter), action: { action: action as 'next' | 'recall' }, from: 'unit' };
}
