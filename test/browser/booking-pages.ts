import type { ExecutionContext } from 'ava';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { exampleOffice } from '#contract/example-office.ts';
import type { Language } from '#contract/language.ts';
import type { CloudUnderTest, CloudWishes } from '../cloud/cloud-under-test.ts';
import { startCloud } from '../cloud/cloud-under-test.ts';
import { until } from '../office/until.ts';
import { openHall, ticketToken } from './hall.ts';
import { inPage } from './office-pages.ts';

/** As wide as most screens. */
export const wide = { width: 1280, height: 860 };

/** A Friday before two public holidays and a week the office is closed. */
const now = '2026-12-18T10:00:00+01:00';
const closed = { cs: 'Stěhování kanceláře', en: 'The office is moving', de: 'Das Amt zieht um' };

/** A cloud whose calendar has everything in it: holidays, a closure, a full day, more than one place an hour. */
export async function bookingCloud(t: ExecutionContext, wishes: CloudWishes = {}): Promise<CloudUnderTest> {
  const christmas = { cs: 'Vánoce', en: 'Christmas', de: 'Weihnachten' };
  const closures = [
    { date: '2026-12-24', reason: christmas },
    { date: '2026-12-25', reason: christmas },
    { date: '2027-01-05', reason: closed },
  ];
  const cloud = await startCloud({ at: now, office: { ...exampleOffice, closures }, ...wishes });
  t.teardown(() => cloud.close());
  for (const [index, hour] of ['07:30', '08:30', '09:30', '12:30', '13:30', '14:30'].entries()) {
    const address = `plno${index}@example.cz`;
    await hold(cloud, 'vozidla', `2026-12-22T${hour}:00+01:00`, address);
    await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
  }
  await hold(cloud, 'vozidla', '2026-12-21T09:30:00+01:00', 'jiny@example.cz');
  return cloud;
}

const hold = (cloud: CloudUnderTest, service: string, start: string, email: string, lang = 'cs') =>
  cloud.post('/api/v1/offices/krumlov/reservations', { service, start, name: 'Jana Nováková', email, lang });

/** A confirmed reservation of the drivers' registry, with the links of its mails. */
export async function confirmedReservation(cloud: CloudUnderTest, start: string, email: string, lang: Language) {
  await hold(cloud, 'ridici', start, email, lang);
  const confirmToken = await cloud.tokenOf('potvrdit');
  const { body } = await cloud.post('/api/v1/reservations/confirm', { token: confirmToken });
  return { confirmToken, manageToken: await cloud.tokenOf('rezervace'), pin: String(body.pin) };
}

/** A page that fails the test when a script fails, when the strict policy forbids something, or when anything is asked of anybody else. */
export async function openWatchedPage(
  t: ExecutionContext,
  browser: Browser,
  cloud: CloudUnderTest,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: wide, locale: 'cs-CZ', reducedMotion: 'reduce', ...options });
  t.teardown(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => t.fail(`${page.url()}: ${error.message}`));
  page.on('console', (message) => message.text().includes('Content Security Policy') && t.fail(`${page.url()}: ${message.text()}`));
  page.on('request', (request) => request.url().startsWith(cloud.origin) || t.fail(`a request to ${request.url()}`));
  return page;
}

type Step = readonly [name: string, act: () => Promise<unknown>];

/**
 * Brings the page into every state that a citizen can see, one after the other, and calls `look` in each. `hours` makes each language use hours
 * of its own, as they share one cloud.
 */
export async function everyState(
  cloud: CloudUnderTest,
  page: Page,
  lang: Language,
  look: (name: string) => Promise<unknown>,
  hours: { readonly date: string },
): Promise<void> {
  for (const steps of [asking(cloud, page, lang, hours.date), managing(cloud, page, lang, hours.date), watching(cloud, page, lang)])
    for (const [name, act] of steps) {
      await inPage(page, 'window.isSeen = true');
      await act();
      await until(`the page "${name}"`, () => inPage(page, "document.readyState === 'complete' && !window.isSeen"));
      await look(name);
    }
}

const at = (hour: string, date: string): string => `${date}T${hour}:00+01:00`;
const submit = (page: Page): Promise<void> => page.locator('main form button[type=submit]').last().click();

/** From the first question to the page that says to look into the mail. */
function asking(cloud: CloudUnderTest, page: Page, lang: Language, date: string): readonly Step[] {
  const go = (path: string) => page.goto(`${cloud.origin}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
  const email = `jana-${lang}@example.cz`;
  return [
    ['start', () => go('/')],
    ['days', () => page.locator('a.choice').first().click()],
    ['hours', () => go('/objednat/krumlov/vozidla/2026-12-21')],
    ['hours-error', () => go('/objednat/krumlov/vozidla/2026-12-21/udaje')],
    ['hours-none', () => go('/objednat/krumlov/vozidla/2026-12-22')],
    ['taken', () => go(`/objednat/krumlov/vozidla/2026-12-22/udaje?start=${encodeURIComponent(at('08:30', '2026-12-22'))}`)],
    ['details', () => go(`/objednat/krumlov/vozidla/${date}/udaje?start=${encodeURIComponent(at('08:30', date))}`)],
    [
      'details-error',
      async () => {
        await page.locator('#email').fill('jana@');
        await submit(page);
      },
    ],
    [
      'check',
      async () => {
        await page.locator('#name').fill('Jana Nováková');
        await page.locator('#email').fill(email);
        await submit(page);
      },
    ],
    ['sent', () => submit(page)],
    ['sent-more-time', () => page.locator('.hold button').click()],
    [
      'sent-error',
      async () => {
        await page.locator('#email').fill('jana at example');
        await submit(page);
      },
    ],
  ];
}

/** What the links of the mails lead to. */
function managing(cloud: CloudUnderTest, page: Page, lang: Language, date: string): readonly Step[] {
  const go = (path: string) => page.goto(`${cloud.origin}${path}?lang=${lang}`);
  let links = { confirmToken: '', manageToken: '', pin: '' };
  const email = `eva-${lang}@example.cz`;
  const home = () => `/rezervace/${links.manageToken}`;
  return [
    [
      'confirm',
      async () => {
        await hold(cloud, 'dovozy', at('07:30', date), email, lang);
        await go(`/potvrdit/${await cloud.tokenOf('potvrdit')}`);
      },
    ],
    ['confirmed', () => submit(page)],
    [
      'manage',
      async () => {
        links = await confirmedReservation(cloud, at('09:30', date), email, lang);
        await go(home());
      },
    ],
    ['cancel', () => go(`${home()}/zrusit`)],
    ['cancel-error', () => submit(page)],
    ['move-days', () => go(`${home()}/presun`)],
    ['move-hours', () => go(`${home()}/presun/${date}`)],
    ['move-hours-error', () => submit(page)],
    [
      'move-check',
      async () => {
        await page.locator('input[type=radio]:not([disabled])').last().check();
        await submit(page);
      },
    ],
    ['move-error', () => submit(page)],
    [
      'moved',
      async () => {
        await page.locator('#pin').fill(links.pin);
        await submit(page);
      },
    ],
    ['moved-later', () => go(home())],
    [
      'cancelled',
      async () => {
        await go(`${home()}/zrusit`);
        await page.locator('#pin').fill(links.pin);
        await submit(page);
      },
    ],
    ['cancelled-later', () => go(home())],
    ['cancelled-error', () => submit(page)],
    ['unknown-link', () => go('/potvrdit/neznamy')],
    ['not-found', () => go('/nic')],
    ['gone', () => go('/objednano/neznama')],
    ['inbox', () => go('/inbox')],
  ];
}

/** What everybody may see of the hall. */
function watching(cloud: CloudUnderTest, page: Page, lang: Language): readonly Step[] {
  const go = (path: string) => page.goto(`${cloud.origin}${path}?lang=${lang}`);
  const setTicket = (to: object) => () => cloud.store.db.updateTable('ticket').set(to).where('ordinal', '=', 2).execute();
  return [
    ['live-never', () => go('/live/krumlov')],
    [
      'live',
      async () => {
        await openHall(cloud);
        await go('/live/krumlov');
      },
    ],
    ['ticket-waiting', () => go(`/t/${ticketToken}`)],
    ['ticket-called', () => setTicket({ state: 'called', counter: 3 })().then(() => go(`/t/${ticketToken}`))],
    ['ticket-parked', () => setTicket({ state: 'parked', counter: null })().then(() => go(`/t/${ticketToken}`))],
    ['ticket-served', () => setTicket({ state: 'served' })().then(() => go(`/t/${ticketToken}`))],
    ['ticket-unknown', () => go('/t/neznamy')],
  ];
}
