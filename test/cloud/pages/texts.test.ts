import test from 'ava';
import { mailTexts } from '../../../cloud/mail/texts.ts';
import { cs } from '../../../cloud/pages/texts/cs.ts';
import { de } from '../../../cloud/pages/texts/de.ts';
import { en } from '../../../cloud/pages/texts/en.ts';

/** Every text of a catalogue by its path; one that is made of values is called with them. */
function textsIn(part: unknown, path = ''): [string, string][] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function') return [0, 1, 2, 5].map((value) => [`${path}(${value})`, String(part(value, 7))]);
  return Object.entries(part as object).flatMap(([key, inner]) => textsIn(inner, `${path}.${key}`));
}

/** What really reads the same in two languages. */
const same = /^\.(common\.(email|service)|live\.(minutes)|confirm\.pin)/;

test('the catalogues have the same texts, none empty, none left in another language', (t) => {
  const catalogues = { cs, en, de };
  const paths = textsIn(cs).map(([path]) => path);
  const all = Object.entries(catalogues).map(([lang, catalogue]) => {
    const texts = textsIn(catalogue);
    t.deepEqual(texts.map(([path]) => path).sort(), [...paths].sort(), lang);
    for (const [path, text] of texts) t.true(text.trim().length > 0, `${lang}${path}`);
    return new Map(texts);
  });
  for (const path of paths.filter((one) => !same.test(one))) {
    const words = all.map((texts) => texts.get(path));
    t.is(new Set(words).size, 3, `${path}: ${words.join(' | ')}`);
  }
});

test('every mail is written in every language, with a subject that carries no PIN', (t) => {
  const facts = { office: 'O', place: 'P', service: 'S', when: 'W', was: 'V', bring: 'B', pin: '4711', link: 'https://x/', until: '8:00' };
  for (const [lang, texts] of Object.entries(mailTexts)) {
    t.deepEqual(Object.keys(texts), Object.keys(mailTexts.cs), lang);
    for (const [kind, write] of Object.entries(texts)) {
      if (kind === 'greeting' || kind === 'pinIs' || typeof write !== 'function') continue;
      const words = (write as (typeof texts)['hold'])(facts);
      t.false(words.subject.includes(facts.pin), `${lang} ${kind}`);
      t.true(words.subject.length > 0 && words.subject.length < 120 && words.lines.length > 0, `${lang} ${kind}`);
    }
  }
});

test('numbers of hours, minutes and people are declined', (t) => {
  t.deepEqual([1, 2, 5].map(cs.days.free), ['1 volná hodina', '2 volné hodiny', '5 volných hodin']);
  t.deepEqual([1, 5].map(en.days.free), ['1 free hour', '5 free hours']);
  t.deepEqual([1, 5].map(de.days.free), ['1 freie Stunde', '5 freie Stunden']);
  t.true(cs.sent.left(3).startsWith('Zbývá 3 minuty'));
});
