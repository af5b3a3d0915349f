import test from 'ava';
import type { Page } from 'playwright-core';
import { adminPages } from './admin/admin-cloud.ts';
import { bookingCloud, everyState, openWatchedPage } from './booking-pages.ts';
import { openBrowser } from './browser.ts';
import { inPage } from './office-pages.ts';

const browser = openBrowser();
test.after.always(async () => (await browser).close());

test('where the reader forces colours, every button and field of the booking has an edge, in every state', async (t) => {
  t.timeout(400_000);
  const cloud = await bookingCloud(t);
  const page = await openWatchedPage(t, await browser, cloud, { forcedColors: 'active' });
  await everyState(cloud, page, 'cs', async (name) => t.deepEqual(await inPage(page, edgeless), [], name), { date: '2026-12-28' });
});

test('where the reader forces colours, it is seen which hour is chosen, which step this is and where the focus stands', async (t) => {
  t.timeout(120_000);
  const cloud = await bookingCloud(t);
  const page = await openWatchedPage(t, await browser, cloud, { forcedColors: 'active' });
  await page.goto(`${cloud.origin}/objednat/krumlov/vozidla/2026-12-28`);
  await page.getByRole('radio', { name: '8:30–9:30' }).check();
  const edges = await styles(page, '.hour', 'borderTopWidth');
  t.is(edges.filter((width) => width === '3px').length, 1, edges.join(' '));
  const dots = await styles(page, '.dots i', 'backgroundColor');
  t.is(new Set(dots).size, 2, 'steps that are done and steps to come differ');
  const names = await styles(page, '.languages *', 'borderBottomWidth');
  t.is(names.filter((width) => width === '3px').length, 1, names.join(' '));
  t.deepEqual(await unfocused(page), []);
});

test('where the reader forces colours, the pages of the office show where one is, their buttons and the focus', async (t) => {
  t.timeout(240_000);
  const { cloud, open } = await adminPages(t, await browser);
  const page = await open({ width: 1280 });
  await page.emulateMedia({ forcedColors: 'active' });
  for (const path of ['den', 'objednat', 'kiosky', 'uzivatele', 'nastaveni', 'statistiky']) {
    await page.goto(`${cloud.origin}/admin/krumlov/${path}`);
    t.deepEqual(await inPage(page, edgeless), [], path);
    const places = await styles(page, '.places a', 'borderBottomColor');
    t.is(new Set(places).size, 2, `${path}: one place is not like the others: ${places.join(' ')}`);
  }
  await page.goto(`${cloud.origin}/admin/krumlov/den`);
  t.deepEqual(await unfocused(page), []);
});

/** Buttons and fields that nothing sets apart from the page, by their words. */
const edgeless = `[...document.querySelectorAll('button, .button, input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), select, textarea')]
  .filter((one) => one.checkVisibility())
  .filter((one) => { const s = getComputedStyle(one); return parseFloat(s.borderTopWidth) === 0 && parseFloat(s.borderBottomWidth) === 0 && !s.textDecorationLine.includes('underline'); })
  .map((one) => one.outerHTML.slice(0, 80))`;

const styles = (page: Page, which: string, property: string): Promise<string[]> =>
  inPage(page, `[...document.querySelectorAll(${JSON.stringify(which)})].map((one) => getComputedStyle(one)[${JSON.stringify(property)}])`);

/** Goes through a page with the tab key; answers what has the focus without any outline, on itself or what holds it. */
async function unfocused(page: Page): Promise<string[]> {
  const unseen: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const at = await inPage<string | null>(
      page,
      `(() => {
        const at = document.activeElement;
        if (at === document.body) return null;
        // Its parts, the last of which is a button, are outlined by the browser.
        if (at.type === 'date') return '';
        for (let one = at; one; one = one.parentElement) {
          const { outlineStyle, outlineWidth } = getComputedStyle(one);
          if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) return '';
        }
        return at.outerHTML.slice(0, 80);
      })()`,
    );
    if (at === null) break;
    if (at !== '') unseen.push(at);
  }
  return unseen;
}
