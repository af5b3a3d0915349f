import test, { type ExecutionContext } from 'ava';
import { languages } from '#contract/language.ts';
import { openHall, ticketToken } from '../../browser/hall.ts';
import { until } from '../../office/until.ts';
import { type CloudUnderTest, type CloudWishes, startCloud } from '../cloud-under-test.ts';
import { eventReader } from '../views/event-reader.ts';

type Part = { readonly title: string; readonly html: string };

/** A hall in the middle of a day. */
async function openCloud(t: ExecutionContext, wishes: CloudWishes = {}): Promise<CloudUnderTest> {
  const cloud = await startCloud({ at: '2026-12-18T10:00:00+01:00', ...wishes });
  t.teardown(() => cloud.close());
  return cloud;
}

const read = (t: ExecutionContext, cloud: CloudUnderTest, path: string) => eventReader<Part>(t, cloud.origin + path);

for (const lang of languages)
  test(`the events of a page in ${lang} tell what the page shows, and nothing more`, async (t) => {
    const cloud = await openCloud(t);
    await openHall(cloud);
    for (const path of ['/live/krumlov', `/t/${ticketToken}`]) {
      const page = await (await cloud.get(`${path}?lang=${lang}`)).text();
      const events = /data-events="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
      t.is(events, `${path}/events?lang=${lang}&office=krumlov`);
      const reader = await read(t, cloud, events!);
      const [part] = await until('the first', () => reader.events.length > 0 && reader.events);
      t.deepEqual(Object.keys(part!), ['title', 'html']);
      t.true(page.includes(`<title>${part!.title.replaceAll('&', '&amp;')}</title>`), part!.title);
      t.true(page.includes(part!.html), part!.html);
      await until('the time', () => /\nevent: here\ndata: 10:00\n\n$/.test(reader.text()));
    }
  });

test('what changes in the database is told by any cloud that shares it, whoever was asked', async (t) => {
  const looks: (() => void)[] = [];
  const after = (_ms: number, task: () => void) => {
    looks.push(task);
    return () => undefined;
  };
  const cloud = await openCloud(t, { after });
  const other = await startCloud({ at: '2026-12-18T10:00:00+01:00', store: { ...cloud.store, close: async () => undefined } });
  t.teardown(() => other.close());
  await openHall(cloud);
  const path = `/t/${ticketToken}/events`;
  const [here, there] = [await read(t, cloud, path), await read(t, other, path)];
  await until('both', () => [here, there].every(({ events }) => events.length === 1));
  t.regex(here.events[0]!.html, /Před vámi: 1/);
  await cloud.store.db.updateTable('ticket').set({ state: 'called', counter: 3 }).where('token', '=', ticketToken).execute();
  looks.shift()!();
  for (const reader of [here, there]) {
    const called = await until('the call', () => reader.events[1]);
    t.is(called.title.split(' – ')[0], 'A4 → 3');
    t.regex(called.html, /Volá vás přepážka <strong>3<\/strong>/);
  }
});

test('of an office that is away the pages and their events say how old they are', async (t) => {
  const cloud = await openCloud(t);
  await openHall(cloud);
  await cloud.store.db.updateTable('edge').set({ online: 0 }).execute();
  cloud.clock.advance({ hours: 1 });
  for (const path of ['/live/krumlov', `/t/${ticketToken}`]) {
    t.regex(await (await cloud.get(path)).text(), /Spojení s kanceláří je přerušené\. Údaje platily v 10:00\./);
    const reader = await read(t, cloud, `${path}/events`);
    const part = await until('the first', () => reader.events[0]);
    t.regex(part.html, /Údaje platily v 10:00\./);
    await until('the time', () => /event: here\ndata: 10:00\n/.test(reader.text()));
  }
});

test('a token in the path of events is in no log and no metric, even when they fail, and its answer is kept by nobody', async (t) => {
  const cloud = await openCloud(t);
  await openHall(cloud);
  for (const path of [`/t/${ticketToken}/events`, `/api/v1/tickets/${ticketToken}/events`]) {
    const { headers } = await read(t, cloud, path);
    t.is(headers.get('cache-control'), 'no-store');
    t.is(headers.get('referrer-policy'), 'no-referrer');
    t.is(headers.get('x-content-type-options'), 'nosniff');
    t.regex(headers.get('content-security-policy') ?? '', /default-src 'none'/);
  }
  await cloud.store.db.schema.dropTable('counter').execute();
  t.is((await cloud.get(`/t/${ticketToken}/events`)).status, 500);
  t.true(cloud.logged.some((line) => line.includes('/t/:token/events')));
  t.false(cloud.logged.join('').includes(ticketToken));
  const metrics = await (await cloud.get('/metrics')).text();
  t.false(metrics.includes(ticketToken));
  t.regex(metrics, /^fronta_live_readers [1-9]/m);
  t.regex(metrics, /^# HELP fronta_live_readers_refused_total /m);
});

test('without JavaScript both pages reload themselves, as before', async (t) => {
  const cloud = await openCloud(t);
  await openHall(cloud);
  for (const path of ['/live/krumlov', `/t/${ticketToken}`])
    t.regex(await (await cloud.get(path)).text(), /<noscript><meta http-equiv="refresh" content="10"\/?><\/noscript>/);
});
