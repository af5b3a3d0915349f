import test from 'ava';
import type { Page } from 'playwright-core';
import { languages } from '#contract/language.ts';
import { password } from '../../cloud/admin/clerk.ts';
import { openBrowser } from '../browser.ts';
import { isAccessible, keepPicture, scrollsSideways } from '../office-pages.ts';
import { type AdminPages, adminPages } from './admin-cloud.ts';

const browser = openBrowser();
test.after.always(async () => (await browser).close());

type Step = readonly [name: string, act: (page: Page) => Promise<unknown>];

/** Every page in every state that it can have. */
function everyPage({ cloud, ids }: AdminPages): readonly Step[] {
  const at = `${cloud.origin}/admin/krumlov`;
  const go = (path: string) => (page: Page) => page.goto(at + path);
  const press = (name: string, path: string, fields: Record<string, string> = {}, inside = 'main'): Step => [
    name,
    async (page) => {
      await page.goto(at + path);
      for (const [field, value] of Object.entries(fields)) await page.locator(`[name="${field}"]`).fill(value);
      await page.locator(`${inside} form[method=post] button[type=submit]`).first().click();
      await page.locator('h1').waitFor();
    },
  ];
  return [
    ['day', go('/den?date=2026-11-30')],
    ['day-closed', go('/den?date=2026-12-02')],
    ['search', go('/den?hledat=nov')],
    ['search-nothing', go('/den?hledat=zzz')],
    ['reservation', go(`/rezervace/${ids.stranded}`)],
    ['reservation-called', go(`/rezervace/${ids.open}`)],
    ['move', go(`/rezervace/${ids.stranded}/presunout?date=2026-12-03`)],
    press('move-nothing', `/rezervace/${ids.stranded}/presunout?date=2026-12-03`),
    ['cancel', go(`/rezervace/${ids.stranded}/zrusit`)],
    ['phone', go('/objednat?service=vozidla&date=2026-12-03')],
    press('phone-wrong', '/objednat?service=vozidla&date=2026-12-03', { email: 'karel@' }),
    ['to-move', go('/presunout')],
    ['statistics', go('/statistiky?from=2026-11-02&to=2026-11-29')],
    ['statistics-none', go('/statistiky?from=2019-01-01&to=2019-01-02')],
    ['statistics-wrong', go('/statistiky?from=2026-11-29&to=2026-11-02')],
    ['offices', (page) => page.goto(`${cloud.origin}/admin/statistiky`)],
    ['settings', go('/nastaveni')],
    ['office', go('/nastaveni/urad')],
    ['services', go('/nastaveni/agendy')],
    ['service', go('/nastaveni/agendy/vozidla')],
    ['service-new', go('/nastaveni/agendy/nova')],
    ['hours', go('/nastaveni/hodiny')],
    press('hours-wrong', '/nastaveni/hodiny', { 'starts:1': '25:00' }),
    ['closures', go('/nastaveni/volna')],
    ['holidays', go('/nastaveni/svatky')],
    ['rules', go('/nastaveni/pravidla')],
    ['counters', go('/nastaveni/prepazky')],
    ['staff-codes', go('/nastaveni/obsluha')],
    press('preview', '/nastaveni/hodiny', { 'starts:3': '9:00, 10:00', capacity: '2' }),
    press('nothing-changed', '/nastaveni/pravidla'),
    ['history', go('/historie')],
    ['revision', go('/historie/2')],
    ['kiosks', go('/kiosky')],
    ['kiosk-shut-out', go('/kiosky/kiosk-1/odpojit')],
    press('kiosk-code', '/kiosky', { edge: 'kiosk-4' }, '.card'),
    press('user-code', '/uzivatele', {}, '.card'),
    ['users', go('/uzivatele')],
    ['records', go('/zaznamy')],
  ];
}

/** Pages of each kind, for what costs time. */
const someOfEach = [
  'day',
  'to-move',
  'statistics',
  'offices',
  'preview',
  'phone',
  'rules',
  'service',
  'reservation',
  'users',
  'kiosks',
  'hours-wrong',
  'cancel',
];
/** Pictures that are kept, in Czech. */
const pictured = ['day', 'to-move', 'statistics', 'preview', 'phone'];

for (const lang of languages)
  test.serial(`every page of the office is accessible and fits a telephone: ${lang}`, async (t) => {
    t.timeout(300_000);
    const pages = await adminPages(t, await browser, lang);
    const home = await pages.open({ width: 1280 });
    for (const [name, act] of everyPage(pages)) {
      await act(home);
      t.is(await home.locator('html').getAttribute('lang'), lang, name);
      await isAccessible(t, home, `${name}, ${lang}`);
      const isPictured = lang === 'cs' && pictured.includes(name);
      if (isPictured) await keepPicture(t, home, `admin-${name}`);
      await home.setViewportSize({ width: 320, height: 900 });
      t.false(await scrollsSideways(home), `${name}, ${lang}, 320 px`);
      if (isPictured) await keepPicture(t, home, `admin-${name}-narrow`);
      await home.setViewportSize({ width: 1280, height: 900 });
    }
  });

test.serial('in the dark, and before anybody has signed in, the pages are accessible too', async (t) => {
  t.timeout(300_000);
  const pages = await adminPages(t, await browser);
  const dark = await pages.open({ width: 1280, dark: true });
  for (const [name, act] of everyPage(pages).filter(([one]) => someOfEach.includes(one))) {
    await act(dark);
    await isAccessible(t, dark, `${name}, dark`);
    if (name === 'day') await keepPicture(t, dark, 'admin-day-dark');
  }
  const stranger = await pages.open({ width: 1280, signedIn: false });
  const invite = await inviteCode(pages);
  for (const [name, act] of [
    ['sign-in', () => stranger.goto(`${pages.cloud.origin}/admin`)],
    ['sign-in-wrong', () => stranger.getByRole('button', { name: 'Přihlásit' }).click()],
    ['invite', () => stranger.goto(`${pages.cloud.origin}/admin/pozvanka`)],
    [
      'join',
      async () => {
        await stranger.getByLabel('Kód').fill(invite);
        await stranger.getByRole('button', { name: 'Pokračovat' }).click();
        await stranger.getByText('Telefon jako druhý klíč').waitFor();
      },
    ],
  ] as const) {
    await act();
    await stranger.locator('h1').waitFor();
    await isAccessible(t, stranger, name);
    if (name === 'join') await keepPicture(t, stranger, 'admin-join');
    await stranger.setViewportSize({ width: 320, height: 900 });
    t.false(await scrollsSideways(stranger), name);
    await stranger.setViewportSize({ width: 1280, height: 900 });
  }
});

test.serial('a supervisor signs in, changes a rule and saves it with the keyboard alone and without JavaScript', async (t) => {
  const pages = await adminPages(t, await browser);
  const page = await pages.open({ width: 1280, signedIn: false, scripts: false });
  await page.goto(`${pages.cloud.origin}/admin`);
  const typeInto = async (name: string, text: string): Promise<void> => {
    await tabTo(page, `[name="${name}"]`);
    await page.keyboard.type(text);
  };
  await typeInto('user', 'jana');
  await typeInto('password', password);
  await typeInto('code', pages.clerk.code(pages.secret, 1));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).getByText('ne 29. 11. 2026').waitFor();
  for (const link of ['/admin/krumlov/nastaveni', '/admin/krumlov/nastaveni/pravidla']) {
    await tabTo(page, `[href="${link}"]`);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${link}`);
  }
  await tabTo(page, '[name="holdMinutes"]');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('20');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).getByText('Co se změní').waitFor();
  await tabTo(page, 'main form button[type=submit]');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Uloženo.').waitFor();
  t.true((await page.content()).includes('Nyní platí revize 4.'));
});

async function inviteCode({ clerk }: AdminPages): Promise<string> {
  const at = '/admin/krumlov/uzivatele';
  const page = await clerk.send(await clerk.get(at), `${at}/pozvat`, { role: 'supervisor', place: 'krumlov' });
  return /one-time-code">([^<]+)</.exec(page.html)?.[1] ?? '';
}

/** Presses Tab until the focus is on what matches; fails when a whole round did not meet it. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const wanted = page.locator(selector).first();
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator(`${selector}:focus`).count()) return;
  }
  await wanted.waitFor({ state: 'visible' });
  throw new Error(`Tab never reaches ${selector}`);
}
