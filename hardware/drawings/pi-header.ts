import { header } from './header.ts';
import { box, circle, line, type Point, sheet, tag, text, wire } from './svg.ts';
import type { Row } from './table.ts';

const width = 960;
const top = 150;
const pitch = 44;
const middle = width / 2;

/** The header of the Pi with every cable that ends on it. */
export function piHeader(pins: readonly Row[]): string {
  const rows = header.length / 2;
  const body = box([middle - 46, top - 14], [92, rows * pitch + 8], { heavy: true, fill: '#eee' });
  return sheet([width, top + rows * pitch + 210], 'The Pi’s header', 'Seen from above; pin 1 is the square one, nearest to the SD card.', [
    body,
    ...header.map((what, index) =>
      pin(
        index + 1,
        what,
        pins.filter(({ pi_pin }) => pi_pin === String(index + 1)),
      ),
    ),
    ...cables([40, top + rows * pitch + 40]),
  ]);
}

function pin(number: number, what: (typeof header)[number], wired: readonly Row[]): string {
  const side = number % 2 === 1 ? -1 : 1;
  const at: Point = [middle + side * 22, top + Math.floor((number - 1) / 2) * pitch + 12];
  const used = wired.length > 0;
  const mark =
    number === 1 ? box([at[0] - 13, at[1] - 13], [26, 26], { radius: 2, fill: '#111' }) : circle(at, 13, { fill: used ? '#111' : '#fff' });
  const digits = text([at[0], at[1] + 4.5], String(number), { size: 12, anchor: 'middle', bold: true, tone: used ? 'light' : 'mid' });
  const name = typeof what === 'number' ? `GPIO ${what}` : what;
  return mark + digits + (used ? wired.map((row) => cableTo(at, side, name, row)).join('') : label(at, side, name));
}

const label = ([x, y]: Point, side: number, name: string): string =>
  text([x + side * 34, y + 4.5], name, { size: 12, anchor: side < 0 ? 'end' : 'start', tone: 'mid' });

function cableTo([x, y]: Point, side: number, name: string, { signal, cable, colour }: Row): string {
  const from = x + side * 28;
  const anchor = side < 0 ? 'end' : 'start';
  const gpio = text([x + side * 140, y - 2], name, { size: 12, anchor, tone: 'mid' });
  const words = text([x + side * 140, y + 14], signal!, { size: 14, anchor, bold: true, mono: true });
  const to: Point = [x + side * 128, y];
  // What stays on the terminal board has no cable of its own.
  const run = cable
    ? wire([[from, y], to], colour!) + tag([x + side * 80, y], `${cable} ${colour}`)
    : line([[from, y], to], { width: 2, dash: '5 4' });
  return run + gpio + words;
}

const cables = ([x, y]: Point): string[] =>
  [
    'K1  buttons, LiYY 6 × 0.25 mm²: one core a button and one ground; a pull-up of 10 kΩ to 3.3 V a line on the terminal board',
    'K2  lamps, LiYY 6 × 0.25 mm²: from the driver’s outputs, one core a lamp and 12 V for all; the driver’s inputs are these pins',
    'K3  real-time clock DS3231, four cores, shorter than 30 cm',
    'Dashed: stays on the terminal board above the Pi.    WH white  BN brown  GN green  YE yellow  GY grey  BU blue  RD red  BK black',
  ].map((words, index) => text([x, y + index * 26], words, { size: 13, tone: index === 3 ? 'mid' : 'dark' }));
