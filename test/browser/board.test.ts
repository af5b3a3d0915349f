import test from 'ava';
import { views } from '../edge/screens/monday.ts';
import { openBrowser } from './browser.ts';
import { contrast, digitHeight, inPage, isAccessible, keepPicture, officePages, scrollsSideways } from './office-pages.ts';

const fourCalls = [1, 2, 3, 4, 5].map((counter) => ({
  number: `A${120 + counter}`,
  counter: counter + 9,
  at: views().board.asOf,
  calls: 1,
}));

const browser = openBrowser();
test.after.always(async () => (await browser).close());

test.serial('number and counter are at least a sixth of the board’s height, and nothing scrolls', async (t) => {
  const { office, open } = await officePages(t, await browser);
  const page = await open('/board', { width: 1920, height: 1080 });
  await page.locator('.board-number').first().waitFor();
  for (const calls of [views().board.calls, fourCalls]) {
    office.set((now) => ({ ...now, board: { ...now.board, calls } }));
    await page
      .locator('.board-number')
      .first()
      .getByText(calls[0]?.number ?? '')
      .waitFor();
    for (const part of ['.board-number', '.board-counter']) t.true((await digitHeight(page, part)) >= 1080 / 6, part);
    t.false(await scrollsSideways(page));
    for (const part of await page.locator('.board-number, .board-counter').all()) {
      const box = await part.boundingBox();
      t.true(box !== null && box.x >= 0 && box.x + box.width <= 1280 && box.y + box.height <= 1080, `${await part.textContent()}`);
    }
  }
  t.deepEqual(await page.locator('.board-past').first().locator('span').first().textContent(), 'A125');
});

test.serial('a new call comes on top and its row pulses; what hung there before does not', async (t) => {
  const { office, open } = await officePages(t, await browser);
  const page = await open('/board', { width: 1920, height: 1080, still: false });
  await page.locator('.board-call').first().waitFor();
  t.is(await page.locator('.board-call-new').count(), 0);
  await office.desk.act(3, { action: 'next' });
  await page.locator('.board-call-new').waitFor();
  t.is(await page.locator('.board-call').first().locator('.board-number').textContent(), 'A15');
  t.is(await page.locator('.board-call-new').count(), 1);
});

test.serial('a new call’s row pulses three times, slower than twice a second, and its digits never lose their contrast', async (t) => {
  for (const dark of [false, true]) {
    const { office, open } = await officePages(t, await browser);
    const page = await open('/board', { width: 1920, height: 1080, still: false, dark });
    await page.locator('.board-call').first().waitFor();
    await office.desk.act(3, { action: 'next' });
    await page.locator('.board-call-new').waitFor();
    const pulses = await inPage<{ name: string; duration: number; iterations: number; frames: string[][] }[]>(
      page,
      `document.getAnimations().map(({ effect, animationName }) => ({
        name: animationName,
        duration: effect.getTiming().duration,
        iterations: effect.getTiming().iterations,
        frames: effect.getKeyframes().map((frame) => Object.keys(frame).filter((key) => !['offset', 'computedOffset', 'easing', 'composite'].includes(key))),
      }))`,
    );
    t.is(pulses.length, 1);
    t.is(pulses[0]!.iterations, 3);
    t.true(1000 / pulses[0]!.duration < 2, 'one brightening a pulse, below 2 Hz');
    t.true(
      pulses[0]!.frames.flat().every((property) => property === 'opacity'),
      'a small computer draws nothing anew for it',
    );
    for (const part of ['.board-number', '.board-counter']) {
      const resting = await contrast(page, part, '.board-call');
      const pulsing = await contrast(page, part, '.board-call-new td', '::before');
      t.true(Math.min(resting, pulsing) >= 7, `${dark ? 'dark' : 'light'} ${part}: ${resting.toFixed(1)}, ${pulsing.toFixed(1)}`);
    }
  }
});

test.serial('every word of the board has a contrast of 7:1, in each language, light and dark', async (t) => {
  const { office, open } = await officePages(t, await browser);
  for (const dark of [false, true]) {
    const page = await open('/board', { width: 1920, height: 1080, dark });
    await page.locator('.board-call').first().waitFor();
    for (const language of ['cs', 'en', 'de'] as const) {
      office.set((now) => ({ ...now, board: { ...now.board, language } }));
      await page.locator(`html[lang="${language}"]`).waitFor();
      await isAccessible(t, page, `${language}, ${dark ? 'dark' : 'light'}`, 7);
    }
  }
});

test.serial('a board that heard nothing for 30 s says how old its data are (F29)', async (t) => {
  const { open, die } = await officePages(t, await browser);
  const page = await open('/board', { width: 1280, height: 720 });
  await page.clock.install();
  await page.reload();
  await page.locator('.board-call').first().waitFor();
  await page.clock.runFor(25_000);
  await die();
  t.is(await page.locator('.stale').count(), 0);
  await page.clock.runFor(31_000);
  t.is(await page.locator('.stale').textContent(), 'Tabule je bez spojení, sledujte přepážky (8:42)');
  await isAccessible(t, page, 'stale', 7);
});

test.serial('the board is accessible, lying, on a phone and in the dark', async (t) => {
  const { office, open } = await officePages(t, await browser);
  await office.desk.act(3, { action: 'next' });
  for (const [name, look] of [
    ['board', { width: 1920, height: 1080 }],
    ['board-phone', { width: 360, height: 740 }],
    ['board-dark', { width: 1280, height: 720, dark: true }],
  ] as const) {
    const page = await open('/board', look);
    await page.locator('.board-call').first().waitFor();
    await isAccessible(t, page, name);
    t.false(await scrollsSideways(page), name);
    await keepPicture(t, page, name);
  }
  office.set((now) => ({ ...now, board: { ...now.board, calls: [] } }));
  const page = await open('/board');
  await page.getByText(office.views().board.words.nobody).waitFor();
  await isAccessible(t, page, 'nobody is called');
});
