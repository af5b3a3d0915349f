import test from 'ava';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { exampleOffice } from '#contract/example-office.ts';
import { pc852, printable } from '../../../edge/printer/encoding.ts';

const onPaper = (text: string) => iconv.decode(pc852(text), 'cp852');

test('every Czech and German letter prints as itself', (t) => {
  const letters = 'áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽäöüÄÖÜß§°×';
  t.is(onPaper(letters), letters);
});

test('the bytes are those of the Epson table PC852', (t) => {
  t.is(pc852('ěščřžýáíé').toString('hex'), 'd8e79ffda7eca0a182');
  t.is(pc852('ĚŠČŘŽÝÁÍÉ').toString('hex'), 'b7e6acfca6edb5d690');
});

for (const [text, printed] of [
  ['8:30–9:30', '8:30-9:30'],
  ['před vámi: 3 · asi 15–25 min', 'před vámi: 3, asi 15-25 min'],
  ['„Vítejte“ – a pak…', '"Vítejte" - a pak...'],
  ['15\u202f–\u00a025 min', '15 - 25 min'],
  ['A12 → přepážka 3', 'A12 -> přepážka 3'],
  ['20 €', '20 EUR'],
  ['Ñandú, Ångström, Œuvre, smørrebrød', 'Nandú, Angström, OEuvre, smorrebrod'],
  ['u\u030a', 'ů'],
  ['tech\u00adnický', 'technický'],
  ['Proč?', 'Proč?'],
] as const)
  test(`"${text}" prints as "${printed}"`, (t) => t.is(onPaper(text), printed));

test('a hostile text holds no command once it is bytes (F31)', (t) => {
  const bytes = pc852('A\u001b@\u001dV\u0000\u0010\u0004\u009bB\u007f');
  t.is(bytes.toString('latin1'), 'A@VB');
});

test('no wording of the example office prints a question mark', (t) => {
  const texts = [
    exampleOffice.place,
    ...Object.values(exampleOffice.name),
    ...exampleOffice.services.flatMap((service) => [...Object.values(service.name), ...Object.values(service.bring)]),
  ];
  for (const text of texts) t.false(onPaper(text).includes('?'), text);
});

test('any text becomes the bytes that the codec has for it', (t) => {
  const character = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2 }),
    fc.constantFrom(' · ', '·', '–', 'ř', '\u00a0', '\u00ad', 'A\u030a'),
  );
  const text = fc.array(character, { maxLength: 30 }).map((all) => all.join(''));
  const same = (given: string) => pc852(given).equals(iconv.encode(printable(given).replaceAll('\u00a0', ' '), 'cp852'));
  t.notThrows(() => fc.assert(fc.property(text, same), { seed: 1, numRuns: 500 }));
});
