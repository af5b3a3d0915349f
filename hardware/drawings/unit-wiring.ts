import { box, circle, joint, line, type Point, sheet, tag, text, wire } from './svg.ts';
import { type Row, rowOf } from './table.ts';
import { display, keys, lampAndBuzzer } from './unit-front.ts';
import { chip, left, right } from './unit-places.ts';

/** A counter unit: from the bus to the last key. */
export function unitWiring(pins: readonly Row[]): string {
  const parts = [
    box([chip.left, chip.top], [chip.right - chip.left, chip.bottom - chip.top], { heavy: true }),
    text([(chip.left + chip.right) / 2, 178], 'ATmega328P', { size: 17, anchor: 'middle', bold: true }),
    text([(chip.left + chip.right) / 2, 688], '16 MHz, 5 V', { size: 13, anchor: 'middle', tone: 'mid' }),
    ...Object.entries(left).map(([signal, y]) => controllerPin(pins, signal, y, -1)),
    ...Object.entries(right).map(([signal, y]) => controllerPin(pins, signal, y, 1)),
    ...supply(),
    ...terminals(pins),
    ...driver(),
    ...display(),
    ...lampAndBuzzer(),
    ...keys(),
  ];
  return sheet(
    [1240, 830],
    'Counter unit',
    'Bus and supply come in on the left and go on to the next unit; the clerk’s side is on the right.',
    [
      ...parts,
      text([40, 786], 'Every ground is one: the bus’s return, the converter’s, the controller’s. 100 nF at each part, 100 µF at the 5 V.', {
        size: 13,
      }),
      text(
        [40, 808],
        'ISET of the MAX7219: 56 kΩ to 5 V, about 11 mA a segment. Base of a transistor: 1 kΩ. A keypad: left half, and keypad.svg.',
        { size: 13 },
      ),
    ],
  );
}

function controllerPin(pins: readonly Row[], signal: string, y: number, side: -1 | 1): string {
  const { module_pin, unit_pin } = rowOf(pins, signal);
  const edge = side < 0 ? chip.left : chip.right;
  const anchor = side < 0 ? 'start' : 'end';
  const words = text([edge - side * 12, y + 5], `${module_pin}`, { size: 15, anchor, bold: true, mono: true });
  return (
    words +
    text([edge - side * 52, y + 5], `${unit_pin}`, { size: 12, anchor, tone: 'mid', mono: true }) +
    circle([edge, y], 4, { fill: '#111', width: 0 })
  );
}

/** The pair of terminals: the same four cores come in and go on. */
function terminals(pins: readonly Row[]): string[] {
  const cores = [
    ['bus:supply', 500],
    ['bus:ground', 540],
    ['bus:d1', 250],
    ['bus:d0', 290],
  ] as const;
  const names: Readonly<Record<string, string>> = { 'bus:supply': '+24 V', 'bus:ground': '0 V', 'bus:d1': 'D1 (B)', 'bus:d0': 'D0 (A)' };
  return [
    box([40, 210], [110, 370], { heavy: true, fill: '#eee' }),
    text([95, 198], 'bus in · bus out', { size: 14, anchor: 'middle', bold: true }),
    ...cores.map(([signal, y]) => {
      const { cable, colour } = rowOf(pins, signal);
      const to: Point = [signal.startsWith('bus:d') ? 300 : 250, y];
      return [
        circle([72, y], 9),
        circle([118, y], 9),
        line([
          [81, y],
          [109, y],
        ]),
        wire([[127, y], to], colour!),
        tag([196, y], `${cable} ${colour}`),
        text([95, y + 28], names[signal]!, { size: 12, anchor: 'middle', bold: true }),
      ].join('');
    }),
  ];
}

function driver(): string[] {
  const joins = [
    ['RO', left['unit:rx']],
    ['DI', left['unit:tx']],
    ['DE, /RE', left['unit:de']],
  ] as const;
  return [
    box([300, 180], [130, 150], { heavy: true }),
    text([365, 172], 'RS-485 driver, 5 V', { size: 14, anchor: 'middle', bold: true }),
    ...joins.map(
      ([name, y]) =>
        line(
          [
            [430, y],
            [chip.left, y],
          ],
          { width: 2 },
        ) + text([422, y + 5], name, { size: 13, anchor: 'end', mono: true }),
    ),
    text([308, 255], 'B', { size: 13, mono: true }),
    text([308, 295], 'A', { size: 13, mono: true }),
    // The resistor with the jumper that only the last unit closes.
    joint([250, 250]),
    line([
      [250, 250],
      [250, 346],
    ]),
    box([238, 346], [24, 48], { radius: 2 }),
    line([
      [250, 394],
      [250, 425],
    ]),
    circle([250, 425], 4),
    line(
      [
        [253, 423],
        [276, 412],
      ],
      { width: 2 },
    ),
    circle([282, 425], 4),
    line([
      [282, 421],
      [282, 290],
    ]),
    joint([282, 290]),
    text([300, 366], '120 Ω with a jumper:', { size: 13 }),
    text([300, 386], 'closed in the last unit,', { size: 13 }),
    text([300, 406], 'open in all others', { size: 13 }),
  ];
}

function supply(): string[] {
  return [
    box([250, 480], [180, 90], { heavy: true }),
    text([340, 516], '24 V to 5 V', { size: 16, anchor: 'middle', bold: true }),
    text([340, 540], 'step-down, 0.5 A', { size: 13, anchor: 'middle', tone: 'mid' }),
    line(
      [
        [430, 500],
        [chip.left, 500],
      ],
      { width: 2 },
    ),
    line(
      [
        [430, 540],
        [chip.left, 540],
      ],
      { width: 2 },
    ),
    text([chip.left + 12, 505], '5 V', { size: 15, bold: true, mono: true }),
    text([chip.left + 12, 545], 'GND', { size: 15, bold: true, mono: true }),
    text([250, 602], 'Fuse 0.5 A, self-healing, before it;', { size: 12, tone: 'mid' }),
    text([250, 620], 'a diode in +24 V against swapped cores', { size: 12, tone: 'mid' }),
  ];
}
