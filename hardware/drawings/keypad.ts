import { box, circle, joint, line, type Point, sheet, tag, text } from './svg.ts';
import { type Row, rowOf } from './table.ts';

const keys = ['123', '456', '789', '*0#'];
const meaning: Readonly<Record<string, string>> = { '*': 'C', '#': 'OK' };
const origin: Point = [330, 230];
const pitch: Point = [190, 150];

/** The keypad's matrix: which key joins which row and column. */
export function keypad(pins: readonly Row[]): string {
  const x = (column: number) => origin[0] + column * pitch[0];
  const y = (row: number) => origin[1] + row * pitch[1];
  const columns = [0, 1, 2].map((column) => {
    const { module_pin, unit_pin } = rowOf(pins, `keypad:column:${column + 1}`);
    return [
      line(
        [
          [x(column) + 62, 172],
          [x(column) + 62, y(3) + 84],
        ],
        { width: 2 },
      ),
      tag([x(column) + 62, 160], module_pin!),
      text([x(column) + 62, 138], `column ${column + 1} · ${unit_pin}`, { size: 13, anchor: 'middle' }),
    ].join('');
  });
  const rows = [0, 1, 2, 3].map((row) => {
    const { module_pin, unit_pin } = rowOf(pins, `keypad:row:${row + 1}`);
    return [
      line(
        [
          [228, y(row) + 62],
          [x(2) - 30, y(row) + 62],
        ],
        { width: 2 },
      ),
      tag([206, y(row) + 62], module_pin!),
      text([176, y(row) + 67], `row ${row + 1} · ${unit_pin}`, { size: 13, anchor: 'end' }),
    ].join('');
  });
  const caps = keys.flatMap((word, row) => [...word].map((key, column) => cap([x(column), y(row)], key)));
  return sheet(
    [940, 960],
    'Keypad',
    'Four rows, three columns; a key joins its row to its column. Columns are driven low one after the other.',
    [...columns, ...rows, ...caps, ...notes.map((words, index) => text([40, 856 + index * 24], words, { size: 13 }))],
  );
}

const notes = [
  'Rows are inputs with the chip’s own pull-ups: no resistor is wanted. A column that is not asked floats.',
  'The key 5 carries a raised dot of 0.5 to 0.8 mm (EN 301 549, 8.4.1). C is left and OK right of 0, told by shape as well: square and round.',
];

/** The key with its contact below it: from the row's line to the column's. */
function cap([x, y]: Point, key: string): string {
  const row = y + 62;
  const contact = [
    joint([x - 30, row]),
    line([
      [x - 30, row],
      [x - 30, row + 22],
      [x - 8, row + 22],
    ]),
    circle([x - 4, row + 22], 4),
    line([
      [x - 1, row + 20],
      [x + 28, row + 8],
    ]),
    circle([x + 32, row + 22], 4),
    line([
      [x + 36, row + 22],
      [x + 62, row + 22],
    ]),
    joint([x + 62, row + 22]),
  ];
  const dot = key === '5' ? circle([x, y + 22], 5, { fill: '#111' }) : '';
  const shown = meaning[key] ?? key;
  const shape = key === '*' ? box([x - 34, y - 34], [68, 68], { heavy: true, radius: 6 }) : circle([x, y], 36, { width: 2.5 });
  return shape + text([x, y + 10], shown, { size: 28, anchor: 'middle', bold: true }) + dot + contact.join('');
}
