import type { Clock } from '../clock/port.ts';

/** A pressed button's lamp is the other way round for so long, milliseconds: the finger is answered before the slip comes. */
export const blinkMs = 150;

/** The lamps in the buttons. */
export type Lamps = {
  light(button: string, lit: boolean): void;
  blink(button: string): void;
  close(): void;
};

/** Lamps that `write` switches, told only what changes. All are dark at the start. */
export function blinkingLamps(clock: Clock, buttons: readonly string[], write: (button: string, lit: boolean) => void): Lamps {
  const lamps = new Map(buttons.map((button) => [button, { lit: false, shown: false, stop: null as (() => void) | null }]));
  const show = (button: string, lit: boolean): void => {
    const lamp = lamps.get(button)!;
    if (lamp.shown === lit) return;
    lamp.shown = lit;
    write(button, lit);
  };
  return {
    light(button, lit) {
      const lamp = lamps.get(button);
      if (lamp === undefined) return;
      lamp.lit = lit;
      if (lamp.stop === null) show(button, lit);
    },
    blink(button) {
      const lamp = lamps.get(button);
      if (lamp === undefined) return;
      lamp.stop?.();
      show(button, !lamp.lit);
      lamp.stop = clock.after(blinkMs, () => {
        lamp.stop = null;
        show(button, lamp.lit);
      });
    },
    close() {
      for (const { stop } of lamps.values()) stop?.();
    },
  };
}
