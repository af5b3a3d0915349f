import test from 'ava';
import { views } from '../edge/screens/monday.ts';
import { openBrowser } from './browser.ts';
import { isAccessible, keepPicture, officePages, scrollsSideways } from './office-pages.ts';

const browser = openBrowser();
test.after.always(async () => (await browser).close());

test.serial('at the bench a press gives a slip that can be torn off, and a unit calls', async (t) => {
  const { office, open } = await officePages(t, await browser);
  const page = await open('/bench');
  await page.getByRole('button', { name: 'Registr vozidel' }).click();
  await page.getByRole('button', { name: 'Utrhnout lístek A17' }).click();
  await page.locator('.torn-slips').getByText('A17').waitFor();
  t.is(await page.locator('.tear').count(), 0);
  await page.getByRole('button', { name: 'Přepážka 3: další' }).click();
  await page.locator('.frame .board-number').first().getByText('A15').waitFor();
  await page.getByRole('img', { name: 'displej ukazuje A15' }).waitFor();
  await page.getByRole('log').getByText('A15 k přepážce 3').waitFor();
  t.is(office.views().staff.counters[2]?.ticket, 'A15');
});

test.serial('the bench works by keyboard alone', async (t) => {
  const { open } = await officePages(t, await browser);
  const page = await open('/bench');
  await page.getByRole('button', { name: 'Klienti objednaní přes web' }).press('Enter');
  await page.getByRole('button', { name: 'klávesa 4' }).press('Enter');
  await page.getByRole('button', { name: 'klávesa 2' }).press(' ');
  await page.getByRole('img', { name: 'zadáno číslic: 2 ze 4' }).waitFor();
  t.pass();
});

test.serial('the lamps in the buttons are lit and dark as the office says, in words too', async (t) => {
  const { office, open } = await officePages(t, await browser);
  const page = await open('/bench');
  const button = page.getByRole('button', { name: 'Registr řidičů' });
  await page.locator('[data-button="service:ridici"][data-lit="true"]').waitFor();
  office.set((now) => ({ ...now, lamps: { ...now.lamps, 'service:ridici': false } }));
  await page.locator('[data-button="service:ridici"][data-lit="false"]').waitFor();
  t.is(await button.getAttribute('title'), 'kontrolka nesvítí');
  t.is(await page.locator('[data-lit="true"]').count(), 4);
});

test.serial('cables are cut and mended with a click, and the clock is stopped, hurried and turned ahead', async (t) => {
  const { office, open } = await officePages(t, await browser);
  const page = await open('/bench');
  await page.getByRole('button', { name: 'přestřihnout kabel: broker' }).click();
  await page.getByText('bez spojení').first().waitFor();
  await page.getByRole('log').getByText('Kabel přestřižen: broker').waitFor();
  await page.getByRole('button', { name: 'spojit kabel: broker' }).click();
  await page.getByText('spojeno s cloudem').first().waitFor();
  await page.getByRole('button', { name: 'přestřihnout kabel: cloud' }).click();
  await page.getByText('cloud neodpovídá').first().waitFor();
  await page.getByRole('button', { name: 'přestřihnout kabel: Přepážka 1' }).click();
  await page.getByRole('button', { name: 'spojit kabel: Přepážka 1' }).waitFor();
  t.false(office.views().staff.counters[0]?.unitPresent);
  await page.getByRole('button', { name: 'hodiny o 60 min dopředu' }).click();
  await page.getByRole('img', { name: 'Hodiny úřadu: 9:42' }).waitFor();
  await page.getByRole('button', { name: 'zastavit hodiny' }).click();
  await page.locator('.hand[aria-pressed="true"][aria-label="zastavit hodiny"]').waitFor();
  t.is(office.bench.clockRate(), 0);
  await isAccessible(t, page, 'cables cut');
  await keepPicture(t, page, 'bench-cut');
});

test.serial('the page draws as many units as the office has, four of them or seven', async (t) => {
  const { office, open } = await officePages(t, await browser);
  for (const count of [4, 7]) {
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    office.set((now) => ({
      ...now,
      public: { ...now.public, counters: numbers.map((number) => ({ number, state: 'open', ticket: null })) },
      staff: { ...now.staff, counters: numbers.map((number) => ({ ...now.staff.counters[0]!, number, ticket: null, unitPresent: true })) },
      units: numbers.map((counter) => ({ counter, display: 'A123', blink: 'steady', lamp: 'on' })),
    }));
    const page = await open('/bench');
    await page
      .locator('.unit')
      .nth(count - 1)
      .waitFor();
    t.is(await page.locator('.unit').count(), count);
    t.false(await scrollsSideways(page), `${count} units`);
    await keepPicture(t, page, `bench-${count}-units`);
  }
});

test.serial('a printer without paper leaves the number on the screen and no slip (F8)', async (t) => {
  const { open } = await officePages(t, await browser);
  const page = await open('/bench');
  await page.getByLabel('Tiskárna').selectOption('paper-out');
  await page.getByRole('log').getByText('Tiskárna: bez papíru').waitFor();
  await page.getByRole('button', { name: 'Registr vozidel' }).click();
  await page.locator('.kiosk-number').getByText('A17').waitFor();
  await page.locator('.kiosk-slip-none').waitFor();
  t.is(await page.locator('.slip').count(), 0);
});

test.serial('the bench is accessible, wide, narrow and in the dark', async (t) => {
  const { office, open } = await officePages(t, await browser);
  for (const [name, look] of [
    ['bench', {}],
    ['bench-phone', { width: 360, height: 740 }],
    ['bench-dark', { dark: true }],
  ] as const) {
    office.set(views);
    const page = await open('/bench', look);
    await page.getByRole('button', { name: 'Registr vozidel' }).click();
    await page.locator('.tear').waitFor();
    await page.getByRole('button', { name: 'Přepážka 3: další' }).click();
    await page.getByRole('img', { name: 'displej ukazuje A15' }).waitFor();
    await isAccessible(t, page, name);
    t.false(await scrollsSideways(page), name);
    await keepPicture(t, page, name);
  }
});
