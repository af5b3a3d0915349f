import type { Buttons } from './port.ts';

/** Buttons pressed by a program. Each answers whether the press or change came through; an unknown button never does. */
export type SimulatedButtons = Buttons & {
  /** One press and release. False for a button that sticks: it is masked (F10). */
  press(id: string): boolean;
  /** The button is pressed and sticks: one press, then the report, as after 10 s in a real one. */
  hold(id: string): boolean;
  /** A stuck button springs back. */
  release(id: string): boolean;
};

export function simulatedButtons(ids: readonly string[]): SimulatedButtons {
  const stuck = new Set<string>();
  const pressed: ((button: string) => void)[] = [];
  const changed: ((button: string, stuck: boolean) => void)[] = [];
  const press = (id: string) => {
    if (!ids.includes(id) || stuck.has(id)) return false;
    for (const listener of pressed) listener(id);
    return true;
  };
  return {
    onPress: (listener) => void pressed.push(listener),
    onStuck: (listener) => void changed.push(listener),
    close: async () => {},
    press,
    hold: (id) => {
      if (!press(id)) return false;
      stuck.add(id);
      for (const listener of changed) listener(id, true);
      return true;
    },
    release: (id) => {
      if (!stuck.delete(id)) return false;
      for (const listener of changed) listener(id, false);
      return true;
    },
  };
}
