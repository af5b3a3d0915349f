import { listeners } from './listeners.ts';
import type { Buttons } from './port.ts';

/** Buttons pressed by a program. Each answers whether the press or change came through; an unknown button never does. */
export type SimulatedButtons = Buttons & {
  /** One press and release. False for a button that sticks: it is masked (F10). */
  press(id: string): boolean;
  /** The button is pressed and sticks: one press, then the report, as after 10 s in a real one. */
  hold(id: string): boolean;
  /** A stuck button springs back. */
  release(id: string): boolean;
  /** Whether its lamp is lit, and how often it has blinked. */
  lamp(id: string): { readonly lit: boolean; readonly blinks: number };
  /** Called when a lamp changed. */
  onLamp(listener: () => void): void;
};

/** Buttons with these ids, each with a lamp. */
export function simulatedButtons(ids: readonly string[]): SimulatedButtons {
  const stuck = new Set<string>();
  const lamps = new Map(ids.map((id) => [id, { lit: false, blinks: 0 }]));
  const { tell, onPress, onStuck } = listeners();
  const watching: (() => void)[] = [];
  const setLamp = (id: string, lamp: { lit: boolean; blinks: number }) => {
    lamps.set(id, lamp);
    for (const listener of watching) listener();
  };
  const press = (id: string) => {
    const lamp = lamps.get(id);
    if (!lamp || stuck.has(id)) return false;
    setLamp(id, { ...lamp, blinks: lamp.blinks + 1 });
    tell(id, 'press');
    return true;
  };
  return {
    onPress,
    onStuck,
    light: (id, lit) => {
      const lamp = lamps.get(id);
      if (lamp && lamp.lit !== lit) setLamp(id, { ...lamp, lit });
    },
    close: async () => {},
    press,
    hold: (id) => {
      if (!press(id)) return false;
      stuck.add(id);
      tell(id, 'stuck');
      return true;
    },
    release: (id) => {
      if (!stuck.delete(id)) return false;
      tell(id, 'freed');
      return true;
    },
    lamp: (id) => lamps.get(id) ?? { lit: false, blinks: 0 },
    onLamp: (listener) => void watching.push(listener),
  };
}
