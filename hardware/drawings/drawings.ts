import { keypad } from './keypad.ts';
import { kioskFront } from './kiosk-front.ts';
import { piHeader } from './pi-header.ts';
import { site } from './site.ts';
import { readTable } from './table.ts';
import { unitWiring } from './unit-wiring.ts';

/** Every drawing by the name of its file. */
export function drawings(): Readonly<Record<string, string>> {
  const pins = readTable('pins.csv');
  return {
    'pi-header.svg': piHeader(pins),
    'unit-wiring.svg': unitWiring(pins),
    'keypad.svg': keypad(pins),
    'site.svg': site(pins),
    'kiosk-front.svg': kioskFront(readTable('controls.csv')),
  };
}
