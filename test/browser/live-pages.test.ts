import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { languages } from '#contract/language.ts';
import { type CloudUnderTest, startCloud } from '../cloud/cloud-under-test.ts';
import { until } from '../office/until.ts';
import { openWatchedPage, wide } from './booking-pages.ts';
import { openBrowser } from './browser.ts';
import { openHall, ticketToken } from './hall.ts';
import { inPage, isAccessible, scrollsSideways } from './office-pages.ts';

const browser = openBrowser();
test.after.always(async () => (await browser).close());

const narrow = { width: 320, height: 640 };
/** For what a slow machine may take its time for. */
const patienceMs = 60_000;
const ticketPath = `/t/${ticketToken}`;

type Watched = {
  readonly cloud: CloudUnderTest;
  readonly page: Page;
  /** Requests since the page was opened: for its events, and for itself. */
  readonly asked: { events: number; looks: number; ended: number };
};

/** A page of the hall at work, opened, with its events running. */
async function watch(t: ExecutionContext, path: string, options: BrowserContextOptions = {}): Promise<Watched> {
  t.timeout(240_000);
  const cloud = await startCloud({ at: '2026-12-18T10:00:00+01:00' });
  t.teardown(() => cloud.close());
  await openHall(cloud);
  const page = await openWatchedPage(t, await browser, cloud, options);
  const asked = { events: 0, looks: 0, ended: 0 };
  page.on('request', (request) => {
    if (isEvents(request.url())) asked.events += 1;
    else if (request.resourceType() === 'fetch') asked.looks += 1;
  });
  const ended = (request: { url(): string }) => {
    if (isEvents(request.url())) asked.ended += 1;
  };
  page.on('requestfailed', ended).on('requestfinished', ended);
  await page.goto(cloud.origin + path);
  return { cloud, page, asked };
}

const isEvents = (url: string): boolean => new URL(url).pathname.endsWith('/events');

const setTicket = ({ store }: CloudUnderTest, to: object, ordinal = 2) =>
  store.db.updateTable('ticket').set(to).where('ordinal', '=', ordinal).execute();

test('the page of the queue follows events: it changes in place, the focus stays, and it asks no more', async (t) => {
  const { cloud, page, asked } = await watch(t, '/live/krumlov');
  await until('the events', () => asked.events === 1);
  await inPage(page, "window.isSame = document.querySelector('.queue'), document.querySelector('.languages a').focus()");
  const row = page.locator('.queue tr').filter({ hasText: 'Registr vozidel' });
  for (const [ordinal, left] of [
    [1, '2'],
    [2, '1'],
    [4, '0'],
  ] as const) {
    await setTicket(cloud, { state: 'served' }, ordinal);
    await row.getByRole('cell', { name: left, exact: true }).waitFor({ timeout: patienceMs });
  }
  t.true(await inPage(page, "document.querySelector('.queue') === window.isSame"));
  t.is(await inPage(page, 'document.activeElement.lang || document.activeElement.hreflang'), 'en');
  t.deepEqual(asked, { events: 1, looks: 0, ended: 0 });
});

test('a phone is read the people ahead and its call, and not each new forecast', async (t) => {
  const { cloud, page } = await watch(t, ticketPath);
  await inPage(page, readingAloud);
  const read = () => inPage<string[]>(page, 'window.read');
  await cloud.store.db.updateTable('counter').set({ state: 'closed' }).where('number', '>', 1).execute();
  await page.getByText('Odhad čekání:').filter({ hasNotText: /hned/ }).waitFor({ timeout: patienceMs });
  await setTicket(cloud, { state: 'served' }, 1);
  await page.getByText('Jste na řadě jako další.').waitFor({ timeout: patienceMs });
  await setTicket(cloud, { state: 'called', counter: 3 });
  await until('the title', async () => (await page.title()).startsWith('A4 → 3'), patienceMs);
  await until('the call', async () => (await read()).length === 2);
  t.deepEqual(await read(), ['Čekáte Jste na řadě jako další.', 'Volá vás přepážka 3']);
  t.is(await page.locator('[aria-live], [role=status], [role=alert]').count(), 2, 'the news and the loss of the connection');
});

test('events that are refused or broken leave the page looking, until they are there again', async (t) => {
  const { cloud, page, asked } = await watch(t, '/live/krumlov', { viewport: wide });
  await until('the events', () => asked.events === 1);
  await page.route(
    ({ href }) => isEvents(href),
    (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }),
  );
  await hide(page);
  await until('they are closed by a page that nobody sees', () => asked.ended === 1);
  t.is(asked.looks, 0);
  await show(page);
  await until('they are refused', () => asked.events === 2);
  await setTicket(cloud, { state: 'served' }, 1);
  await page
    .locator('.queue tr')
    .filter({ hasText: 'Registr vozidel' })
    .getByRole('cell', { name: '2', exact: true })
    .waitFor({ timeout: patienceMs });
  t.true(asked.looks > 0);
  await page.unrouteAll();
  const before = asked.ended;
  await until('they are there again', () => asked.events > before && asked.events > asked.ended, patienceMs);
  await setTicket(cloud, { state: 'served' }, 2);
  await page
    .locator('.queue tr')
    .filter({ hasText: 'Registr vozidel' })
    .getByRole('cell', { name: '1', exact: true })
    .waitFor({ timeout: patienceMs });
});

test('a page that nobody sees has no events and does not look, and is true again when it is seen', async (t) => {
  const { cloud, page, asked } = await watch(t, ticketPath);
  await until('the events', () => asked.events === 1);
  await hide(page);
  await until('their end', () => asked.ended === 1);
  await setTicket(cloud, { state: 'called', counter: 2 });
  await show(page);
  await page.getByText('Volá vás přepážka').waitFor({ timeout: patienceMs });
  t.deepEqual(asked, { events: 2, looks: 0, ended: 1 });
});

for (const lang of languages)
  test(`a page in ${lang} that hears nothing any more says kindly how old it is, and mends itself`, async (t) => {
    const { cloud, page } = await watch(t, `${ticketPath}?lang=${lang}`, { viewport: narrow });
    await page.locator('#spojeni p').waitFor({ state: 'hidden' });
    await page.route('**', (route) => route.abort());
    await hide(page);
    cloud.clock.advance({ minutes: 5 });
    await show(page);
    await page.locator('#spojeni p').waitFor({ timeout: patienceMs });
    t.regex((await page.locator('#spojeni').textContent()) ?? '', /10:00/);
    await isAccessible(t, page, `${lang} lost`);
    t.false(await scrollsSideways(page));
    await keep(page, `${lang}-lost-320`);
    await page.setViewportSize(wide);
    await keep(page, `${lang}-lost`);
    await page.unrouteAll();
    await page.locator('#spojeni p').waitFor({ state: 'hidden', timeout: patienceMs });
    t.is(await page.locator('#spojeni time').textContent(), '10:05');
  });

for (const lang of languages)
  test(`the pages of an office that is away say so in ${lang}, are accessible and fit 320 px`, async (t) => {
    const { cloud, page } = await watch(t, `/live/krumlov?lang=${lang}`, { viewport: narrow });
    await page.locator('.state.online').waitFor();
    await cloud.store.db.updateTable('edge').set({ online: 0 }).execute();
    for (const path of ['/live/krumlov', ticketPath]) {
      if (path !== '/live/krumlov') await page.goto(`${cloud.origin}${path}?lang=${lang}`);
      await page.locator('.state.offline').filter({ hasText: '10:00' }).waitFor({ timeout: patienceMs });
      await isAccessible(t, page, `${lang} ${path} away`);
      t.false(await scrollsSideways(page), path);
      const name = path === ticketPath ? 'ticket' : 'live';
      await keep(page, `${lang}-away-${name}-320`);
      await page.setViewportSize(wide);
      await keep(page, `${lang}-away-${name}`);
      await page.setViewportSize(narrow);
    }
  });

test('a phone whose day is over is told so', async (t) => {
  const { cloud, page } = await watch(t, ticketPath);
  await page.getByText('čekáte').waitFor();
  cloud.clock.advance({ days: 1 });
  await page.getByRole('heading', { name: 'Tento lístek neznáme' }).waitFor({ timeout: patienceMs });
  t.is(await inPage(page, "document.querySelectorAll('script, [data-live]').length"), 0, 'and looks no more');
});

/** As a browser does with a tab that is put away, and with one that is taken out again. */
const hide = (page: Page) => inPage(page, visible(false));
const show = (page: Page) => inPage(page, visible(true));
const visible = (isSeen: boolean): string => `(() => {
  Object.defineProperty(document, 'hidden', { get: () => ${!isSeen}, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
})()`;

/** What a screen reader would say: the whole of a polite region that is atomic, each time something in it has changed. */
const readingAloud = `(() => {
  window.read = [];
  for (const region of document.querySelectorAll('[aria-live=polite][aria-atomic=true]'))
    new MutationObserver(() => window.read.push(region.innerText.replace(/\\s+/g, ' ').trim()))
      .observe(region, { subtree: true, childList: true, characterData: true, attributes: true });
})()`;

/** Keeps a picture in FRONTA_SCREENSHOTS_DIR, if that is told. */
async function keep(page: Page, name: string): Promise<void> {
  const told = process.env.FRONTA_SCREENSHOTS_DIR;
  if (told === undefined) return;
  await mkdir(told, { recursive: true });
  await writeFile(join(told, `live-${name}.png`), await page.screenshot({ fullPage: true }));
}
