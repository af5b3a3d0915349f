import { box, circle, joint, line, measure, type Point, sheet, tag, text, wire } from './svg.ts';
import { type Row, rowOf } from './table.ts';

const units = [1, 2, 3, 8];
const cores = ['bus:supply', 'bus:ground', 'bus:d1', 'bus:d0'] as const;
const firstUnit = 460;
const unitPitch = 200;
const unitWidth = 130;
const coreTop = 330;
const corePitch = 30;
const kioskRight = 300;

const coreY = (core: number): number => coreTop + core * corePitch;
const unitX = (index: number): number => firstUnit + index * unitPitch;
const isLast = (index: number): boolean => index === units.length - 1;

/** The cable through the office: one line from the kiosk to the last unit. */
export function site(pins: readonly Row[]): string {
  const end = unitX(units.length - 1) + unitWidth;
  return sheet(
    [1280, 880],
    'Site: one line, no star',
    'The cable goes from box to box. Both ends of the data pair are closed with 120 Ω, and nothing between them is.',
    [
      ...kiosk(),
      ...units.flatMap((_, index) => cableTo(pins, index)),
      ...units.map((unit, index) => unitBox(unit, index)),
      ...screen(end),
      measure([kioskRight, 190], [end, 190], 'as long as the table in wire-a-site.md allows', { aside: 10 }),
      ...wrong(),
      ...right(),
    ],
  );
}

/** The piece of cable that ends in this unit. */
function cableTo(pins: readonly Row[], index: number): string[] {
  const from = index === 0 ? kioskRight : unitX(index - 1) + unitWidth;
  const to = unitX(index);
  return cores.map((signal, core) => {
    const { cable, colour } = rowOf(pins, signal);
    const run = wire(
      [
        [from, coreY(core)],
        [to, coreY(core)],
      ],
      colour!,
    );
    if (index === 0) return run + tag([(from + to) / 2, coreY(core)], `${cable} ${colour}`);
    return isLast(index) && core === cores.length - 1
      ? run + box([from + 17, coreY(0) - 12], [36, 114], { radius: 4 }) + more([from + 35, coreY(1) + 15])
      : run;
  });
}

const more = ([x, y]: Point): string => [-11, 0, 11].map((step) => circle([x, y + step], 2.5, { fill: '#111', width: 0 })).join('');

function unitBox(unit: number, index: number): string {
  const x = unitX(index);
  const inside = cores.map((_, core) => {
    const y = coreY(core);
    const link = line([
      [x + 25, y],
      [x + unitWidth - 25, y],
    ]);
    return link + circle([x + 18, y], 7) + circle([x + unitWidth - 18, y], 7);
  });
  const jumper = isLast(index) ? 'jumper closed' : 'jumper open';
  const middle = x + unitWidth / 2;
  return [
    box([x, coreTop - 30], [unitWidth, 230], { heavy: true }),
    ...inside,
    ...(isLast(index) ? terminator(middle) : []),
    text([middle, coreY(3) + 42], `unit ${unit}`, { size: 16, anchor: 'middle', bold: true }),
    text([middle, coreY(3) + 64], `address ${unit}`, { size: 13, anchor: 'middle' }),
    text([middle, coreY(3) + 84], jumper, { size: 13, anchor: 'middle', bold: isLast(index), tone: isLast(index) ? 'dark' : 'mid' }),
  ].join('');
}

const terminator = (x: number): string[] => [
  joint([x, coreY(2)]),
  joint([x, coreY(3)]),
  line([
    [x, coreY(2)],
    [x, coreY(3)],
  ]),
  box([x - 8, coreY(2) + 5], [16, corePitch - 10], { radius: 2 }),
  text([x + unitWidth / 2 + 14, coreY(2) + 20], '120 Ω', { size: 14, bold: true }),
];

function kiosk(): string[] {
  return [
    box([40, 230], [kioskRight - 40, 300], { heavy: true, fill: '#eee' }),
    text([60, 258], 'Kiosk', { size: 17, bold: true }),
    box([60, 276], [90, 50]),
    text([105, 307], 'Pi', { size: 16, anchor: 'middle', bold: true }),
    line(
      [
        [105, 326],
        [105, 396],
        [140, 396],
      ],
      { width: 4 },
    ),
    text([62, 366], 'USB', { size: 12, tone: 'mid' }),
    box([140, 370], [144, 66]),
    text([212, 394], 'USB to RS-485', { size: 13, anchor: 'middle', bold: true }),
    text([212, 416], '/dev/fronta-bus', { size: 12, anchor: 'middle', mono: true }),
    box([160, 296], [124, 58]),
    text([222, 320], '24 V supply', { size: 13, anchor: 'middle', bold: true }),
    text([222, 340], '2.5 A, fused', { size: 12, anchor: 'middle', tone: 'mid' }),
    text([60, 462], '120 Ω between D1 and D0, and the', { size: 13 }),
    text([60, 482], 'bias: 560 Ω from D1 to 5 V and', { size: 13 }),
    text([60, 502], '560 Ω from D0 to 0 V', { size: 13 }),
    text([60, 556], 'The keypad, address 32, is the first device', { size: 13 }),
    text([60, 576], 'on the line: it sits in the kiosk.', { size: 13 }),
  ];
}

const screen = (end: number): string[] => [
  line(
    [
      [258, 276],
      [258, 250],
      [kioskRight, 250],
      [end, 250],
    ],
    { width: 1.5, dash: '10 6' },
  ),
  ...[0, 1, 2].map((step) =>
    line([
      [246 + step * 4, 276 + step * 5],
      [270 - step * 4, 276 + step * 5],
    ]),
  ),
  text([firstUnit, 240], 'screen: joined through all boxes, to earth at the kiosk and nowhere else', { size: 13 }),
];

function right(): string[] {
  const boxes = [0, 1, 2, 3].map((step) => {
    const x = 700 + step * 110;
    const link: readonly Point[] = [
      [x - 60, 735],
      [x, 735],
    ];
    return (step > 0 ? line(link, { width: 3 }) : '') + box([x, 710], [50, 50]);
  });
  const tick: readonly Point[] = [
    [1120, 735],
    [1130, 747],
    [1150, 719],
  ];
  return [text([700, 680], 'right: in at one side, out at the other', { size: 14, bold: true }), ...boxes, line(tick, { width: 5 })];
}

function wrong(): string[] {
  const hub: Point = [235, 745];
  const corners: readonly Point[] = [
    [90, 710],
    [340, 710],
    [130, 780],
    [300, 780],
  ];
  const cross = (rise: number): string =>
    line(
      [
        [422, 735 - rise],
        [448, 735 + rise],
      ],
      { width: 5 },
    );
  return [
    text([90, 680], 'wrong: a star, or a stub longer than 1 m', { size: 14, bold: true }),
    ...corners.map(([x, y]) => line([hub, [x + 20, y + 20]], { width: 3 }) + box([x, y], [40, 40])),
    circle(hub, 8, { fill: '#111' }),
    cross(13),
    cross(-13),
  ];
}
