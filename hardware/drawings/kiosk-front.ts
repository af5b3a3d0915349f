import { box, circle, line, measure, type Point, sheet, text } from './svg.ts';
import type { Row } from './table.ts';

/** Pixels a millimetre. */
const scale = 0.6;
const floor = 960;
const left = 250;
/** Of the front and of the 24-inch screen in it, millimetres. */
const front = { width: 820, height: 1_340 } as const;
const screen = { left: 170, width: 531, height: 299 } as const;
/** Highest and lowest reach for essential controls from a wheelchair, millimetres [EN 301 549 V3.2.1, 8.3.3.1.1, 8.3.3.1.2]. */
export const reachMm = { low: 380, high: 1_220 } as const;
/** Room under the front for knees and toes, millimetres [EN 301 549 V3.2.1, 8.3.2.4, 8.3.2.6]. */
const knees = { width: 760, height: 690 } as const;

const x = (mm: number): number => left + mm * scale;
const y = (mm: number): number => floor - mm * scale;

const rows: Readonly<Record<string, string>> = {
  'button:service:vozidla': 'Registr vozidel',
  'button:service:dovozy': 'Dovozy – schválení',
  'button:service:ridici': 'Registr řidičů',
  'button:reserved': 'Klienti objednaní přes web',
};

/** The kiosk's front with the heights of everything one touches. */
export function kioskFront(controls: readonly Row[]): string {
  const at = (control: string): number => Number(controls.find((row) => row.control === control)!.height_mm);
  const buttons = controls.filter(({ control }) => control!.startsWith('button:'));
  const says = 'Millimetres above the floor. Everything one touches lies between the two broken lines: the reach from a wheelchair.';
  return sheet([1040, 1060], 'Kiosk, front', says, [
    reach(reachMm.high, `highest reach ${reachMm.high}`),
    reach(reachMm.low, `lowest reach ${reachMm.low}`),
    box([left, y(front.height)], [front.width * scale, front.height * scale], { heavy: true, radius: 14 }),
    box([x(screen.left), y(at('screen') + screen.height / 2)], [screen.width * scale, screen.height * scale], {
      heavy: true,
      fill: '#eee',
    }),
    ...buttons.map(({ control, height_mm }, index) => button(control!, Number(height_mm), index)),
    ...keypad(at('keypad:top'), at('keypad:bottom')),
    ...slot(at('slip')),
    box([x((front.width - knees.width) / 2), y(knees.height)], [knees.width * scale, knees.height * scale - 3], { radius: 4, dash: '6 5' }),
    text([x(front.width / 2), y(300)], 'free for knees and toes', { size: 15, anchor: 'middle' }),
    text([x(front.width / 2), y(260)], `${knees.width} wide, ${knees.height} high`, { size: 14, anchor: 'middle', tone: 'mid' }),
    line(
      [
        [90, floor],
        [1000, floor],
      ],
      { width: 4 },
    ),
    measure([140, floor], [140, y(at('button:service:vozidla'))], `uppermost button ${at('button:service:vozidla')}`),
    measure([200, floor], [200, y(at('button:language'))], `lowest button ${at('button:language')}`),
    measure([890, floor], [890, y(at('keypad:bottom'))], `lowest key ${at('keypad:bottom')}`, { aside: -18 }),
    measure([936, floor], [936, y(at('slip'))], `slip ${at('slip')}`, { aside: -18 }),
    measure([982, floor], [982, y(at('screen'))], `middle of the screen ${at('screen')}`, { aside: -18 }),
    measure([left, floor + 34], [left + front.width * scale, floor + 34], `${front.width} wide`),
  ]);
}

const reach = (mm: number, words: string): string =>
  line(
    [
      [90, y(mm)],
      [1000, y(mm)],
    ],
    { dash: '9 6' },
  ) + text([x(front.width) + 10, y(mm) - 8], words, { size: 13, bold: true });

/** A button, the raised sign beside it, and its row on the screen at the same height. */
function button(control: string, mm: number, index: number): string {
  const at: Point = [x(100), y(mm)];
  const isSmall = control === 'button:language';
  const marks = Array.from({ length: isSmall ? 0 : index + 1 }, (_, dot) =>
    circle([at[0] - 24 - (dot % 2) * 8, at[1] - 6 + Math.floor(dot / 2) * 12], 2.5, { fill: '#111', width: 0 }),
  );
  const shape = isSmall ? box([at[0] - 13, at[1] - 9], [26, 18], { heavy: true, radius: 4 }) : circle(at, 14, { width: 2.5 });
  const row = rows[control] ?? 'CZ  EN  DE';
  const words = text([x(screen.left) + (isSmall ? 14 : 34), at[1] + 5], row, { size: isSmall ? 12 : 15, bold: !isSmall });
  const arrow = isSmall ? '' : `<path d="M${x(screen.left) + 12} ${at[1]} l12 -7 v14 z" fill="#111"/>`;
  return shape + marks.join('') + words + arrow;
}

function keypad(topMm: number, bottomMm: number): string[] {
  const keys = ['123', '456', '789', 'C0O'];
  const step = (topMm - bottomMm) / (keys.length - 1);
  const middle = x(620);
  return [
    box([middle - 34, y(topMm) - 14], [68, (topMm - bottomMm) * scale + 28], { radius: 6 }),
    ...keys.flatMap((row, index) =>
      [...row].map((key, column) => {
        const at: Point = [middle - 20 + column * 20, y(topMm - index * step)];
        return circle(at, 5.5, { fill: key === '5' ? '#111' : '#fff' });
      }),
    ),
    text([middle, y(bottomMm) + 34], 'keypad, 5 marked', { size: 13, anchor: 'middle' }),
  ];
}

const slot = (mm: number): string[] => [
  box([x(230), y(mm) - 4], [110, 8], { radius: 2, fill: '#111' }),
  text([x(230) + 55, y(mm) + 26], 'slip', { size: 13, anchor: 'middle' }),
];
