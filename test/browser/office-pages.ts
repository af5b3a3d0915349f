import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openScreens, type ScreensOptions } from '../../edge/screens/server.ts';
import { type SimulatedOffice, simulatedOffice } from '../edge/screens/desk.ts';

/** A browser before the real pages of a simulated office. */
export type OfficePages = {
  readonly office: SimulatedOffice;
  readonly address: string;
  open(path: string, look?: Look): Promise<Page>;
  /** Cuts every page off from the office, as a dead kiosk would. */
  die(): Promise<void>;
};
export type Look = { readonly width?: number; readonly height?: number; readonly dark?: boolean; readonly still?: boolean };

/** `more`: what the server is given besides the simulated office. */
export async function officePages(t: ExecutionContext, browser: Browser, more: Partial<ScreensOptions> = {}): Promise<OfficePages> {
  const office = simulatedOffice();
  const screens = await openScreens({
    host: '127.0.0.1',
    port: 0,
    desk: office.desk,
    bench: office.bench,
    log: { info() {}, warn() {} },
    pagesFolder: fileURLToPath(new URL('../../edge/screens/dist', import.meta.url)),
    cloudOrigin: () => 'http://localhost:8080',
    ...more,
  });
  t.teardown(() => screens.close());
  office.onViews((views) => screens.show(views));
  return {
    office,
    address: screens.address,
    async open(path, { width = 1440, height = 900, dark = false, still = true } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: still ? 'reduce' : 'no-preference',
        timezoneId: 'America/New_York',
      });
      t.teardown(() => context.close());
      const page = await context.newPage();
      page.on('pageerror', (error) => t.fail(`${path}: ${error.message}`));
      page.on('console', (message) => {
        if (message.text().includes('Security') || message.text().includes('script-src')) t.fail(`${path}: ${message.text()}`);
      });
      await page.goto(screens.address + path);
      return page;
    },
    die: () => screens.close(),
  };
}

/** Fails with every rule of WCAG 2.2 A and AA that the page breaks, and with every text under the given contrast. */
export async function isAccessible(t: ExecutionContext, page: Page, what: string, contrast: 4.5 | 7 = 4.5): Promise<void> {
  await inPage(page, axe.source);
  const rules = contrast === 7 ? { 'color-contrast-enhanced': { enabled: true } } : {};
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', ...(contrast === 7 ? ['wcag2aaa'] : [])];
  const { violations } = await inPage<AxeResults>(page, `axe.run({ runOnly: ${JSON.stringify(tags)}, rules: ${JSON.stringify(rules)} })`);
  const broken = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  t.deepEqual(broken, [], what);
}

/** The value of an expression in the page. It enters by the debugger's door: the page's own security policy allows no eval. */
export async function inPage<T>(page: Page, expression: string): Promise<T> {
  const session = await page.context().newCDPSession(page);
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  await session.detach();
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as T;
}

/** Whether anything is wider than the window. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  inPage(page, 'document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** Height of the digits of an element as drawn, CSS pixels. */
export const digitHeight = (page: Page, selector: string): Promise<number> =>
  inPage(
    page,
    `(() => {
      const style = getComputedStyle(document.querySelector(${JSON.stringify(selector)}));
      const canvas = document.createElement('canvas').getContext('2d');
      canvas.font = style.fontWeight + ' ' + style.fontSize + ' ' + style.fontFamily;
      return canvas.measureText('8').actualBoundingBoxAscent;
    })()`,
  );

/** The contrast of an element's text on the ground of another, or of what stands before it [WCAG 2.2, relative luminance]. */
export const contrast = (page: Page, selector: string, ground: string, pseudo: '' | '::before' = ''): Promise<number> =>
  inPage(
    page,
    `(() => {
      const paint = (colour) => {
        const canvas = document.createElement('canvas').getContext('2d');
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
          .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const text = paint(getComputedStyle(document.querySelector(${JSON.stringify(selector)})).color);
      const behind = paint(getComputedStyle(document.querySelector(${JSON.stringify(ground)}), ${JSON.stringify(pseudo)}).backgroundColor);
      return (Math.max(text, behind) + 0.05) / (Math.min(text, behind) + 0.05);
    })()`,
  );

/** A machine with other work takes long to draw the bench. */
const pictureMsMax = 120_000;

/** Keeps a picture beside the tests when FRONTA_SCREENSHOTS is set, otherwise in a folder that is thrown away. */
export async function keepPicture(t: ExecutionContext, page: Page, name: string): Promise<void> {
  const kept = process.env.FRONTA_SCREENSHOTS !== undefined;
  const folder = kept ? fileURLToPath(new URL('pictures', import.meta.url)) : await mkdtemp(join(tmpdir(), 'fronta-pictures-'));
  if (!kept) t.teardown(() => rm(folder, { recursive: true, force: true }));
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), timeout: pictureMsMax });
}
