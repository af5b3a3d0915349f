import test from 'ava';
import type { KioskView } from '../../edge/core/views/screens.ts';
import { views } from '../edge/screens/monday.ts';
import { kioskShows } from '../edge/screens/moves.ts';
import { openBrowser } from './browser.ts';
import { isAccessible, keepPicture, officePages, scrollsSideways } from './office-pages.ts';

const states: readonly (readonly [string, KioskView['panel'], string, string | null])[] = [
  ['rest', { kind: 'rest' }, 'Stiskněte tlačítko své agendy.', null],
  ['offline', { kind: 'rest' }, 'Stiskněte tlačítko své agendy.', 'Bez spojení od 10:05. Lístky vydáváme dál.'],
  ['pin', { kind: 'pin', digits: 2 }, 'Zadejte čtyřmístný PIN a potvrďte OK.', null],
  [
    'number',
    { kind: 'number', number: 'A12', service: 'Registr vozidel', note: 'před vámi: 3 · asi 15–25 min', paper: true },
    'Vaše pořadové číslo je A12. Vezměte si lístek.',
    null,
  ],
  [
    'no-paper',
    { kind: 'number', number: 'B123', service: 'Dovozy – schválení technické způsobilosti', note: 'před vámi: 3', paper: false },
    'Došel papír. Vaše číslo je B123 – zapamatujte si ho nebo vyfoťte. Zavoláme vás jako ostatní.',
    null,
  ],
  [
    'message',
    { kind: 'message', tone: 'warning' },
    'Kiosek je od 10:05 bez spojení a vaši rezervaci nemusí znát. Vezměte si běžný lístek a řekněte to u přepážky.',
    'Bez spojení od 10:05. Lístky vydáváme dál.',
  ],
];

const browser = openBrowser();
test.after.always(async () => (await browser).close());

test.serial('the kiosk shows each of its states in full, with a contrast of 7:1, lying and standing', async (t) => {
  const { office, open } = await officePages(t, await browser);
  for (const [width, height] of [
    [800, 480],
    [1080, 1920],
  ] as const) {
    const page = await open('/kiosk', { width, height });
    for (const [name, panel, text, offline] of states) {
      office.set(() => kioskShows(views(), panel, text, offline));
      await page.locator(`.kiosk-at-${panel.kind}`).getByText(text).first().waitFor();
      const what = `${name} at ${width}x${height}`;
      await isAccessible(t, page, what, 7);
      t.false(await scrollsSideways(page), what);
      for (const part of await page.locator('.kiosk p:visible, .kiosk-label:visible, .kiosk-digit:visible').all()) {
        if ((await part.getAttribute('class'))?.includes('aside')) continue;
        const box = await part.boundingBox();
        const inside = box !== null && box.x >= 0 && box.y >= -1 && box.x + box.width <= width + 1 && box.y + box.height <= height + 1;
        t.true(inside, `${what}: ${await part.textContent()}`);
      }
      if (width === 800) await keepPicture(t, page, `kiosk-${name}`);
    }
  }
});

test.serial('each label stands level with its button whatever else the screen says', async (t) => {
  const { office, open } = await officePages(t, await browser);
  const page = await open('/kiosk', { width: 800, height: 480 });
  const places = async () => Promise.all((await page.locator('.kiosk-row').all()).map((row) => row.boundingBox()));
  await page.locator('.kiosk-row').first().waitFor();
  const before = await places();
  office.set((now) => kioskShows(now, { kind: 'rest' }, 'Stiskněte tlačítko své agendy.', 'Bez spojení od 10:05.'));
  await page.locator('.kiosk-offline').waitFor();
  t.deepEqual(await places(), before);
  t.is(before.length, 4);
});

test.serial('where the places of the buttons are set, each label’s middle stands at its button’s', async (t) => {
  const places = { 'service:vozidla': 40, 'service:dovozy': 56.5, 'service:ridici': 73, reserved: 91 };
  const { open } = await officePages(t, await browser, { places });
  for (const [width, height] of [
    [800, 480],
    [1080, 1920],
  ] as const) {
    const page = await open('/kiosk', { width, height });
    await page.locator('.kiosk-placed .kiosk-row').nth(3).waitFor();
    const arrows = await page.locator('.kiosk-arrow').all();
    for (const [index, place] of Object.values(places).entries()) {
      const box = (await arrows[index]!.boundingBox())!;
      const middle = (100 * (box.y + box.height / 2)) / height;
      t.true(Math.abs(middle - place) < 0.75, `row ${index} at ${width}x${height}: ${middle.toFixed(2)} % for ${place} %`);
    }
    await isAccessible(t, page, `placed at ${width}x${height}`, 7);
    t.false(await scrollsSideways(page));
    await keepPicture(t, page, `kiosk-placed-${width}`);
  }
});

test.serial('in English and German too the rest, the PIN and a button that gives nothing read at 7:1', async (t) => {
  const { office, open } = await officePages(t, await browser);
  for (const language of ['en', 'de'] as const) {
    const page = await open('/kiosk', { width: 800, height: 480 });
    for (const [panel, text] of [
      [{ kind: 'rest' }, 'Press the button of your service.'],
      [{ kind: 'pin', digits: 3 }, 'Enter your four-digit PIN and press OK.'],
    ] as const) {
      office.set(() => {
        const shown = kioskShows(views(), panel, text);
        const rows = shown.kiosk.rows.map((row, index) => ({ ...row, given: index !== 1 }));
        return { ...shown, kiosk: { ...shown.kiosk, language, rows } };
      });
      await page.locator(`.kiosk-at-${panel.kind}`).waitFor();
      await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' });
      await isAccessible(t, page, `${panel.kind} in ${language}`, 7);
      t.false(await scrollsSideways(page));
    }
  }
});

test.serial('the clock of the kiosk goes by the office’s time zone, not by the browser’s', async (t) => {
  const { open } = await officePages(t, await browser);
  const page = await open('/kiosk');
  await page.locator('.kiosk-time').waitFor();
  t.is(await page.locator('.kiosk-time').textContent(), '8:42');
});

test.serial('a kiosk page that heard nothing for 30 s says how old its data are (F29)', async (t) => {
  const { open, die } = await officePages(t, await browser);
  const page = await open('/kiosk');
  await page.clock.install();
  await page.reload();
  await page.locator('.kiosk-row').first().waitFor();
  await page.clock.runFor(25_000);
  await die();
  t.is(await page.locator('.stale').count(), 0);
  await page.clock.runFor(31_000);
  t.is(await page.locator('.stale').textContent(), 'Údaje jsou z 8:42, spojení s kioskem se obnovuje.');
});
