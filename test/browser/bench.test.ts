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
