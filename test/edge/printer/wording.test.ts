import test from 'ava';
import iconv from 'iconv-lite';
import { timeWords } from '../../../edge/core/views/time-words.ts';
import { wording } from '../../../edge/core/views/wording.ts';
import { pc852 } from '../../../edge/printer/encoding.ts';
import { renderSlip } from '../../../edge/printer/escpos.ts';
import { printerModelNames, printerModels } from '../../../edge/printer/models.ts';
import { readPaper } from '../../../edge/printer/paper.ts';
import { walkIn } from './slips.ts';

const onPaper = (text: string) => iconv.decode(pc852(text), 'cp852');
const marks = (text: string) => text.split('?').length;

/** Every sentence of a wording; those made of parts are made with parts that have all kinds of signs. */
function sentences(words: object): string[] {
  return Object.values(words).flatMap((value: unknown) => {
    if (typeof value === 'string') return [value];
    if (typeof value === 'function') return [0, 1, 2, 5].map((count) => String(value(count, count + 10)));
    return typeof value === 'object' && value !== null ? sentences(value) : [];
  });
}

for (const language of ['cs', 'en', 'de'] as const) {
  test(`no sentence of ours prints a question mark that it does not have: ${language}`, (t) => {
    for (const sentence of sentences(wording[language])) t.is(marks(onPaper(sentence)), marks(sentence), sentence);
  });

  test(`dates and hours print as they are: ${language}`, (t) => {
    const time = timeWords(language, 'Europe/Prague');
    const days = Array.from({ length: 366 }, (_, day) => Date.UTC(2026, 0, 1 + day, 7, 42));
    for (const text of [...days.map(time.stamp), time.slot(Date.UTC(2026, 10, 23, 7, 30), Date.UTC(2026, 10, 23, 8, 30))])
      t.false(onPaper(text).includes('?'), text);
  });

  test(`the lines of a slip keep their words whole on every paper: ${language}`, (t) => {
    const words = wording[language];
    for (const model of printerModelNames)
      for (const waiting of [
        `${words.slipAhead(12)} · ${words.minutes(75, 120)}`,
        `${words.slipAhead(0)} · ${words.unknownWait}`,
        words.slipPreferred('8:30'),
      ]) {
        const slip = { ...walkIn, waiting, reserved: words.slipReserved('8:30–9:30'), copy: words.copy };
        const found = new Set(
          readPaper(renderSlip(slip, printerModels[model]), printerModels[model]).rows.flatMap((row) => row.text.split(/[ ,]/)),
        );
        for (const word of onPaper(waiting).split(/[ ,]/)) t.true(found.has(word), `${word} on ${model}`);
      }
  });
}
