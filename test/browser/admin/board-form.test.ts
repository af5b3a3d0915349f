import test from 'ava';
import { languages } from '#contract/language.ts';
import { openBrowser } from '../browser.ts';
import { isAccessible, keepPicture, scrollsSideways } from '../office-pages.ts';
import { poster } from '../poster.ts';
import { adminPages } from './admin-cloud.ts';

const browser = openBrowser();
test.after.always(async () => (await browser).close());

test.serial(
  'a notice with its picture is written, previewed and saved in a browser without JavaScript; two kiosks of one name are told apart',
  async (t) => {
    t.timeout(180_000);
    const pages = await adminPages(t, await browser);
    const at = `${pages.cloud.origin}/admin/krumlov`;
    const page = await pages.open({ width: 1280, scripts: false });
    await page.goto(`${at}/nastaveni/tabule`);
    await page.locator('[name="n:new:cs"]').fill('V pátek 18. prosince máme od 11 hodin zavřeno.');
    await page.locator('[name="n:new:en"]').fill('Closed from 11 on Friday, 18 December.');
    await page.locator('[name="n:new:until"]').fill('2026-12-18');
    await page
      .locator('[name="n:new:picture"]')
      .setInputFiles({ name: 'plakat.png', mimeType: 'image/png', buffer: Buffer.from(poster(640, 360)) });
    await page.locator('main form button[type=submit]').first().click();
    await page.getByRole('heading', { level: 1 }).getByText('Co se změní').waitFor();
    t.true((await page.content()).includes('PNG 640 × 360'));
    await keepPicture(t, page, 'admin-board-preview');
    await page.locator('main form button[type=submit]').first().click();
    await page.getByRole('status').getByText('Uloženo.').waitFor();

    const journal = {
      office: 'krumlov',
      edge: 'kiosk-1',
      firstSeenMs: pages.cloud.clock.now(),
      helloMs: null,
      trialMs: null,
      approvedMs: null,
    };
    await pages.cloud.store.db
      .insertInto('journal')
      .values([
        { ...journal, id: 'a'.repeat(32), lastSeq: 57, standing: 'current' },
        { ...journal, id: 'b'.repeat(32), lastSeq: 0, standing: 'fenced' },
      ])
      .execute();

    const reader = await pages.open({ width: 1280 });
    for (const lang of languages) {
      await pages.clerk.send(await pages.clerk.get('/admin/krumlov/den'), '/admin/jazyk', { lang });
      for (const [name, path] of [
        ['board', '/nastaveni/tabule'],
        ['counters', '/nastaveni/prepazky'],
        ['twins', '/kiosky/kiosk-1/dvojnik'],
      ] as const) {
        await reader.goto(at + path);
        t.is(await reader.locator('html').getAttribute('lang'), lang);
        for (const each of await reader.locator('details').all()) await each.evaluate((node) => node.setAttribute('open', ''));
        await isAccessible(t, reader, `${name}, ${lang}`);
        await keepPicture(t, reader, `admin-${name}-${lang}`);
        await reader.setViewportSize({ width: 320, height: 900 });
        t.false(await scrollsSideways(reader), `${name}, ${lang}, 320 px`);
        await reader.setViewportSize({ width: 1280, height: 900 });
      }
    }
    await reader.goto(`${at}/nastaveni/tabule`);
    t.true(
      await reader
        .locator('.picture-now img')
        .first()
        .evaluate((picture) => (picture as unknown as { naturalWidth: number }).naturalWidth === 640),
    );
  },
);
