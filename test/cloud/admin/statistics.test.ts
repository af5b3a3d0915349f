import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { languages } from '#contract/language.ts';
import { spreadOf } from '#contract/statistics/spread.ts';
import type { Tally } from '#contract/statistics/tally.ts';
import { statisticsWords } from '#contract/statistics/words.ts';
import type { CloudUnderTest } from '../cloud-under-test.ts';
import { insertOffice } from '../insert-office.ts';
import { openSignedIn } from './clerk.ts';
import { insertDays } from './days-of-numbers.ts';

const here = '/admin/krumlov/statistiky';

test('a supervisor reads the numbers of the last weeks, of a chosen period, and is told of one that is none', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  await insertDays(cloud.store, { to: '2026-11-27', days: 30 });
  const page = await clerk.get(here);
  t.is(page.status, 200);
  t.is(page.title, 'Statistika');
  for (const table of ['days', 'services', 'counters', 'hours', 'weekdays', 'origins'])
    t.true(page.html.includes(`data-table="${table}"`), table);
  t.true(page.html.includes('Registr vozidel'));
  const one = await clerk.get(`${here}?from=2026-11-23&to=2026-11-23`);
  t.is([...one.html.matchAll(/<tbody>.*?<\/tbody>/gs)][0]?.[0].match(/<tr>/g)?.length, 1);
  const none = await clerk.get(`${here}?from=2026-11-23&to=2026-11-01`);
  t.is(none.status, 422);
  t.deepEqual(none.problems, [statisticsWords.cs.badPeriod]);
  t.true((await clerk.get(`${here}?from=2019-01-01&to=2019-01-02`)).html.includes(statisticsWords.cs.none));
});

test('the file has every table, in each language, and is not kept on the way', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  await insertDays(cloud.store, { to: '2026-11-27', days: 5 });
  for (const lang of languages) {
    await clerk.send(await clerk.get(here), '/admin/jazyk', { lang });
    const { html: file, headers } = await clerk.get(`${here}/csv?from=2026-11-01&to=2026-11-27`);
    t.is(headers.get('content-disposition'), 'attachment; filename="fronta-krumlov-2026-11-01-2026-11-27.csv"');
    t.regex(headers.get('content-type') ?? '', /^text\/csv; charset=utf-8/);
    t.is(headers.get('cache-control'), 'no-store');
    t.regex(file, /^table[;,]title[;,]row[;,]/);
    t.true(file.includes(statisticsWords[lang].tables.weekdays.title), lang);
  }
});

test('who may see every office sees them side by side, and a supervisor of one does not', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  await insertOffice(cloud.store, { ...exampleOffice, office: 'kajov', name: { cs: 'Kájov', en: 'Kájov', de: 'Gojau' } });
  await insertDays(cloud.store, { to: '2026-11-27', days: 5 });
  const page = await clerk.get('/admin/statistiky');
  t.is(page.status, 200);
  t.regex(page.html, /href="\/admin\/kajov\/statistiky\?from=2026-10-26&amp;to=2026-11-29">Kájov/);
  await onlyFor(cloud, 'krumlov');
  t.is((await clerk.get('/admin/statistiky')).status, 403);
  t.is((await clerk.get('/admin/kajov/statistiky')).status, 404);
  t.is((await clerk.get(here)).status, 200);
});

test('numbers of few people give no times', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const few: Tally = { issued: 2, called: 2, waiting: spreadOf([600, 660]) };
  const day = { total: JSON.stringify(few), groups: JSON.stringify({ services: { vozidla: few }, counters: {}, hours: {}, origins: {} }) };
  const place = { office: 'krumlov', edge: 'kiosk-1', journal: 'j', fromSeq: 1, toSeq: 2, day: '2026-11-27' };
  await cloud.store.db
    .insertInto('statisticsDay')
    .values({ ...place, ...day })
    .execute();
  const { html } = await clerk.get(here);
  t.regex(html, /data-column="issued" data-unit="count" data-value="2"/);
  t.false(/data-column="waiting\w+" data-unit="seconds" data-value="\d/.test(html));
});

test('the charts come from this origin alone', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const { html, headers } = await clerk.get(here);
  const script = /<script type="module" src="([^"]+)"/.exec(html)?.[1] ?? '';
  const start = await cloud.get(script);
  t.is(start.status, 200);
  t.regex(headers.get('content-security-policy') ?? '', /script-src 'self'/);
  for (const [, name] of (await start.text()).matchAll(/'\.\/(\w+\.js)'/g)) {
    const answer = await cloud.get(script.replace('start.js', name ?? ''));
    t.is(answer.status, 200, name);
    t.true((answer.headers.get('content-type') ?? '').startsWith('text/javascript'));
  }
});

async function onlyFor({ store }: CloudUnderTest, office: string): Promise<void> {
  await store.db.updateTable('adminUser').set({ office, role: 'supervisor' }).execute();
}
