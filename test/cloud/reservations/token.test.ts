import { createHash } from 'node:crypto';
import test from 'ava';
import { hashToken, mintToken } from '../../../cloud/reservations/token.ts';

const atMs = Date.parse('2026-11-29T18:00:00+01:00');

test('what is kept of later tokens stands behind what is kept of earlier ones, and tells no more than when', (t) => {
  const moments = Array.from({ length: 50 }, (_, index) => atMs + index ** 4 * 1_000);
  const tokens = moments.map(mintToken);
  const kept = tokens.map(hashToken);
  t.deepEqual(kept.toSorted(), kept);
  t.is(new Set(Array.from({ length: 50 }, () => mintToken(atMs))).size, 50, 'of one moment there are many');
  for (const [index, token] of tokens.entries()) {
    t.regex(token, /^[\w-]{51}$/);
    t.is(kept[index], moments[index]!.toString(16).padStart(12, '0') + createHash('sha256').update(token).digest('hex'));
  }
});

test('tokens of older mails and those that come from others are kept as they were', (t) => {
  for (const token of ['x', 'A'.repeat(43), 'A'.repeat(52)]) t.is(hashToken(token), createHash('sha256').update(token).digest('hex'));
});

test('a token that somebody made up is only a token that nobody has', (t) => {
  const real = mintToken(atMs);
  for (const token of ['%'.repeat(51), 'ž'.repeat(51), `${real.slice(0, -1)}${real.endsWith('A') ? 'E' : 'A'}`, real.toLowerCase()])
    if (token !== real) t.not(hashToken(token), hashToken(real), token);
});
