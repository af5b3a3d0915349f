import test from 'ava';
import { type Language, languages } from '#contract/language.ts';
import { type Kiosk, promptPin, restingKiosk } from '../../edge/core/kiosk.ts';
import { allViews } from '../../edge/core/views/all-views.ts';
import type { Views } from '../../edge/core/views/screens.ts';
import type { Surroundings } from '../../edge/core/views/surroundings.ts';
import { office as hallOf, monday } from '../edge/core/scenario.ts';
import { staffCode } from '../edge/screens/desk.ts';
import { openBrowser } from './browser.ts';
import { inPage, isAccessible, keepPicture, officePages, scrollsSideways } from './office-pages.ts';

const browser = openBrowser();
test.after.always(async () => (await browser).close());

/** A Monday morning as the core itself sees it, in an office that speaks this language first. */
function morning(language: Language) {
  const hall = hallOf(
    (settings) => ({
      ...settings,
      languages: [language, ...languages.filter((other) => other !== language)],
      hours: { 1: [{ from: '07:30', to: '15:00' }] },
    }),
    monday('08:10'),
  );
  hall.reserved('7', 'vozidla', monday('08:30'));
  hall.reserved('8', 'dovozy', monday('08:30'));
  for (const counter of [1, 2]) hall.clerk(counter, 'open');
  for (const service of ['vozidla', 'ridici', 'vozidla', 'vozidla', 'ridici', 'dovozy']) hall.takes(service);
  hall.passes(12);
  hall.checksIn('0007');
  hall.clerk(1, 'next');
  hall.passes(9);
  hall.clerk(2, 'next');
  hall.clerk(1, 'next');
  const shown = (kiosk: Kiosk = restingKiosk(language), around: Partial<Surroundings> = {}): Views => {
    const { clockTrusted, ...now } = hall.now();
    return allViews(hall.queue(), {
      now,
      clockTrusted,
      kiosk,
      link: { state: 'online', since: now.wall - 3_600_000, fenced: false, twin: false },
      unsent: 0,
      journal: { state: 'durable', since: now.wall },
      lostUnits: new Set(),
      stuckButtons: new Set(),
      deviceTroubles: [],
      ...around,
    });
  };
  return { hall, shown };
}

const foul = (wall: number): Partial<Surroundings> => ({
  link: { state: 'offline', since: wall - 7_620_000, fenced: true, twin: false },
  unsent: 42,
  journal: { state: 'volatile', since: wall },
  clockTrusted: false,
  lostUnits: new Set([2]),
  stuckButtons: new Set(['service:ridici']),
  deviceTroubles: [
    { counter: 2, trouble: 'key-stuck' },
    { counter: null, trouble: 'silent' },
  ],
});

for (const language of ['en', 'de'] as const) {
  test.serial(`staff page and bench in fair weather and foul: ${language}`, async (t) => {
    t.timeout(300_000);
    const { hall, shown } = morning(language);
    const pages = await officePages(t, await browser);
    pages.office.set(() => shown());
    const staff = await pages.open('/staff');
    await staff.locator('input[name=code]').fill(staffCode);
    await staff.keyboard.press('Enter');
    await staff.locator('.card').first().waitFor();
    const bench = await pages.open('/bench');
    await bench.locator('.cabinet').waitFor();
    for (const weather of ['fair', 'foul'] as const) {
      if (weather === 'foul') {
        hall.when({ kind: 'printer', state: 'paper-out' });
        pages.office.set(() => shown(undefined, foul(hall.now().wall)));
        pages.office.bench.setCut('broker');
        pages.office.bench.setPrinter('paper-out');
        pages.office.set(() => shown(undefined, foul(hall.now().wall)));
        await staff.locator('.card-warning').first().waitFor();
      }
      for (const [name, page] of [
        ['staff', staff],
        ['bench', bench],
      ] as const) {
        t.is(await page.locator('html').getAttribute('lang'), language, name);
        if (name === 'staff' || weather === 'foul') await isAccessible(t, page, `${name}, ${weather}, ${language}`);
        t.false(await scrollsSideways(page), `${name}, ${weather}, ${language}`);
        await keepPicture(t, page, `${name}-${weather}-${language}`);
      }
    }
  });

  test.serial(`the kiosk standing, 1080 by 1920, at rest, with a PIN, a number and a message: ${language}`, async (t) => {
    t.timeout(300_000);
    const { hall, shown } = morning(language);
    const pages = await officePages(t, await browser);
    const page = await pages.open('/kiosk', { width: 1080, height: 1920 });
    const { steady } = hall.now();
    const ordinal = hall.queue().lastOrdinal;
    const panels: Readonly<Record<string, Kiosk>> = {
      rest: restingKiosk(language),
      pin: promptPin(restingKiosk(language), steady),
      number: { language, panel: { kind: 'number', ordinal, slip: 'printed' }, untilSteady: steady + 6_000 },
      message: { language, panel: { kind: 'refused', refusal: { word: 'unknown-pin' } }, untilSteady: steady + 20_000 },
    };
    for (const [name, kiosk] of Object.entries(panels)) {
      pages.office.set(() => shown(kiosk));
      await page.locator(`.kiosk-at-${name}`).waitFor();
      t.is(await page.locator('html').getAttribute('lang'), language, name);
      await isAccessible(t, page, `${name}, ${language}`, 7);
      t.false(await scrollsSideways(page), `${name}, ${language}`);
      t.false(
        await inPage(page, 'document.documentElement.scrollHeight > document.documentElement.clientHeight'),
        `${name}: all of it is seen`,
      );
      await keepPicture(t, page, `kiosk-standing-${name}-${language}`);
    }
  });
}

test.serial('a ticket on the staff page leads to its story', async (t) => {
  const pages = await officePages(t, await browser);
  const page = await pages.open('/staff');
  await page.locator('input[name=code]').fill(staffCode);
  await page.keyboard.press('Enter');
  await page.locator('.card').first().waitFor();
  const ways = await inPage<string[]>(page, `[...document.querySelectorAll('.story-link')].map((way) => way.getAttribute('href'))`);
  const { staff } = pages.office.views();
  const numbers = [...staff.counters.flatMap(({ ticket }) => ticket ?? []), ...staff.queue.map(({ number }) => number)];
  t.deepEqual(
    ways,
    numbers.map((number) => `/staff/story?number=${number}&lang=cs`),
  );
});
