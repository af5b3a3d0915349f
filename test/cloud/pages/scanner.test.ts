import test, { type ExecutionContext } from 'ava';
import type { CloudUnderTest } from '../cloud-under-test.ts';
import { decode, open } from './visitor.ts';

/** Requests of one scan at most; everything that can be reached from a mail is far less. */
const requestsMax = 600;

/** One language and three days stand for all: the others lead to the same forms. */
const leftOut = /[?&]lang=|\/presun\/(?!2026-12-0[123])|^\/(objednat|mojeschuzka|inbox|$|\?)/;

/** What a program types into a field that it does not understand. */
const fillings = ['', '1234', '0000', 'test', 'jana@example.cz', 'on'];

type Form = { readonly method: string; readonly to: string; readonly fields: readonly (readonly [string, string | null])[] };

/** The forms of a page: fields with a value of their own keep it, the others are to be filled. */
function formsOn(html: string, path: string): Form[] {
  return [...html.matchAll(/<form ([^>]*)>(.*?)<\/form>/gs)].map(([, attributes = '', inside = '']) => {
    const fields = [...inside.matchAll(/<input ([^>]*)>/g)].map(([, input = '']) => {
      const name = /name="([^"]*)"/.exec(input)?.[1] ?? '';
      const value = /value="([^"]*)"/.exec(input)?.[1];
      return [name, /type="(hidden|radio)"/.test(input) ? decode(value ?? '') : null] as const;
    });
    const to = decode(/action="([^"]*)"/.exec(attributes)?.[1] ?? path);
    return { method: /method="([^"]*)"/.exec(attributes)?.[1] ?? 'get', to, fields };
  });
}

/** Follows every link and sends every form with every filling, as mail scanners do; booking anew for others is no part of it. */
async function scan(
  cloud: CloudUnderTest,
  starts: readonly string[],
): Promise<{ readonly seen: readonly string[]; readonly sent: readonly string[] }> {
  const waiting = [...starts];
  const seen = new Set<string>(waiting);
  const sent: string[] = [];
  let requests = 0;
  const note = (path: string): void => {
    const plain = path.replace(/#.*/, '');
    if (plain.startsWith('/') && !leftOut.test(plain) && !seen.has(plain)) {
      seen.add(plain);
      waiting.push(plain);
    }
  };
  const ask = async (path: string, body?: URLSearchParams): Promise<void> => {
    if (++requests > requestsMax) throw new Error('the scan has no end');
    const headers = { 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(cloud.origin + path, { redirect: 'manual', headers, ...(body ? { method: 'POST', body } : {}) });
    const location = answer.headers.get('location');
    if (location) return note(location.replace(cloud.origin, ''));
    const html = await answer.text();
    for (const [, href] of html.matchAll(/href="([^"]+)"/g)) note(decode(href ?? ''));
    for (const form of formsOn(html, path)) {
      for (const filling of form.fields.some(([, value]) => value === null) ? fillings : ['']) {
        const values = new URLSearchParams(Object.fromEntries(form.fields.map(([name, value]) => [name, value ?? filling])));
        if (form.method === 'get') note(`${form.to}?${values}`);
        else if (!sent.includes(`${form.to} ${values}`)) {
          sent.push(`${form.to} ${values}`);
          await ask(form.to, values);
        }
      }
    }
  };
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) await ask(path);
  return { seen: [...seen], sent };
}

const rowOf = (cloud: CloudUnderTest) => cloud.store.db.selectFrom('reservation').selectAll().executeTakeFirstOrThrow();

async function booked(t: ExecutionContext): Promise<CloudUnderTest> {
  const cloud = await open(t);
  const start = '2026-11-30T08:30:00+01:00';
  await cloud.post('/api/v1/offices/krumlov/reservations', { service: 'vozidla', start, name: 'Jana', email: 'jana@example.cz' });
  return cloud;
}

const linksOf = async (cloud: CloudUnderTest): Promise<string[]> =>
  (await cloud.mails()).flatMap(({ text }) => [...text.matchAll(/https:\/\/fronta\.example(\/\S+)/g)].map(([, path]) => path ?? ''));

test('a scanner that opens every link and sends every form confirms at most, and confirms once (F27)', async (t) => {
  const cloud = await booked(t);
  const first = await scan(cloud, await linksOf(cloud));
  const confirmed = await rowOf(cloud);
  t.like(confirmed, { state: 'confirmed', revision: 1, startMs: Date.parse('2026-11-30T08:30:00+01:00') });
  const { seen, sent } = await scan(cloud, await linksOf(cloud));
  t.deepEqual(await rowOf(cloud), confirmed, 'neither cancelled nor moved, and nothing else is different');
  t.is((await cloud.mails()).length, 2, 'one mail for the hold, one with the PIN');
  for (const reached of [/\/zrusit$/, /\/presun$/, /\/presun\/2026-12-02$/, /\/presun\/2026-12-02\/kontrola\?start=/, /termin\.ics$/])
    t.true(
      [...first.seen, ...seen].some((path) => reached.test(path)),
      `the scan came to ${reached}`,
    );
  for (const tried of [/\/zrusit pin=1234/, /\/presun\/\S+ start=\S+&pin=1234/, /\/potvrdit\//])
    t.true(
      [...first.sent, ...sent].some((form) => tried.test(form)),
      `the scan sent ${tried}`,
    );
});

test('a scanner that comes after a cancel or a move does not take it back (F27)', async (t) => {
  const cloud = await booked(t);
  const { body } = await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
  const token = await cloud.tokenOf('rezervace');
  await cloud.post('/api/v1/reservations/move', { token, start: '2026-12-02T09:30:00+01:00' });
  const moved = await rowOf(cloud);
  await scan(cloud, await linksOf(cloud));
  t.deepEqual(await rowOf(cloud), moved);
  await cloud.post('/api/v1/reservations/cancel', { token });
  const cancelled = await rowOf(cloud);
  const { sent } = await scan(cloud, await linksOf(cloud));
  t.deepEqual(await rowOf(cloud), cancelled);
  t.true(sent.some((form) => /\/vzit-zpet pin=1234/.test(form)));
  t.false(JSON.stringify(sent).includes(String(body.pin)), 'a scan does not know the PIN');
});
