import test from 'ava';
import * as fc from 'fast-check';
import { Envelope } from '#contract/envelope.ts';
import { eventNames, wireType } from '#contract/event.ts';
import { edgeRoot } from '#contract/topic.ts';
import { isPlainlySealed } from '../../../cloud/ingest/plainly-sealed.ts';
import { filler, journalA, journalB, sealed } from '../edge-client.ts';
import { kiosk } from '../sync-cloud.ts';

const source = edgeRoot(kiosk);
const [good] = sealed(kiosk, journalA, 5, filler(1));
const fromJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');

test('every fact that an edge seals is plain', (t) => {
  for (const name of eventNames) t.true(isPlainlySealed(fromJson({ ...good, type: wireType(name) }), source, journalA));
  for (const time of ['2026-11-23T07:10:00Z', '2024-02-29T23:59:59.123+01:00'])
    t.true(isPlainlySealed({ ...good, time }, source, journalA));
});

test('what comes from elsewhere is not, nor what the schema must judge (F25, F32)', (t) => {
  t.false(isPlainlySealed(good, source, journalB));
  t.false(isPlainlySealed(good, edgeRoot({ ...kiosk, edge: 'kiosk-2' }), journalA));
  t.false(isPlainlySealed({ ...good, type: 'fronta.ticket.invented.v1' }, source, journalA));
});

test('nothing is plain that the schema refuses, whatever stands in whichever place (F25)', (t) => {
  const near = fc.constantFrom<unknown>(
    '',
    ' ',
    0,
    -1,
    1,
    0.5,
    2 ** 53,
    true,
    null,
    [],
    {},
    '2026-02-29T07:10:00Z',
    '2026-11-23 07:10',
    'x',
  );
  const key = fc.oneof(fc.constantFrom(...Object.keys(Envelope.shape)), fc.string());
  const changes = fc.dictionary(key, fc.oneof(near, fc.jsonValue()), { maxKeys: 3 });
  const gone = fc.array(fc.constantFrom(...Object.keys(Envelope.shape)), { maxLength: 2 });
  fc.assert(
    fc.property(changes, gone, (to, without) => {
      const event = fromJson(Object.fromEntries(Object.entries({ ...good, ...to }).filter(([name]) => !without.includes(name))));
      return !isPlainlySealed(event, source, journalA) || Envelope.safeParse(event).success;
    }),
    { numRuns: 2_000 },
  );
  for (const event of [null, 1, 'x', [], {}]) t.false(isPlainlySealed(event, source, journalA));
});
