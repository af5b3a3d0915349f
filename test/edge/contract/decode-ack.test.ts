import test from 'ava';
import { decodeDown } from '#contract/decode.ts';
import { downMessages } from '#contract/envelope.ts';

const journal = '0123456789abcdef0123456789abcdef';

/** As they may come, most of them by mistake; `-0` and numbers too large for an integer stand for themselves in JSON. */
const bodies: readonly string[] = [
  JSON.stringify({ journal, seq: 0 }),
  JSON.stringify({ seq: 7, journal }),
  JSON.stringify({ journal, seq: 7, more: 1 }),
  JSON.stringify({ journal }),
  JSON.stringify({ seq: 7 }),
  JSON.stringify({ journal: journal.toUpperCase(), seq: 7 }),
  JSON.stringify({ journal: `${journal}0`, seq: 7 }),
  JSON.stringify({ journal: `${journal}\n`, seq: 7 }),
  JSON.stringify({ journal: [journal], seq: 7 }),
  JSON.stringify({ journal: null, seq: 7 }),
  JSON.stringify({ journal, seq: -1 }),
  JSON.stringify({ journal, seq: 1.5 }),
  JSON.stringify({ journal, seq: '7' }),
  JSON.stringify({ journal, seq: null }),
  `{"journal":"${journal}","seq":-0}`,
  `{"journal":"${journal}","seq":9007199254740991}`,
  `{"journal":"${journal}","seq":9007199254740992}`,
  `{"journal":"${journal}","seq":1e400}`,
  `{"journal":"${journal}","seq":7,"__proto__":{}}`,
  `{"__proto__":{"journal":"${journal}"},"seq":7}`,
  `{"seq":1,"seq":2,"journal":"${journal}"}`,
  '[]',
  '["journal","seq"]',
  'null',
  '"ack"',
  '7',
  '{}',
];

test('an acknowledgement is taken where its schema takes it, and nowhere else (F25)', (t) => {
  for (const text of bodies) {
    const wanted = downMessages.ack.safeParse(JSON.parse(text));
    const decoded = decodeDown('ack', text);
    t.is(decoded.ok, wanted.success, text);
    if (decoded.ok) t.deepEqual(decoded.message, { kind: 'ack', body: wanted.data } as typeof decoded.message, text);
    else t.regex(decoded.reason, /\S/, text);
  }
  t.true(bodies.some((text) => decodeDown('ack', text).ok) && bodies.some((text) => !decodeDown('ack', text).ok));
});
