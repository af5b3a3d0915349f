import test from 'ava';
import { renderSlip } from '../../../edge/printer/escpos.ts';
import { printerModels } from '../../../edge/printer/models.ts';
import { paperText, readPaper } from '../../../edge/printer/paper.ts';
import { UnknownCommand } from '../../../edge/printer/tokens.ts';
import { copy, reserved, walkIn } from './slips.ts';

const tm = printerModels['epson-tm-t20'];
const read = (hex: string, columns = 48) => readPaper(Buffer.from(hex.replaceAll(' ', ''), 'hex'), { columns });

test('a walk-in slip reads as people read it', (t) => {
  const { rows, cuts } = readPaper(renderSlip(walkIn, tm), tm);
  t.is(cuts, 1);
  t.is(
    paperText(rows),
    `MĚSTSKÝ ÚŘAD

Registr vozidel
A12
před vámi: 3
asi 15-25 min

Po 23. 11. 2026  8:42

<https://fronta.example/t/3q2-7wAB4kUvGm0xCcQ1zw>

sledujte na telefonu`,
  );
});

test('a reserved slip says for when', (t) => {
  t.regex(paperText(readPaper(renderSlip(reserved, tm), tm).rows), /B7\nobjednáno 8:30-9:30\npřed vámi: nikdo\nhned na řadě\n/);
});

test('a copy says so at its end', (t) => {
  t.regex(paperText(readPaper(renderSlip(copy, tm), tm).rows), /\n\nKOPIE$/);
});

test('text is read in the code table chosen before it', (t) => {
  t.is(paperText(read('1b40 1b7412 d8e7 0a').rows), 'ěš');
  t.is(paperText(read('1b40 1b7400 9c 0a').rows), '£');
});

test('alignment, bold and size hold until they change or the printer is initialised', (t) => {
  const style = (hex: string) => read(hex).rows.at(-1);
  const text = { kind: 'text', text: 'A', align: 'left', bold: false, width: 1, height: 1 };
  t.deepEqual(style('1b6102 1b4501 1d2131 41 0a'), { ...text, align: 'right', bold: true, width: 4, height: 2 } as never);
  t.deepEqual(style('1b6102 1b4501 1d2131 42 0a 1b40 41 0a'), text as never);
});

test('a line too long for the paper runs on in the next row, as in a printer', (t) => {
  t.deepEqual(
    read('1d2110 4142434445 0a', 4).rows.map((row) => row.text),
    ['AB', 'CD', 'E'],
  );
});

for (const [what, hex, offset] of [
  ['an unknown command', '4141 1b21 00 0a', 2],
  ['an unknown control character', '41 07', 1],
  ['an unknown code table', '0a 1b74ff', 1],
  ['a GS ( that is no QR code', '1d2841 0200 0002', 0],
  ['a QR code printed before it was stored', '1d286b 0300 315130', 0],
  ['a command without its end', '41 0a 1b74', 2],
  ['a line without its end', '4142', 2],
] as const)
  test(`${what} is refused with its place`, (t) => {
    t.is(t.throws(() => read(hex), { instanceOf: UnknownCommand })?.offset, offset);
  });

test('a slip torn at any byte shows a beginning of the whole one and never throws (F9)', (t) => {
  const bytes = renderSlip(reserved, tm);
  const whole = readPaper(bytes, tm).rows;
  for (let length = 0; length <= bytes.length; length += 1) {
    const { rows } = readPaper(bytes.subarray(0, length), { columns: tm.columns, torn: true });
    t.deepEqual(rows, whole.slice(0, rows.length));
  }
});
