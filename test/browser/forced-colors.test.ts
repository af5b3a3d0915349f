import test from 'ava';
import { bookingCloud, everyState, openWatchedPage } from './booking-pages.ts';
import { openBrowser } from './browser.ts';
const browser = openBrowser();
test.after.always(async () => (await browser).close());
test('x', async (t) => {
  t.timeout(300_000);
  const cloud = await bookingCloud(t);
  const page = await openWatchedPage(t, await browser, cloud, { forcedColors: 'active', viewport: { width: 700, height: 800 } });
  await everyState(cloud, page, 'cs', async (name) => { await page.screenshot({ path: `/tmp/i5/fc-${name.replaceAll(/[^a-z]+/gi, '-')}.png` }); }, { date: '2026-12-28' });
  t.pass();
});
