import test from 'ava';
import fc from 'fast-check';
import { readBase32, writeBase32 } from '../../../cloud/admin/sign-in/base32.ts';
import { matchingStep, stepAt, totp } from '../../../cloud/admin/sign-in/totp.ts';

/** The seeds and codes of [RFC-6238 appendix B]: the seed is as long as the hash. */
const seeds = {
  sha1: Buffer.from('12345678901234567890'),
  sha256: Buffer.from('12345678901234567890123456789012'),
  sha512: Buffer.from('1234567890123456789012345678901234567890123456789012345678901234'),
} as const;
const vectors: readonly (readonly [seconds: number, algorithm: keyof typeof seeds, code: string])[] = [
  [59, 'sha1', '94287082'],
  [59, 'sha256', '46119246'],
  [59, 'sha512', '90693936'],
  [1111111109, 'sha1', '07081804'],
  [1111111109, 'sha256', '68084774'],
  [1111111109, 'sha512', '25091201'],
  [1111111111, 'sha1', '14050471'],
  [1111111111, 'sha256', '67062674'],
  [1111111111, 'sha512', '99943326'],
  [1234567890, 'sha1', '89005924'],
  [1234567890, 'sha256', '91819424'],
  [1234567890, 'sha512', '93441116'],
  [2000000000, 'sha1', '69279037'],
  [2000000000, 'sha256', '90698825'],
  [2000000000, 'sha512', '38618901'],
  [20000000000, 'sha1', '65353130'],
  [20000000000, 'sha256', '77737706'],
  [20000000000, 'sha512', '47863826'],
];

test('codes are those of RFC 6238, appendix B', (t) => {
  for (const [seconds, algorithm, code] of vectors)
    t.is(totp(seeds[algorithm], stepAt(seconds * 1000), { digits: 8, algorithm }), code, `${algorithm} at ${seconds}`);
});

test('a phone may be one step early or late, and no more', (t) => {
  const nowMs = 1_234_567_890_000;
  const step = stepAt(nowMs);
  for (const away of [-1, 0, 1]) t.is(matchingStep(seeds.sha1, totp(seeds.sha1, step + away), nowMs, 0), step + away);
  for (const away of [-2, 2]) t.is(matchingStep(seeds.sha1, totp(seeds.sha1, step + away), nowMs, 0), null);
});

test('a code counts once: it and those before it are refused afterwards', (t) => {
  const nowMs = 1_234_567_890_000;
  const step = stepAt(nowMs);
  t.is(matchingStep(seeds.sha1, totp(seeds.sha1, step), nowMs, step), null);
  t.is(matchingStep(seeds.sha1, totp(seeds.sha1, step - 1), nowMs, step), null);
  t.is(matchingStep(seeds.sha1, totp(seeds.sha1, step + 1), nowMs, step), step + 1);
});

test('what is no code is no code', (t) => {
  for (const typed of ['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦']) t.is(matchingStep(seeds.sha1, typed, 0, -9), null, typed);
  const spaced = totp(seeds.sha1, 5).replace(/^(...)/, '$1 ');
  t.is(matchingStep(seeds.sha1, spaced, 5 * 30_000, 0), 5, 'as phones write it');
});

test('base32 is that of RFC 4648, and every secret comes back', (t) => {
  t.is(writeBase32(Buffer.from('foobar')), 'MZXW6YTBOI');
  t.is(readBase32('mzxw 6ytb oi')?.toString(), 'foobar');
  t.is(readBase32('MZXW1'), null);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => Buffer.from(bytes).equals(readBase32(writeBase32(bytes)) ?? Buffer.alloc(1))),
  );
  t.pass();
});
