import test from 'ava';
import type { Page } from 'playwright-core';
import { staffCode } from '../edge/screens/desk.ts';
import { openBrowser } from './browser.ts';
import { isAccessible, keepPicture, officePages, scrollsSideways } from './office-pages.ts';

const logIn = async (page: Page): Promise<void> => {
  await page.getByLabel('Váš kód').fill(staffCode);
  await page.getByRole('button', { name: 'Přihlásit' }).click();
  await page.locator('.card').first().waitFor();
};

const browser = openBrowser();
test.after.always(async () => (await browser).close());

test.serial('a clerk works a whole visitor from the keyboard', async (t) => {
  const { office, open } = await officePages(t, await browser);
  const page = await open('/staff');
  await logIn(page);
  const card = page.locator('.card').nth(2);
  await page.keyboard.press('3');
  await page.keyboard.press('n');
  await card.locator('.card-number').getByText('A15').waitFor();
  await page.getByRole('status').getByText('Přepážka 3: A15').waitFor();
  await page.keyboard.press('x');
  await card.getByText('volno').waitFor();
  await page.keyboard.press('z');
  await card.getByText('Není co vrátit.').waitFor();
  t.is(office.views().staff.counters[2]?.ticket, null);
});

test.serial('a ticket picked by hand is called at the clerk’s own counter', async (t) => {
  const { open } = await officePages(t, await browser);
  const page = await open('/staff');
  await logIn(page);
  await page.getByRole('button', { name: 'Vyvolat A16' }).click();
  await page.locator('.card').first().locator('.card-number').getByText('A16').waitFor();
  t.is(await page.locator('.queued').getByText('A16').count(), 0);
});

test.serial('giving tickets is stopped in two steps, and resumed', async (t) => {
  const { office, open } = await officePages(t, await browser);
  const page = await open('/staff');
  await logIn(page);
  await page.getByText('Kdo je tu teď, bude hotov asi v 14:52. Zavíráte v 15:00.').waitFor();
  await page.getByRole('button', { name: 'Zastavit výdej' }).click();
  t.is(office.views().staff.issuing, 'open', 'the first step asks');
  await isAccessible(t, page, 'the question');
  await keepPicture(t, page, 'staff-stopping');
  await page.getByRole('button', { name: 'Ne, vydávat dál' }).click();
  t.is(office.views().staff.issuing, 'open');
  await page.getByRole('button', { name: 'Zastavit výdej' }).click();
  await page.getByRole('button', { name: 'Ano, zastavit' }).click();
  await page.getByText('Výdej je dnes zastaven.').waitFor();
  t.is(office.views().staff.issuing, 'stopped');
  await page.getByRole('button', { name: 'Vydávat znovu' }).click();
  await page.getByText('Lístky se vydávají.').waitFor();
  t.is(office.views().staff.issuing, 'open');
});

test.serial('a queue that outlasts the day is said in words', async (t) => {
  const { office, open } = await officePages(t, await browser);
  const page = await open('/staff');
  await logIn(page);
  office.set((now) => ({ ...now, staff: { ...now.staff, doneAt: '2026-11-23T14:24:00.000Z' } }));
  await page.getByText('To je 24 min po zavírací době.').waitFor();
  await page.locator('.top-late').getByText('15:24').waitFor();
  office.set((now) => ({ ...now, staff: { ...now.staff, doneAt: null, issuing: 'closed' } }));
  await page.getByText('Konec nelze odhadnout').waitFor();
  await isAccessible(t, page, 'closed');
});

test.serial('the question mark lists the keys, and while they are listed none of them moves a counter', async (t) => {
  const { office, open } = await officePages(t, await browser);
  const page = await open('/staff');
  await logIn(page);
  const before = office.views();
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Klávesy' });
  await list.getByText('Znovu vyvolat').waitFor();
  await isAccessible(t, page, 'the keys');
  await keepPicture(t, page, 'staff-keys');
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  t.is(office.views(), before);
  await page.keyboard.press('3');
  await page.keyboard.press('o');
  await page.locator('.card-open').nth(2).waitFor();
});

test.serial('a wrong code is told on the login page', async (t) => {
  const { open } = await officePages(t, await browser);
  const page = await open('/staff');
  await page.getByLabel('Váš kód').fill('0000');
  await page.keyboard.press('Enter');
  await page.getByText('Tento kód nikdo nemá.').waitFor();
  await isAccessible(t, page, 'a refused login');
  t.is(new URL(page.url()).pathname, '/staff/login');
});

test.serial(
  'the staff page is accessible in fair weather and in trouble, wide, narrow and in the dark, and tells of the disk (F2)',
  async (t) => {
    const { office, open } = await officePages(t, await browser);
    for (const [name, look] of [
      ['staff', {}],
      ['staff-phone', { width: 360, height: 740 }],
      ['staff-dark', { dark: true }],
    ] as const) {
      const page = await open('/staff', look);
      await isAccessible(t, page, `${name}: login`);
      await logIn(page);
      await isAccessible(t, page, name);
      t.false(await scrollsSideways(page), name);
      await keepPicture(t, page, name);
    }
    const page = await open('/staff');
    await logIn(page);
    office.set((now) => ({
      ...now,
      staff: {
        ...now.staff,
        printer: 'paper-out',
        link: { state: 'offline', since: '2026-11-23T05:35:00.000Z', unsent: 42, fenced: true, twin: false },
        journal: { state: 'volatile', since: now.staff.asOf },
        clockTrusted: false,
        pinMisses: 12,
        stuckButtons: [{ id: 'service:ridici', label: 'Registr řidičů' }],
        deviceTroubles: [
          { counter: 2, trouble: 'key-stuck' },
          { counter: null, trouble: 'silent' },
        ],
        queue: [],
        reservations: [],
      },
    }));
    await page.getByText('V tiskárně došel papír.').waitFor();
    await page.getByText('Vložte novou roli.').waitFor();
    await page.getByText('Jednotka přepážky 2 neodpovídá.').waitFor();
    await page.getByText('(trvá 2 h 7 min)').waitFor();
    await page.locator('.devices').getByText('Od 8:42 disk nic nepřijímá').waitFor();
    await page.getByRole('link', { name: '11 závad: Od 8:42 disk nic nepřijímá' }).waitFor();
    await page.getByText('K odeslání čeká 42 záznamů.').waitFor();
    await page.getByText('12 špatných PINů').waitFor();
    await page.getByText('Tlačítko „Registr řidičů“ zůstalo stisknuté.').waitFor();
    await page.getByText('Klávesa jednotky přepážky 2 zůstala stisknutá.').waitFor();
    await page.getByText('Klávesnice kiosku neodpovídá').waitFor();
    await page.getByText('Jiný kiosek se hlásí pod stejným jménem.').waitFor();
    for (const language of ['cs', 'en', 'de'] as const) {
      office.set((now) => ({ ...now, staff: { ...now.staff, language } }));
      await page.locator(`html[lang="${language}"]`).waitFor();
      await isAccessible(t, page, `in trouble, ${language}`);
      t.false(await scrollsSideways(page), language);
      await keepPicture(t, page, `staff-trouble-${language}`);
    }
  },
);
