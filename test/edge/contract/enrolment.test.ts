import test from 'ava';
import * as fc from 'fast-check';
import { codeLength, readCode, withCheckDigit, writeCode } from '#contract/enrolment.ts';

const digits = fc.stringMatching(new RegExp(`^\\d{${codeLength - 1}}$`));

test('a code is read as it is written, with hyphens, and without anything between', (t) => {
  fc.assert(
    fc.property(digits, (some) => {
      const code = withCheckDigit(some);
      t.is(code.length, codeLength);
      for (const typed of [code, writeCode(code), writeCode(code).replaceAll(' ', '-')]) t.is(readCode(typed), code);
    }),
  );
  t.is(writeCode('123456'), '1234 56');
});

test('one mistyped digit, a missing one and any letter are noticed before anybody is asked', (t) => {
  fc.assert(
    fc.property(digits, fc.nat(codeLength - 1), fc.integer({ min: 1, max: 9 }), (some, place, by) => {
      const code = withCheckDigit(some);
      const wrong = (Number(code[place]) + by) % 10;
      t.is(readCode(`${code.slice(0, place)}${wrong}${code.slice(place + 1)}`), null);
      t.is(readCode(code.slice(1)), null);
      t.is(readCode(`${code.slice(0, place)}O${code.slice(place + 1)}`), null);
    }),
  );
});
