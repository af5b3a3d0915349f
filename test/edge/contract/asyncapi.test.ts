import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import test from 'ava';
import { asyncApi } from '#contract/asyncapi.ts';
import { downMessages, seal, upMessages } from '#contract/envelope.ts';
import { eventNames, wireType } from '#contract/event.ts';

const file = new URL('../../../edge/contract/asyncapi.json', import.meta.url);
const text = `${JSON.stringify(asyncApi(), null, 2)}\n`;
// After a change of the contract: FRONTA_WRITE_ASYNCAPI=1 npx ava test/edge/contract/asyncapi.test.ts; npx biome format --write edge/contract
if (process.env.FRONTA_WRITE_ASYNCAPI === '1') writeFileSync(file, text);

type Node = Record<string, unknown>;
const document = JSON.parse(text) as Record<'asyncapi', string> &
  Record<'info' | 'channels' | 'operations' | 'components', Record<string, Node>>;

test('the AsyncAPI document that lies beside the contract is the one made of its schemas', (t) => {
  t.deepEqual(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(text));
});

test('the document has what AsyncAPI 3 requires of every object it uses', (t) => {
  t.is(document.asyncapi, '3.0.0');
  for (const field of ['title', 'version']) t.is(typeof document.info[field], 'string');
  for (const [id, channel] of Object.entries(document.channels)) {
    t.regex(id, /^[A-Za-z0-9._-]+$/);
    const address = String(channel.address);
    const named = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    t.deepEqual(Object.keys((channel.parameters ?? {}) as Node), named, `${id}: every part of its address in braces is a parameter`);
    t.true(Object.keys(channel.messages as Node).length > 0, id);
  }
  for (const [id, operation] of Object.entries(document.operations)) {
    t.true(['send', 'receive'].includes(String(operation.action)), id);
    t.regex((operation.channel as { $ref: string }).$ref, /^#\/channels\//, `${id}: an operation refers to a channel of the root`);
    const { $ref } = operation.channel as { $ref: string };
    for (const message of operation.messages as { $ref: string }[])
      t.true(message.$ref.startsWith(`${$ref}/messages/`), `${id}: its messages are those of its channel`);
  }
});

test('the document says of what form an event’s id and source are: those that an edge writes and no others', (t) => {
  const schemas = document.components.schemas!;
  const messages = document.components.messages as unknown as Record<'up-events', { payload: { properties: { events: { items: Node } } } }>;
  const batch = messages['up-events'].payload;
  const journal = '0123456789abcdef'.repeat(2);
  const time = '2026-11-23T08:10:00+01:00';
  const fact = { name: 'day.opened', data: { day: '2026-11-23' }, seq: 7, time, steadyMs: 1, boot: 1, clockTrusted: true } as const;
  const event = seal(fact as unknown as Parameters<typeof seal>[0], journal, 'fronta/1/krumlov/kiosk-1');
  for (const schema of [schemas.Envelope as Node, batch.properties.events.items]) {
    // Formats of times are held by the golden files.
    const fits = new Ajv({ validateFormats: false }).compile(schema);
    t.true(fits(event), JSON.stringify(fits.errors));
    for (const wrong of [
      { id: journal },
      { id: `${journal}:0` },
      { id: `x${journal}:7` },
      { source: 'krumlov/kiosk-1' },
      { source: 'fronta/2/krumlov/kiosk-1' },
      { source: 'fronta/1/krumlov/kiosk-1/up' },
      { source: 'fronta/1/Krumlov/kiosk-1' },
    ])
      t.false(fits({ ...event, ...wrong }), JSON.stringify(wrong));
    const { id, source } = schema.properties as Record<'id' | 'source', Node>;
    t.true(typeof id.description === 'string' && typeof source.description === 'string');
  }
});

test('every reference of the document leads somewhere', (t) => {
  const references = [...text.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, path]) => path!);
  t.true(references.length > 20);
  for (const path of references) {
    const found = path.split('/').reduce<unknown>((node, key) => (node as Node | undefined)?.[key], document);
    t.not(found, undefined, path);
  }
});

test('every kind of message and every type of event is in the document', (t) => {
  const addresses = Object.values(document.channels).map(({ address }) => String(address));
  for (const [direction, kinds] of Object.entries({ up: upMessages, down: downMessages }))
    for (const kind of Object.keys(kinds)) t.true(addresses.includes(`fronta/1/{office}/{edge}/${direction}/${kind}`), kind);
  const schemas = document.components.schemas!;
  for (const name of eventNames) t.truthy(schemas[wireType(name)], name);
});
