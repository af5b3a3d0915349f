import test from 'ava';
import type { Page } from 'playwright-core';
import { languages } from '#contract/language.ts';
import { until } from '../office/until.ts';
import { bookingCloud, openWatchedPage, wide } from './booking-pages.ts';
import { openBrowser } from './browser.ts';
import { inPage, isAccessible, scrollsSideways } from './office-pages.ts';

const browser = openBrowser();
test.after.always(async () => (await browser).close());

/** A task of some seconds, so that one can be quicker than the browser. */
const crowded = { config: { trustProxy: true }, gate: { crowdedFrom: 0, effort: { rounds: 2_000, from: 300, to: 400 } } } as const;
const from = { extraHTTPHeaders: { 'x-forwarded-for': '192.0.2.7' } };
const details = (hour: string) => `/objednat/krumlov/vozidla/2026-12-28/udaje?start=${encodeURIComponent(`2026-12-28T${hour}:00+01:00`)}`;

async function fill(page: Page, email: string): Promise<void> {
  await page.locator('#name').fill('Jana Nováková');
  await page.locator('#email').fill(email);
  await page.locator('main form button[type=submit]').click();
  await page.locator('#odeslat').waitFor();
}

test('at a crowded office the page solves the task while one reads; who is quicker waits a moment and need not press again (F28)', async (t) => {
  t.timeout(180_000);
  const cloud = await bookingCloud(t, crowded);
  const page = await openWatchedPage(t, await browser, cloud, from);
  await page.goto(cloud.origin + details('08:30'));
  await fill(page, 'jana@example.cz');
  await page.locator('#odeslat').click();
  await page.getByText('Termín pro vás držíme do').waitFor({ timeout: 90_000 });
  const held = () => cloud.store.db.selectFrom('reservation').select(['state', 'email']).where('email', '=', 'jana@example.cz').execute();
  t.deepEqual(await held(), [{ state: 'held', email: 'jana@example.cz' }]);
});

test('who reads first is told when the task is solved, and sends it then', async (t) => {
  t.timeout(180_000);
  const cloud = await bookingCloud(t, crowded);
  const page = await openWatchedPage(t, await browser, cloud, from);
  await page.goto(cloud.origin + details('08:30'));
  await fill(page, 'jana@example.cz');
  await page.getByRole('status').filter({ hasText: 'Hotovo, můžete odeslat.' }).waitFor({ timeout: 90_000 });
  await page.locator('#odeslat').click();
  await page.getByText('Termín pro vás držíme do').waitFor();
  t.regex(page.url(), /\/objednano\//);
});

for (const lang of languages)
  test(`the pages of a crowded office in ${lang} are accessible, without a script too, and fit 320 px`, async (t) => {
    t.timeout(180_000);
    const cloud = await bookingCloud(t, crowded);
    const page = await openWatchedPage(t, await browser, cloud, from);
    const look = async (name: string): Promise<void> => {
      await until(`${name} is there`, () => inPage(page, "document.readyState === 'complete'"));
      await isAccessible(t, page, `${lang} ${name}`);
      await page.setViewportSize({ width: 320, height: 640 });
      t.false(await scrollsSideways(page), `${lang} ${name} at 320 px`);
      await page.setViewportSize(wide);
    };
    await page.goto(`${cloud.origin}${details('09:30')}&lang=${lang}`);
    await fill(page, `eva-${lang}@example.cz`);
    await look('check-crowded');
    // A form without a solution is what a browser without JavaScript sends.
    await inPage(page, "(() => { const form = document.getElementById('odeslani'); form.elements.altcha.value = ''; form.submit(); })()");
    await page.waitForURL(/\/adresa\?/);
    await look('address');
    const [mail] = await cloud.mails();
    const path = /https:\/\/fronta\.example(\/objednat\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    await page.goto(cloud.origin + path);
    await look('check-proven');
    await page.locator('#odeslat').click();
    await page.locator('.pin-digits').waitFor();
  });
