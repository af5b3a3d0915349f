import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import type { Browser, Locator, Page } from 'playwright-core';
import { type Office, runOffice, temporaryFolder } from '../office/run-office.ts';
import { openBrowser } from './browser.ts';
import { inPage } from './office-pages.ts';
import { smallPng } from './small-png.ts';

const browser = openBrowser();
/** Shorter than the kiosk's patience. */
const seenWithinMs = 15_000;
test.after.always(async () => (await browser).close());

test('Jana books an hour at home, takes a number at the kiosk and is called first', async (t) => {
  t.timeout(240_000);
  const office = await runOffice(t, { clock: '2026-11-23T08:16:00+01:00' });
  const keep = await album(t);
  await office.inTouch();

  const home = await openPage(t, await browser, { width: 1280, height: 860, javaScriptEnabled: false });
  const pin = await book(t, home, office, keep);
  await readSecondMail(t, home, office, pin);

  await office.inTouch();
  const bench = await openPage(t, await browser, { width: 1440, height: 900 });
  await bench.goto(`${office.edge.address}/bench`);
  await press(bench, 'Registr vozidel');
  await seesSlip(bench, 'A1');
  const kiosk = await openPage(t, await browser, { width: 1024, height: 768 });
  await kiosk.goto(`${office.edge.address}/kiosk`);
  await checkIn(t, bench, kiosk, pin);
  await keep(kiosk, 'walk-kiosk');

  const board = await openPage(t, await browser, { width: 1280, height: 720 });
  await board.goto(`${office.edge.address}/board`);
  const live = await openPage(t, await browser, { width: 1280, height: 860 });
  await live.goto(`${office.cloud.address}/live/krumlov`);
  await live.getByRole('heading', { name: 'Kolik lidí teď čeká' }).waitFor();
  for (const page of [bench, kiosk, board, live]) await inPage(page, 'window.neverReloaded = true');

  await office.moveClock('2026-11-23T08:31:00+01:00');
  await office.inTouch();
  await bench.getByText('8:31').first().waitFor();
  for (const [button, number] of [
    ['Registr řidičů', 'C1'],
    ['Registr vozidel', 'A3'],
  ] as const) {
    await press(bench, button);
    await seesSlip(bench, number);
  }
  await press(bench, 'Přepážka 1: další');
  await board.locator('.board-number').getByText('A2', { exact: true }).waitFor();
  await bench.getByRole('img', { name: 'displej ukazuje A2' }).waitFor();
  t.is((await office.bench.queue()).counters[0]?.ticket, 'A2', 'the reservation goes first within its hour');
  await press(bench, 'Přepážka 2: další');
  await board.locator('.board-number').getByText('A1', { exact: true }).waitFor();
  await press(bench, 'Dovozy – schválení technické způsobilosti');
  await seesSlip(bench, 'B1');
  await kiosk.getByText('B1', { exact: true }).waitFor();
  await bench.getByRole('img', { name: 'displej ukazuje 3' }).waitFor();
  await keep(bench, 'walk-bench');
  await keep(board, 'walk-board');

  await live.getByRole('listitem').filter({ hasText: 'Přepážka 1' }).getByText('A2').waitFor();
  await live
    .getByRole('row', { name: /Dovozy/ })
    .getByRole('cell', { name: '1', exact: true })
    .waitFor();
  await keep(live, 'walk-live');
  for (const page of [bench, kiosk, board, live]) t.true(await inPage(page, 'window.neverReloaded'), page.url());

  const staff = await openPage(t, await browser, { width: 1280, height: 860 });
  await staff.goto(`${office.edge.address}/staff`);
  await staff.getByLabel('Váš kód').fill('2010');
  await staff.getByRole('button', { name: 'Přihlásit' }).click();
  await staff.getByText('objednaný má ve svém čase přednost').waitFor();
  await keep(staff, 'walk-staff');
});

/** The questions of a booking one after the other, the mail, its link, the button. Answers the PIN. */
async function book(t: ExecutionContext, home: Page, office: Office, keep: Keep): Promise<string> {
  await home.goto(`${office.cloud.address}/`);
  await home.getByRole('link', { name: /Registr vozidel/ }).click();
  await home.getByRole('heading', { name: 'Který den vám vyhovuje?' }).waitFor();
  await home.getByRole('link', { name: /pondělí 23\. 11\./ }).click();
  await home.getByRole('heading', { name: 'V kolik hodin?' }).waitFor();
  await home.getByRole('radio', { name: /8:30–9:30/ }).check();
  await keep(home, 'walk-booking-hour');
  await home.getByRole('button', { name: 'Pokračovat' }).click();
  await home.getByLabel('Jméno a příjmení').fill('Jana Nováková');
  await home.getByLabel('E-mail').fill('jana@example.cz');
  await home.getByRole('button', { name: 'Pokračovat' }).click();
  await home.getByRole('heading', { name: 'Souhlasí všechno?' }).waitFor();
  t.true(await home.getByText('Jana Nováková').isVisible());
  await home.getByRole('button', { name: 'Odeslat rezervaci' }).click();
  await home.getByRole('heading', { name: 'Podívejte se do e-mailu' }).waitFor();
  await home.getByRole('link', { name: 'Otevřít zkušební schránku' }).click();
  await home.getByRole('heading', { name: 'Potvrďte prosím rezervaci na úřadě' }).waitFor();
  await home.getByRole('link', { name: /\/potvrdit\// }).click();
  await home.getByRole('heading', { name: 'Potvrďte rezervaci' }).waitFor();
  await home.getByRole('button', { name: 'Potvrdit rezervaci' }).click();
  await home.getByRole('heading', { name: 'Rezervace je potvrzena' }).waitFor();
  await keep(home, 'walk-confirmed-1280');
  await home.setViewportSize({ width: 360, height: 740 });
  await keep(home, 'walk-confirmed-360');
  await home.setViewportSize({ width: 1280, height: 860 });
  const pin = (await home.getByRole('region', { name: 'Váš PIN' }).locator('.pin-digits').textContent()) ?? '';
  t.regex(pin, /^\d{4}$/);
  return pin;
}

async function readSecondMail(t: ExecutionContext, home: Page, office: Office, pin: string): Promise<void> {
  await home.goto(`${office.cloud.address}/inbox`);
  const mail = home.getByRole('article').filter({ hasText: 'Rezervace potvrzena: pondělí 23. listopadu, 8:30–9:30' });
  t.true((await mail.textContent())?.includes(`Váš PIN: ${pin}`));
  const [file] = await Promise.all([home.waitForEvent('download'), mail.getByRole('link', { name: 'termin.ics' }).click()]);
  t.is(file.suggestedFilename(), 'termin.ics');
  await mail.getByRole('link', { name: /\/rezervace\// }).click();
  await home.getByRole('link', { name: 'Zrušit rezervaci' }).waitFor();
}

async function checkIn(t: ExecutionContext, bench: Page, kiosk: Page, pin: string): Promise<void> {
  await pressUntilSeen(bench, 'Klienti objednaní přes web', kiosk.getByText('Zadejte čtyřmístný PIN a potvrďte OK.'));
  for (const digit of pin) await press(bench, `klávesa ${digit}`);
  await kiosk.getByRole('img', { name: 'zadáno číslic: 4 ze 4' }).waitFor();
  await press(bench, 'klávesa OK');
  await seesSlip(bench, 'A2');
  const paper = (await bench.locator('.tear').textContent()) ?? '';
  t.true(paper.includes('objednáno 8:30-9:30'), paper);
  await kiosk.getByText('Vítejte. Vaše číslo je A2, zavoláme vás přednostně od 8:30.').waitFor({ state: 'attached' });
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

/** A kiosk that waits for a PIN goes back to rest by itself: who looks too late presses again. */
async function pressUntilSeen(page: Page, name: string, seen: Locator, attempts = 5): Promise<void> {
  await press(page, name);
  const wait = seen.waitFor({ timeout: seenWithinMs });
  await (attempts > 1 ? wait.catch(() => pressUntilSeen(page, name, seen, attempts - 1)) : wait);
}

const seesSlip = (bench: Page, number: string): Promise<void> => bench.getByRole('button', { name: `Utrhnout lístek ${number}` }).waitFor();

type Look = { readonly width: number; readonly height: number; readonly javaScriptEnabled?: boolean };

async function openPage(t: ExecutionContext, opened: Browser, { width, height, javaScriptEnabled = true }: Look): Promise<Page> {
  const context = await opened.newContext({ viewport: { width, height }, locale: 'cs-CZ', reducedMotion: 'reduce', javaScriptEnabled });
  t.teardown(() => context.close());
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => t.fail(`${page.url()}: ${error.message}`));
  return page;
}

type Keep = (page: Page, name: string) => Promise<void>;

/** Keeps pictures for the README with FRONTA_SCREENSHOTS, in FRONTA_SCREENSHOTS_DIR if that is told, else in a folder that is thrown away. */
async function album(t: ExecutionContext): Promise<Keep> {
  const told = process.env.FRONTA_SCREENSHOTS_DIR;
  const folder = process.env.FRONTA_SCREENSHOTS
    ? fileURLToPath(new URL('pictures', import.meta.url))
    : (told ?? (await temporaryFolder(t)));
  await mkdir(folder, { recursive: true });
  return async (page, name) => {
    await writeFile(join(folder, `${name}.png`), smallPng(await page.screenshot()));
  };
}
