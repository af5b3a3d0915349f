import test from 'ava';
import type { Page } from 'playwright-core';
import { languages } from '#contract/language.ts';
import { numbersOfWeeks, today } from '../edge/screens/numbers-of-weeks.ts';
import { openBrowser } from './browser.ts';
import { inPage, isAccessible, keepPicture, officePages, scrollsSideways } from './office-pages.ts';

const browser = openBrowser();
test.after.always(async () => (await browser).close());

/** Comes as a clerk would: by the login, then to the page. */
async function enter(page: Page, path: string): Promise<void> {
  await page.locator('#code').fill('2010');
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/staff');
  await page.goto(new URL(path, page.url()).href);
}

/** How many charts have something drawn on them. */
const drawnCharts = (page: Page): Promise<number> =>
  inPage(
    page,
    `[...document.querySelectorAll('.stat-plot canvas')].filter((canvas) =>
      canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0)).length`,
  );

for (const language of languages)
  test.serial(`the statistics are accessible, wide, narrow and in the dark: ${language}`, async (t) => {
    t.timeout(120_000);
    const { open } = await officePages(t, await browser, { numbers: numbersOfWeeks() });
    for (const [name, look] of [
      ['statistics', {}],
      ['statistics-phone', { width: 360, height: 740 }],
      ['statistics-dark', { dark: true }],
    ] as const) {
      const page = await open('/staff/login', look);
      await enter(page, `/staff/statistics?lang=${language}`);
      await page.locator('.stat-plot canvas').nth(11).waitFor();
      t.is(await page.locator('html').getAttribute('lang'), language);
      t.is(await drawnCharts(page), 12, name);
      await isAccessible(t, page, `${name}, ${language}`);
      t.false(await scrollsSideways(page), name);
      if (language === 'cs') await keepPicture(t, page, name);
      else if (!name.includes('-')) await keepPicture(t, page, `${name}-${language}`);
    }
  });

test.serial('who is not signed in sees no numbers and no story', async (t) => {
  const { open, address } = await officePages(t, await browser, { numbers: numbersOfWeeks() });
  for (const path of ['/staff/statistics', '/staff/story?number=A3']) {
    const page = await open(path);
    t.is(new URL(page.url()).pathname, '/staff/login', path);
  }
  for (const path of ['statistics', 'statistics/csv', 'story?number=A3'])
    t.is((await fetch(`${address}/api/v1/${path}`)).status, 401, path);
});

test.serial('a period is chosen by its dates or by one click, and downloaded as it is seen', async (t) => {
  const { open } = await officePages(t, await browser, { numbers: numbersOfWeeks() });
  const page = await open('/staff/login');
  await enter(page, '/staff/statistics');
  await page.getByRole('link', { name: 'Dnes' }).click();
  await page.waitForURL(`**from=${today}&to=${today}**`);
  await page.locator('table[data-table=days] tbody tr').waitFor();
  t.is(await page.locator('table[data-table=days] tbody tr').count(), 1);
  await page.getByLabel('Od', { exact: true }).fill('2026-11-16');
  await page.getByRole('button', { name: 'Zobrazit' }).click();
  await page.waitForURL('**from=2026-11-16**');
  await page.locator('table[data-table=days] tbody tr').nth(5).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Stáhnout jako CSV' }).click()]);
  t.is(download.suggestedFilename(), `fronta-2026-11-16-${today}.csv`);
  await page.goto(new URL('/staff/statistics?from=2026-11-23&to=2026-11-01', page.url()).href);
  await page.getByRole('alert').getByRole('link').click();
  await page.locator('.stat-key').waitFor();
});

test.serial('on paper there are no buttons and the tables are whole', async (t) => {
  const { open } = await officePages(t, await browser, { numbers: numbersOfWeeks() });
  const page = await open('/staff/login');
  await enter(page, '/staff/statistics?from=2026-11-16&to=2026-11-23');
  await page.locator('.stat-plot canvas').nth(11).waitFor();
  await page.emulateMedia({ media: 'print' });
  t.false(await page.getByRole('button', { name: 'Vytisknout' }).isVisible());
  t.true((await page.pdf({ preferCSSPageSize: true })).length > 10_000);
  await keepPicture(t, page, 'statistics-paper');
});

for (const language of languages)
  test.serial(`the story of a ticket says why it was called later: ${language}`, async (t) => {
    const { open } = await officePages(t, await browser, { numbers: numbersOfWeeks() });
    for (const [name, look] of [
      ['story', {}],
      ['story-phone', { width: 360, height: 740 }],
      ['story-dark', { dark: true }],
    ] as const) {
      const page = await open('/staff/login', look);
      await enter(page, `/staff/story?number=a3&lang=${language}`);
      await page.locator('.story-own').nth(3).waitFor();
      await isAccessible(t, page, `${name}, ${language}`);
      t.false(await scrollsSideways(page), name);
      if (language === 'cs') await keepPicture(t, page, name);
      else if (!name.includes('-')) await keepPicture(t, page, `${name}-${language}`);
    }
  });

test.serial('a ticket that is not there, and a number that is none, are told in words', async (t) => {
  const { open } = await officePages(t, await browser, { numbers: numbersOfWeeks() });
  const page = await open('/staff/login');
  await enter(page, '/staff/story');
  await page.getByLabel('Číslo lístku').fill('A99');
  await page.getByRole('button', { name: 'Vyprávět' }).click();
  await page.getByRole('alert').getByText('Lístek A99').waitFor();
  await page.getByLabel('Číslo lístku').fill('12');
  await page.getByRole('button', { name: 'Vyprávět' }).click();
  await page.getByRole('alert').getByText('písmeno a číslice').waitFor();
  await isAccessible(t, page, 'a story that is not there');
});
