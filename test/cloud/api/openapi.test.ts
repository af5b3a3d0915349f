import test, { type ExecutionContext } from 'ava';
import { z } from 'zod';
import { issueCode } from '../../../cloud/admin/kiosks/enrolments.ts';
import { hashKioskCode, mintKioskCode } from '../../../cloud/offices/kiosk-code.ts';
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts';

type Schema = Parameters<typeof z.fromJSONSchema>[0];
type Responses = Record<string, { readonly content: Record<string, { readonly schema: Schema & { readonly $ref?: string } }> }>;
type Operation = { readonly responses: Responses; readonly parameters: readonly { readonly name: string; readonly in: string }[] };
type Document = {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Schema> };
};

async function described(t: ExecutionContext): Promise<{ cloud: CloudUnderTest; document: Document }> {
  const cloud = await startCloud();
  t.teardown(() => cloud.close());
  return { cloud, document: (await (await cloud.get('/api/v1/openapi.json')).json()) as Document };
}

/** Asks as the document says and holds the answer against its schema. */
async function holds(
  t: ExecutionContext,
  { origin }: CloudUnderTest,
  document: Document,
  call: readonly [method: 'get' | 'post', pattern: string, path: string, status: number, body?: object],
): Promise<Record<string, unknown>> {
  const [method, pattern, path, status, body] = call;
  const operation = document.paths[pattern]?.[method];
  const answer = await fetch(`${origin}/api/v1${path}`, {
    method: method.toUpperCase(),
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  t.is(answer.status, status, path);
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const described = operation?.responses[String(status)]?.content[type]?.schema;
  t.truthy(described, `${method} ${pattern} describes ${status} as ${type}`);
  const schema = described?.$ref ? document.components.schemas[described.$ref.split('/').at(-1) ?? ''] : described;
  const json = (type === 'text/event-stream' ? await firstEvent(answer) : await answer.json()) as Record<string, unknown>;
  const parsed = z.fromJSONSchema(schema as Schema).safeParse(json);
  t.true(parsed.success, `${method} ${path} ${status}: ${parsed.error?.message} ${JSON.stringify(json)}`);
  return json;
}

/** The data of the first event; nothing more is read. */
async function firstEvent(answer: Response): Promise<unknown> {
  let text = '';
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const data = /^data: (.*)\n\n/m.exec(text)?.[1];
    if (data !== undefined) return JSON.parse(data);
  }
  throw new Error(`the stream ended with ${JSON.stringify(text)}`);
}

test('live answers are what the description of the API says, refusals too', async (t) => {
  const { cloud, document } = await described(t);
  t.is(document.openapi, '3.1.0');
  t.is(document.servers[0]?.url, 'https://fronta.example/api/v1');
  const tested = new Set<string>();
  const ask = (...call: Parameters<typeof holds>[3]) => {
    tested.add(`${call[0]} ${call[1]}`);
    return holds(t, cloud, document, call);
  };
  const office = '/offices/{office}';
  await ask('get', '/offices', '/offices', 200);
  await ask('get', `${office}/services`, '/offices/krumlov/services', 200);
  await ask('get', `${office}/services`, '/offices/atlantis/services', 404);
  await ask('get', `${office}/slots`, '/offices/krumlov/slots?service=vozidla', 200);
  await ask('get', `${office}/slots`, '/offices/krumlov/slots?service=vozidla&from=x', 422);
  await ask('get', `${office}/slots`, '/offices/atlantis/slots?service=vozidla', 404);
  await ask('get', `${office}/task`, '/offices/krumlov/task', 200);
  await ask('get', `${office}/task`, '/offices/atlantis/task', 404);
  const booking = { service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana', email: 'jana@example.cz', lang: 'cs' };
  const book = (status: number, change: object = {}, id = 'krumlov') =>
    ask('post', `${office}/reservations`, `/offices/${id}/reservations`, status, { ...booking, ...change });
  await book(201);
  await book(409, { email: 'petr@example.cz' });
  await book(422, { email: 'petr' });
  await book(404, {}, 'atlantis');
  const act = (what: string, status: number, body: object) => ask('post', `/reservations/${what}`, `/reservations/${what}`, status, body);
  const token = await cloud.tokenOf('potvrdit');
  for (const what of ['confirm', 'cancel', 'undo-cancel', 'move']) {
    await act(what, 404, { token: 'x', ...(what === 'move' ? { start: booking.start } : {}) });
    await act(what, 422, {});
  }
  await act('undo-cancel', 409, { token });
  await act('confirm', 200, { token });
  await act('move', 200, { token, start: '2026-12-01T08:30:00+01:00' });
  await act('cancel', 200, { token });
  await act('confirm', 409, { token });
  await act('move', 409, { token, start: booking.start });
  await act('undo-cancel', 200, { token });
  await book(201, { start: '2026-12-03T08:30:00+01:00' });
  cloud.clock.advance({ hours: 1 });
  await act('confirm', 410, { token: await cloud.tokenOf('potvrdit') });
  await ask('get', `${office}/live`, '/offices/krumlov/live', 200);
  await ask('get', `${office}/live`, '/offices/atlantis/live', 404);
  await ask('get', `${office}/live/events`, '/offices/krumlov/live/events', 200);
  await ask('get', `${office}/live/events`, '/offices/atlantis/live/events', 404);
  const plain = { counter: null, reservation: null, calledMs: null, endedMs: null, issuedMs: cloud.clock.now() };
  await cloud.store.db
    .insertInto('ticket')
    .values({
      office: 'krumlov',
      edge: 'kiosk-1',
      day: '2026-11-29',
      ordinal: 1,
      number: 'A1',
      service: 'vozidla',
      token: 'listek',
      state: 'waiting',
      ...plain,
    })
    .execute();
  await ask('get', '/tickets/{token}', '/tickets/listek', 200);
  await ask('get', '/tickets/{token}', '/tickets/neznamy', 404);
  await ask('get', '/tickets/{token}/events', '/tickets/listek/events', 200);
  await ask('get', '/tickets/{token}/events', '/tickets/neznamy/events', 404);
  const enrol = { office: 'krumlov', edge: 'kiosk-2', journal: null };
  const kioskCode = { mint: mintKioskCode, hash: hashKioskCode };
  const issued = await issueCode(cloud.store.db, 'kiosk-2', kioskCode, { office: 'krumlov', who: 'jana', nowMs: cloud.clock.now() });
  const code = issued.ok ? issued.code : '';
  await ask('post', '/enrol', '/enrol', 422, { ...enrol });
  await ask('post', '/enrol', '/enrol', 404, { ...enrol, code: '1' });
  await ask('post', '/enrol', '/enrol', 409, { ...enrol, edge: 'kiosk-3', code });
  await ask('post', '/enrol', '/enrol', 200, { ...enrol, code });
  await ask('get', '/healthz', '/healthz', 200);
  await ask('get', '/readyz', '/readyz', 200);
  const all = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
  t.deepEqual([...tested].sort(), all.sort(), 'every operation was asked');
});

test('the description names every parameter of its paths, and a wrong answer would not pass', async (t) => {
  const { document } = await described(t);
  for (const [path, methods] of Object.entries(document.paths))
    for (const operation of Object.values(methods))
      for (const [, name] of path.matchAll(/\{(\w+)\}/g))
        t.true(
          operation.parameters.some((parameter) => parameter.name === name && parameter.in === 'path'),
          `${path} ${name}`,
        );
  const schema = document.paths['/reservations/confirm']?.post?.responses['200']?.content['application/json']?.schema;
  t.false(z.fromJSONSchema(schema as Schema).safeParse({ id: 'x', state: 'confirmed', pin: 'abcd' }).success);
});
