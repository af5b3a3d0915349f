import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { languages } from '#contract/language.ts';
import type { CloudUnderTest } from '../cloud/cloud-under-test.ts';
import { until } from '../office/until.ts';
import { bookingCloud, confirmedReservation, everyState, openWatchedPage, wide } from './booking-pages.ts';
import { openBrowser } from './browser.ts';
import { inPage, isAccessible, scrollsSideways } from './office-pages.ts';

const browser = openBrowser();
test.after.always(async () => (await browser).close());

/** 1280 px at 400 % [WCAG 2.2, 1.4.10]. */
const narrowest = { width: 320, height: 640 };
const dates = { cs: '2026-12-28', en: '2026-12-29', de: '2026-12-30' } as const;

const openPage = async (t: ExecutionContext, cloud: CloudUnderTest, options: BrowserContextOptions = {}): Promise<Page> =>
  openWatchedPage(t, await browser, cloud, options);

for (const lang of languages) {
  test(`every page in ${lang}, in every state, light and dark, is accessible and fits 320 px`, async (t) => {
    t.timeout(400_000);
    const cloud = await bookingCloud(t);
    const page = await openPage(t, cloud);
    const keep = await album();
    const seen: string[] = [];
    await everyState(
      cloud,
      page,
      lang,
      async (name) => {
        seen.push(name);
        t.is(await inPage(page, 'document.documentElement.lang'), lang, name);
        await isAccessible(t, page, `${lang} ${name}`);
        await keep(page, `${lang}-${name}-light`);
        await page.emulateMedia({ colorScheme: 'dark' });
        t.deepEqual(await inPage(page, faintTexts), [], `${lang} ${name} in the dark`);
        await keep(page, `${lang}-${name}-dark`);
        await page.setViewportSize(narrowest);
        t.false(await scrollsSideways(page), `${lang} ${name} at 320 px`);
        await keep(page, `${lang}-${name}-320`);
        await page.setViewportSize(wide);
        await page.emulateMedia({ colorScheme: 'light' });
      },
      { date: dates[lang] },
    );
    t.is(new Set(seen).size, 38);
  });
}

test('an hour is booked and confirmed by the keyboard alone, with the focus always to be seen', async (t) => {
  t.timeout(120_000);
  const cloud = await bookingCloud(t);
  const page = await openPage(t, cloud);
  await page.goto(`${cloud.origin}/`);
  await tabTo(t, page, 'Přejít k obsahu');
  await page.keyboard.press('Enter');
  await tabTo(t, page, 'Registr vozidel');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Který den' }).waitFor();
  await tabTo(t, page, 'pondělí 28. 12.');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'V kolik hodin' }).waitFor();
  await tabTo(t, page, '7:30');
  await page.keyboard.press('ArrowDown');
  t.true(await page.getByRole('radio', { name: '8:30–9:30' }).isChecked());
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Kdo přijde?' }).waitFor();
  await tabTo(t, page, 'Jméno a příjmení');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Něco je potřeba opravit' }).waitFor();
  t.is(await inPage(page, 'document.activeElement.className'), 'trouble', 'what is wrong is read first');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  t.is(await inPage(page, 'document.activeElement.id'), 'name', 'and leads to its field');
  await page.keyboard.type('Jana Nováková');
  await page.keyboard.press('Tab');
  await page.keyboard.type('klavesnice@example.cz');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Souhlasí všechno?' }).waitFor();
  await tabTo(t, page, 'Odeslat rezervaci');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Podívejte se do e-mailu' }).waitFor();
  await page.goto(`${cloud.origin}/potvrdit/${await cloud.tokenOf('potvrdit')}`);
  await tabTo(t, page, 'Potvrdit rezervaci');
  await page.keyboard.press('Space');
  await page.getByRole('heading', { name: 'Rezervace je potvrzena' }).waitFor();
});

test('an hour that somebody else takes is told while one chooses, and the choice and the focus stay otherwise', async (t) => {
  t.timeout(120_000);
  const cloud = await bookingCloud(t);
  const page = await openPage(t, cloud);
  await page.goto(`${cloud.origin}/objednat/krumlov/ridici/2026-12-28`);
  await page.getByRole('radio', { name: '8:30–9:30' }).check();
  const take = (hour: string) =>
    cloud.post('/api/v1/offices/krumlov/reservations', {
      service: 'ridici',
      start: `2026-12-28T${hour}:00+01:00`,
      name: 'Petr',
      email: `petr${hour.slice(0, 2)}@example.cz`,
    });
  t.is((await take('07:30')).status, 201);
  await until('7:30 is told taken', async () => page.getByRole('radio', { name: /7:30–8:30 obsazeno/ }).isDisabled());
  t.true(await page.getByRole('radio', { name: '8:30–9:30' }).isChecked());
  t.is(await inPage(page, 'document.activeElement.value'), '2026-12-28T08:30:00+01:00');
  t.false(await page.locator('#obsazeno').isVisible());
  t.is((await take('08:30')).status, 201);
  await page.getByRole('alert').filter({ hasText: 'právě vzal někdo jiný' }).waitFor();
  t.is(await page.getByRole('radio', { checked: true }).count(), 0);
  await page.getByRole('radio', { name: '9:30–10:30' }).check();
  await until('the notice leaves', async () => !(await page.locator('#obsazeno').isVisible()));
});

test('the time of a hold counts down on its page, can be lengthened, and a confirmation elsewhere is seen', async (t) => {
  t.timeout(120_000);
  const cloud = await bookingCloud(t);
  const start = '2026-12-28T12:30:00+01:00';
  const booking = { service: 'ridici', start, name: 'Jana', email: 'jana@example.cz' };
  const { body } = await cloud.post('/api/v1/offices/krumlov/reservations', booking);
  const page = await openPage(t, cloud);
  await page.goto(`${cloud.origin}/objednano/${body.id}`);
  await page.getByRole('timer').filter({ hasText: 'Zbývá 30 minut' }).waitFor();
  cloud.clock.advance({ minutes: 28 });
  await page.getByRole('timer').filter({ hasText: 'Zbývá 2 minuty' }).waitFor();
  for (let more = 0; more < 3; more += 1) await page.getByRole('button', { name: 'Potřebuji víc času' }).click();
  await page.getByRole('timer').filter({ hasText: 'Zbývá 30 minut' }).waitFor();
  t.is(await page.getByRole('button', { name: 'Potřebuji víc času' }).count(), 0, 'three times and no more');
  await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
  await page.getByRole('heading', { name: 'Rezervace je potvrzena' }).waitFor();
});

test('the confirmation prints as one sheet with the PIN and without what can only be pressed', async (t) => {
  const cloud = await bookingCloud(t);
  const { confirmToken, pin } = await confirmedReservation(cloud, '2026-12-28T13:30:00+01:00', 'jana@example.cz', 'cs');
  const page = await openPage(t, cloud);
  await page.goto(`${cloud.origin}/potvrdit/${confirmToken}`);
  await page.emulateMedia({ media: 'print' });
  t.true(await page.getByText(pin, { exact: true }).isVisible());
  t.true(await page.getByText('Kaplická 439').first().isVisible());
  for (const hidden of ['.actions', '.languages', '.screen-only']) t.false(await page.locator(hidden).first().isVisible(), hidden);
  const pdf = await page.pdf({ format: 'A4' });
  t.is(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1);
});

test('the first page with all it loads is under 60 KB, and nothing comes from anywhere else', async (t) => {
  const cloud = await bookingCloud(t);
  const page = await openPage(t, cloud);
  let bytes = 0;
  page.on('requestfinished', async (request) => {
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    bytes += responseBodySize + responseHeadersSize;
  });
  await page.goto(`${cloud.origin}/`, { waitUntil: 'networkidle' });
  await until('the sizes', () => bytes > 10_000);
  t.true(bytes < 60_000, `${bytes} bytes`);
});

/** Texts without enough contrast; all else that axe looks for is the same in both colours, and axe is in the page already. */
const faintTexts = `axe.run({ runOnly: { type: 'rule', values: ['color-contrast'] } }).then(({ violations }) =>
  violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 200))))`;

/** Presses Tab until the focus is on what is called so; fails when an element on the way shows no focus. */
async function tabTo(t: ExecutionContext, page: Page, name: string): Promise<void> {
  const stopsMax = 100;
  for (let stop = 0; stop < stopsMax; stop += 1) {
    await page.keyboard.press('Tab');
    const focus = await inPage<{ name: string; seen: boolean }>(page, focused);
    t.true(focus.seen, `the focus on "${focus.name}" is to be seen`);
    if (focus.name.includes(name)) return;
  }
  t.fail(`${stopsMax} times Tab and no "${name}"`);
}

/** What has the focus, and whether it or the card around it has an outline. */
const focused = `(() => {
  const element = document.activeElement;
  const label = element.labels?.[0];
  const outlined = [element, label].some((one) => one && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2);
  return { name: (label ?? element).textContent.replace(/\\s+/g, ' ').trim(), seen: outlined };
})()`;

/** Keeps a picture of everything in FRONTA_SCREENSHOTS_DIR, if that is told. */
async function album(): Promise<(page: Page, name: string) => Promise<void>> {
  const told = process.env.FRONTA_SCREENSHOTS_DIR;
  if (told === undefined) return async () => undefined;
  await mkdir(told, { recursive: true });
  return async (page, name) => writeFile(join(told, `${name}.png`), await page.screenshot({ fullPage: true }));
}
