import type { DebounceEvent } from './debounce.ts';
import type { Buttons } from './port.ts';

/** Those who listen to the buttons, and how they are told. */
export type Listeners = Pick<Buttons, 'onPress' | 'onStuck'> & {
  tell(button: string, event: Exclude<DebounceEvent, null>): void;
};

/** Nobody listens yet. */
export function listeners(): Listeners {
  const pressed: ((button: string) => void)[] = [];
  const changed: ((button: string, stuck: boolean) => void)[] = [];
  return {
    onPress: (listener) => void pressed.push(listener),
    onStuck: (listener) => void changed.push(listener),
    tell(button, event) {
      if (event === 'press') for (const listener of pressed) listener(button);
      else for (const listener of changed) listener(button, event === 'stuck');
    },
  };
}
