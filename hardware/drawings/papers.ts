import { readFileSync } from 'node:fs';
import { supplyTable } from './supply.ts';
import { type Row, readTable } from './table.ts';

/** The papers with tables made from this folder's tables. */
const names = ['order-parts.md', 'build-kiosk.md', 'build-unit.md', 'wire-a-site.md', 'accessibility.md'];

/** Each paper with its tables made anew: what stands between `<!-- table: NAME -->` and `<!-- end -->`. Throws for a name that is none. */
export function filledPapers(): Readonly<Record<string, string>> {
  const tables = allTables();
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
      const filled = text.replaceAll(/(<!-- table: (.+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, begin: string, table: string, end: string) => {
        const rows = tables[table];
        if (rows === undefined)
          throw new Error(`hardware/${name}: there is no table "${table}"; there are ${Object.keys(tables).join(', ')}`);
        return `${begin}${rows}\n${end}`;
      });
      return [name, filled];
    }),
  );
}

function allTables(): Readonly<Record<string, string>> {
  const parts = readTable('parts.csv');
  const pins = readTable('pins.csv');
  const loads = readTable('loads.csv');
  return {
    ...Object.fromEntries(
      ['kiosk', 'unit', 'keypad', 'site'].map((what) => [`parts ${what}`, partsTable(parts.filter((part) => part.for === what))]),
    ),
    'pins kiosk': pinsTable(pins.filter(({ pi_pin, cable }) => pi_pin || cable === 'K2')),
    'pins unit': unitTable(pins.filter(({ unit_pin }) => unit_pin)),
    'config.txt': configText(pins),
    supply: supplyTable(loads),
    loads: loadsTable(loads),
    controls: controlsTable(readTable('controls.csv')),
  };
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Prices are what shops ask, rounded: a budget, no offer. */
function partsTable(parts: readonly Row[]): string {
  const price = ({ quantity, eur_each }: Row): number => Number(quantity) * Number(eur_each);
  const sum = parts.reduce((all, part) => all + price(part), 0);
  const rows = parts.map((part) => [part.quantity!, part.part!, part.for_example!, euros(price(part)), part.why!]);
  return table(['', 'part', 'for example', '€', ''], [...rows, ['', '**together**', '', `**${euros(sum)}**`, '']]);
}

const euros = (amount: number): string => (amount < 10 ? amount.toFixed(1).replace(/\.0$/, '') : amount.toFixed(0));

const pinsTable = (pins: readonly Row[]): string =>
  table(
    ['Pi pin', 'GPIO', 'signal', 'cable', 'what it is'],
    pins.map(({ pi_pin, gpio, signal, cable, colour, meaning }) => [
      pi_pin || '–',
      gpio || '–',
      `\`${signal}\``,
      `${cable} ${colour}`.trim() || '–',
      meaning!,
    ]),
  );

const unitTable = (pins: readonly Row[]): string =>
  table(
    ['chip', 'Nano', 'signal', 'what it is'],
    pins.map(({ unit_pin, module_pin, signal, meaning }) => [unit_pin!, module_pin!, `\`${signal}\``, meaning!.replaceAll('*', '\\*')]),
  );

/** The lines of the Pi's config.txt: levels that hold from the first moment, long before any program runs. */
function configText(pins: readonly Row[]): string {
  const lines = (part: string): string =>
    pins
      .filter((pin) => pin.part === part)
      .map(({ gpio }) => gpio)
      .join(',');
  return [
    '```ini',
    'dtparam=i2c_arm=on',
    'dtoverlay=i2c-rtc,ds3231',
    `gpio=${lines('button')}=ip,pu`,
    `gpio=${lines('lamp')}=op,dl`,
    '```',
  ].join('\n');
}

const loadsTable = (loads: readonly Row[]): string =>
  table(
    ['device', 'part', 'at the most', 'from'],
    loads.map(({ device, part, rail_v, max_ma, source }) => [device!, part!, `${max_ma} mA at ${rail_v} V`, source!]),
  );

const controlsTable = (controls: readonly Row[]): string =>
  table(
    ['what', 'mm above the floor', '', 'measured'],
    controls.map(({ control, height_mm, meaning }) => [`\`${control}\``, height_mm!, meaning!, '']),
  );
