import test from 'ava';
import type { BoardNotice, BoardView } from '../../edge/core/views/screens.ts';
import { noticeStandsMs } from '../../edge/screens/pages/board/turning.ts';
import { openBrowser } from './browser.ts';
import { digitHeight, inPage, isAccessible, keepPicture, type OfficePages, officePages, scrollsSideways } from './office-pages.ts';
import { poster } from './poster.ts';

const browser = openBrowser();
test.after.always(async () => (await browser).close());

const pictures = { wide: poster(640, 360), tall: poster(300, 450) };
const shown = (shape: keyof typeof pictures) => {
  const [width, height] = shape === 'wide' ? [640, 360] : [300, 450];
  return { path: `/board/pictures/${shape}`, width, height };
};
const notice = (language: BoardNotice['language'], text: string, picture: BoardNotice['picture'] = null): BoardNotice => ({
  name: `${text.slice(0, 8)} ${language}`,
  language,
  text,
  picture,
});
const notices = {
  cs: notice('cs', 'V pátek 18. prosince máme od 11 hodin zavřeno. Děkujeme za pochopení.', shown('wide')),
  en: notice('en', 'Identity cards are issued at counter 3 without an appointment.', shown('tall')),
  de: notice('de', 'Bitte halten Sie Ihren Ausweis bereit. '.repeat(6).trim()),
};
const ways = { 1: 'left', 2: 'ahead', 3: 'ahead-right' } as const;

const open = async (t: Parameters<typeof officePages>[0]): Promise<OfficePages> =>
  officePages(t, await browser, { pictures: (name) => ({ type: 'png', bytes: pictures[name === 'wide' ? 'wide' : 'tall'] }) });
const put = ({ office }: OfficePages, change: Partial<BoardView>): void =>
  office.set((now) => ({ ...now, board: { ...now.board, ...change } }));

test.serial(
  'with notices the digits stay as large, nothing leaves its place, and every word has a contrast of 7:1, in each language',
  async (t) => {
    const pages = await open(t);
    const page = await pages.open('/board', { width: 1920, height: 1080 });
    await page.locator('.board-call').first().waitFor();
    const before = await digitHeight(page, '.board-number');
    t.is(await page.locator('.board-notices').count(), 0, 'no notices, no strip');
    for (const language of ['cs', 'en', 'de'] as const) {
      put(pages, { language, ways, notices: [notices[language]] });
      await page.locator(`html[lang="${language}"]`).waitFor();
      await page.getByText(notices[language].text).waitFor();
      await inPage(page, 'Promise.all([...document.images].map((picture) => picture.decode()))');
      t.is(await digitHeight(page, '.board-number'), before);
      t.true(before >= 1080 / 6);
      t.false(await scrollsSideways(page));
      const strip = await page.locator('.board-notices').boundingBox();
      t.true(strip !== null && strip.y + strip.height <= 1080 && strip.height >= 1080 / 4, JSON.stringify(strip));
      const words = await page.locator('.board-notice figcaption').boundingBox();
      t.true(words !== null && strip !== null && words.y + words.height <= strip.y + strip.height, 'the text is whole');
      await isAccessible(t, page, language, 7);
      await keepPicture(t, page, `board-notice-${language}`);
    }
  },
);

test.serial('several notices take turns calmly, one stands still, and none leaves no strip', async (t) => {
  const pages = await open(t);
  put(pages, { notices: Object.values(notices) });
  const page = await pages.open('/board', { width: 1280, height: 720 });
  await page.clock.install();
  await page.reload();
  const text = () => page.locator('.board-notice figcaption').textContent();
  await page.locator('.board-notice').waitFor();
  t.is(await text(), notices.cs.text);
  t.is(await page.locator('.board-notice').getAttribute('lang'), 'cs');
  for (const next of ['en', 'de', 'cs'] as const) {
    await page.clock.runFor(noticeStandsMs);
    await page.locator(`.board-notice[lang="${next}"]`).waitFor();
  }
  put(pages, { notices: [notices.en] });
  await page.locator('.board-notice[lang="en"]').waitFor();
  await page.clock.runFor(3 * noticeStandsMs);
  t.is(await text(), notices.en.text);
  put(pages, { notices: [] });
  await page.locator('.board-notices').waitFor({ state: 'detached' });
});

test.serial('an arrow leads to each counter, with its word, light and dark, on a phone too', async (t) => {
  const pages = await open(t);
  put(pages, { ways, notices: [notices.cs] });
  for (const [name, look] of [
    ['board-ways', { width: 1920, height: 1080 }],
    ['board-ways-dark', { width: 1280, height: 720, dark: true }],
    ['board-ways-phone', { width: 360, height: 740 }],
  ] as const) {
    const page = await pages.open('/board', look);
    await page.locator('.board-call').first().waitFor();
    t.deepEqual(await page.locator('.way-word').allTextContents(), ['vlevo', 'rovně'], name);
    t.false(await scrollsSideways(page), name);
    await isAccessible(t, page, name, 7);
    await keepPicture(t, page, name);
  }
});

test.serial('a notice’s picture comes from this edge alone, as a picture and nothing else, and is kept by the browser', async (t) => {
  const { address } = await open(t);
  const answer = await fetch(`${address}/board/pictures/wide`);
  t.is(answer.headers.get('content-type'), 'image/png');
  t.is(answer.headers.get('content-security-policy'), "default-src 'none'; sandbox");
  t.is(answer.headers.get('x-content-type-options'), 'nosniff');
  t.regex(answer.headers.get('cache-control') ?? '', /immutable/);
});
