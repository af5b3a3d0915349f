import type { Row } from './table.ts';

/** Of the 24 V at the kiosk. */
const supplyVolts = 24;
/** What a step-down converter of a unit gives on of what it takes. */
const efficiency = 0.85;
/** The converters work from 7 V; so much must be left at the last unit that a plug more or a worn terminal does not matter. */
export const lastVoltsMin = 16;
/** There and back, ohms a metre at 20 °C: two cores of 0.8 mm [VDE 0815: 73.2 Ω/km]. */
const ohmsPerMetre = 0.0732;

/** Everything at once, watts at 24 V: what a device takes at the most. */
export function watts(loads: readonly Row[], device: string): number {
  const atRail = loads
    .filter((load) => load.device === device)
    .reduce((sum, { rail_v, max_ma }) => sum + (Number(rail_v) * Number(max_ma)) / 1_000, 0);
  return atRail / efficiency;
}

/**
 * The voltage at the last of some devices set evenly along a cable, volts, and what the supply gives, amperes. A converter takes the more
 * current the less voltage it gets, so the two are found by going round until they agree; `null` where they never do and the line breaks down.
 */
export function lastOf(devices: readonly number[], metres: number): { readonly volts: number; readonly amperes: number } | null {
  const ohms = (metres / devices.length) * ohmsPerMetre;
  let volts = devices.map(() => supplyVolts);
  let amperes = 0;
  for (let round = 0; round < 200; round++) {
    const currents = devices.map((power, index) => power / volts[index]!);
    amperes = currents.reduce((sum, current) => sum + current, 0);
    let at = supplyVolts;
    volts = devices.map((_, index) => {
      at -= ohms * currents.slice(index).reduce((sum, current) => sum + current, 0);
      return at;
    });
    if (volts.some((volt) => volt <= 0)) return null;
  }
  return { volts: volts.at(-1)!, amperes };
}

/** The supply budget as a table: devices against metres of cable. */
export function supplyTable(loads: readonly Row[]): string {
  const unit = watts(loads, 'unit');
  const keypad = watts(loads, 'keypad');
  const lengths = [25, 50, 100, 200, 300];
  const head = `| keypad and units | all at once | ${lengths.map((metres) => `${metres} m`).join(' | ')} |`;
  const rows = [3, 4, 6, 8, 12].map((units) => {
    const devices = [keypad, ...Array.from({ length: units }, () => unit)];
    const cells = lengths.map((metres) => {
      const last = lastOf(devices, metres);
      if (last === null) return 'no';
      // Rounded down: what is struck out must not look like enough.
      const volts = `${(Math.floor(last.volts * 10) / 10).toFixed(1)} V`;
      return last.volts >= lastVoltsMin ? volts : `~~${volts}~~`;
    });
    const sum = devices.reduce((all, power) => all + power, 0);
    return `| 1 and ${units} | ${sum.toFixed(1)} W, ${(sum / supplyVolts).toFixed(2)} A | ${cells.join(' | ')} |`;
  });
  return [head, `| --- | ---: | ${lengths.map(() => '---:').join(' | ')} |`, ...rows].join('\n');
}
