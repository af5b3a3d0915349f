import { box, circle, joint, line, type Point, text } from './svg.ts';
import { chip, right } from './unit-places.ts';

/** The display and its driver. */
export function display(): string[] {
  const joins = [
    ['DIN', right['display:data']],
    ['CLK', right['display:clock']],
    ['LOAD', right['display:load']],
  ] as const;
  return [
    box([850, 180], [120, 150], { heavy: true }),
    text([910, 172], 'MAX7219', { size: 14, anchor: 'middle', bold: true }),
    ...joins.map(
      ([name, y]) =>
        line(
          [
            [chip.right, y],
            [850, y],
          ],
          { width: 2 },
        ) + text([858, y + 5], name, { size: 13, mono: true }),
    ),
    line(
      [
        [970, 255],
        [1010, 255],
      ],
      { width: 5 },
    ),
    box([1010, 205], [190, 100], { heavy: true, fill: '#eee' }),
    ...[0, 1, 2, 3].map((digit) => segments([1024 + digit * 44, 218])),
    text([1105, 330], 'four digits, common cathode', { size: 12, anchor: 'middle', tone: 'mid' }),
  ];
}

/** A digit with all its segments. */
function segments([x, y]: Point): string {
  const bars: readonly (readonly [Point, Point])[] = [
    [
      [x, y],
      [x + 30, y],
    ],
    [
      [x, y + 37],
      [x + 30, y + 37],
    ],
    [
      [x, y + 74],
      [x + 30, y + 74],
    ],
    [
      [x, y],
      [x, y + 37],
    ],
    [
      [x + 30, y],
      [x + 30, y + 37],
    ],
    [
      [x, y + 37],
      [x, y + 74],
    ],
    [
      [x + 30, y + 37],
      [x + 30, y + 74],
    ],
  ];
  return bars.map((ends) => line(ends, { width: 4 })).join('');
}

/** Lamp and buzzer, each behind its transistor. */
export function lampAndBuzzer(): string[] {
  return (
    [
      ['lamp', right['unit:lamp'], 'lamp: red LED, 330 Ω, 10 mA'],
      ['buzzer', right['unit:buzzer'], 'buzzer: passive, 2 to 4 kHz, diode across it'],
    ] as const
  ).map(([name, y, words]) =>
    [
      line(
        [
          [chip.right, y],
          [850, y],
        ],
        { width: 2 },
      ),
      box([850, y - 22], [120, 44]),
      text([910, y + 5], 'NPN, 1 kΩ', { size: 13, anchor: 'middle' }),
      line(
        [
          [970, y],
          [1020, y],
        ],
        { width: 2 },
      ),
      name === 'lamp'
        ? circle([1040, y], 20, { width: 2.5 }) +
          line([
            [1026, y - 14],
            [1054, y + 14],
          ]) +
          line([
            [1054, y - 14],
            [1026, y + 14],
          ])
        : box([1020, y - 20], [40, 40], { heavy: true, radius: 20 }) + circle([1040, y], 6, { fill: '#111' }),
      text([850, y + 40], words, { size: 12, tone: 'mid' }),
    ].join(''),
  );
}

/** The four keys, each to ground. */
export function keys(): string[] {
  const words: Readonly<Record<string, string>> = {
    'key:next': 'next',
    'key:recall': 'recall',
    'key:noShow': 'did not come',
    'key:pause': 'open / pause',
  };
  const ys = Object.entries(words).map(([signal, word]) => [right[signal as keyof typeof right], word] as const);
  const ground = 1000;
  return [
    ...ys.map(([y, word]) =>
      [
        line(
          [
            [chip.right, y],
            [880, y],
          ],
          { width: 2 },
        ),
        circle([884, y], 4),
        line(
          [
            [887, y - 2],
            [926, y - 16],
          ],
          { width: 2 },
        ),
        circle([930, y], 4),
        line(
          [
            [934, y],
            [ground, y],
          ],
          { width: 2 },
        ),
        joint([ground, y]),
        text([1024, y + 5], word, { size: 14, bold: true }),
      ].join(''),
    ),
    line(
      [
        [ground, ys[0]![0]],
        [ground, 700],
      ],
      { width: 2 },
    ),
    ...[0, 1, 2].map((step) =>
      line(
        [
          [ground - 16 + step * 5, 700 + step * 7],
          [ground + 16 - step * 5, 700 + step * 7],
        ],
        { width: 2 },
      ),
    ),
    text([1024, 712], 'to ground; pull-ups are in the chip', { size: 12, tone: 'mid' }),
  ];
}
