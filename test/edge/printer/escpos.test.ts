import { readFileSync } from 'node:fs';
import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import type { SlipView } from '../../../edge/core/views/slip.ts';
import { qrBytesMax, renderSlip } from '../../../edge/printer/escpos.ts';
import { printerModelNames, printerModels } from '../../../edge/printer/models.ts';
import { paperText, readPaper } from '../../../edge/printer/paper.ts';
import { copy, reserved, walkIn } from './slips.ts';

const tm = printerModels['epson-tm-t20'];
const golden = (file: string) => readFileSync(new URL(`../../golden/${file}`, import.meta.url), 'utf8');

for (const name of printerModelNames)
  for (const [kind, slip] of Object.entries({ 'walk-in': walkIn, reserved, copy }))
    test(`a ${kind} slip for ${name} is byte for byte the golden one, and reads as it`, (t) => {
      const model = printerModels[name];
      const bytes = renderSlip(slip, model);
      const file = `slip-${kind}-${name}`;
      t.is(bytes.toString('hex'), golden(`${file}.hex`).replace(/\s/g, ''));
      t.is(`${paperText(readPaper(bytes, model).rows)}\n`, golden(`${file}.txt`));
    });

for (const model of printerModelNames)
  test(`on ${model} the number stands at least 15 mm high and within the paper, however long it is`, (t) => {
    for (const number of ['A1', 'A12', 'A123', 'A1234']) {
      const { columns } = printerModels[model];
      const row = readPaper(renderSlip({ ...walkIn, number }, printerModels[model]), { columns }).rows.find(
        (row) => row.kind === 'text' && row.text === number,
      );
      if (row?.kind !== 'text') return t.fail(`${number} is not in one row`);
      t.true((row.height * 24) / 8 >= 15, `${(row.height * 24) / 8} mm`);
      t.true(number.length * row.width <= columns);
      t.is(row.align, 'centre');
      t.true(row.bold);
    }
    return t.pass();
  });

test('no word of any service is cut, in any language on any paper', (t) => {
  for (const model of printerModelNames)
    for (const service of exampleOffice.services)
      for (const name of Object.values(service.name)) {
        const { rows } = readPaper(renderSlip({ ...walkIn, service: name }, printerModels[model]), printerModels[model]);
        const words = new Set(rows.flatMap((row) => row.text.split(' ')));
        for (const word of name.replaceAll('–', '-').split(' ')) t.true(words.has(word), `${word} on ${model}`);
      }
});

test('a slip already on its way does not change when the next one is made', (t) => {
  const first = renderSlip(walkIn, tm);
  const before = first.toString('hex');
  renderSlip({ ...walkIn, number: 'A13' }, tm);
  t.is(first.toString('hex'), before);
});

test('a slip without a phone page or a cutter has neither', (t) => {
  const hex = renderSlip({ ...walkIn, follow: null }, printerModels['generic-58']).toString('hex');
  t.false(hex.includes('1d286b'));
  t.false(hex.includes('1d56'));
});

test('an address too long for a QR code is a bug told at once', (t) => {
  const follow = { url: 'x'.repeat(qrBytesMax + 1), caption: '' };
  t.throws(() => renderSlip({ ...walkIn, follow }, tm), { instanceOf: RangeError });
});

test('a hostile service name cannot cut the paper or change the number (F31)', (t) => {
  const slip: SlipView = { ...walkIn, service: 'A\u001dV\u0000\u001b@\nB' };
  const paper = readPaper(renderSlip(slip, tm), tm);
  t.is(paper.cuts, 1);
  t.true(paper.rows.some((row) => row.text === 'AV@ B'));
});

test('the commands are those that the @node-escpos command table lists', async (t) => {
  const core = await import('@node-escpos/core').catch(() => null);
  if (core === null) return t.pass('the optional package is not installed');
  const bytes = renderSlip(walkIn, tm).toString('latin1');
  const { HARDWARE, TEXT_FORMAT, CHARACTER_CODE_TABLE } = core.command;
  t.is(CHARACTER_CODE_TABLE.TM_T20.PC852, tm.codeTable);
  for (const command of [HARDWARE.HW_INIT, TEXT_FORMAT.TXT_ALIGN_CT, TEXT_FORMAT.TXT_BOLD_ON, TEXT_FORMAT.TXT_BOLD_OFF])
    t.true(bytes.includes(command), Buffer.from(command, 'latin1').toString('hex'));
  return t.true(bytes.startsWith(HARDWARE.HW_INIT));
});
