import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';
import { exampleOffice } from '#contract/example-office.ts';
import type { Screens } from '../../edge/screens/port.ts';
import { openScreens } from '../../edge/screens/server.ts';
import { simulatedUnits } from '../../edge/units/simulated.ts';
import { openBrowser } from '../browser/browser.ts';
import { type OfficeOnDisk, officeOnDisk } from './office-on-disk.ts';
import { type RawAppend, rawAppend } from './raw-append.ts';
import { type Measured, measured, percentile } from './report.ts';

const few = 10;
const many = 1_000;
const warmUp = 20;
const samples = 150;
/** What a call may take beyond the sync of its own entry until it is drawn, milliseconds. */
const beyondSyncMs = 100;
const services = exampleOffice.services.map(({ id }) => id);

/**
 * From the finger on a unit's key to the called number drawn on the hall's board in a real browser, the call journalled and synced in
 * between. The limit is one append with fdatasync, taken in turns, and 100 ms.
 */
export async function callToBoard(): Promise<readonly Measured[]> {
  const raw = rawAppend();
  const units = simulatedUnits([1, 2, 3]);
  let screens: Screens | null = null;
  const office = await officeOnDisk({ units, show: (views) => screens?.show(views) });
  screens = await openScreens({
    host: '127.0.0.1',
    port: 0,
    desk: { ...closedDesk, views: office.views },
    bench: null,
    log: { info() {}, warn() {} },
    pagesFolder: fileURLToPath(new URL('../../edge/screens/dist', import.meta.url)),
  });
  const browser = await openBrowser();
  try {
    await office.act(1, { action: 'open' });
    const board = await openBoard(await browser.newPage({ reducedMotion: 'reduce' }), screens.address);
    const call = { office, raw, board, press: () => void units.press(1, 'next') };
    await fill(office, few);
    await calls(call, warmUp);
    const short = await calls(call, samples);
    await fill(office, many - few);
    const long = await calls(call, samples);
    return [told('call-to-board', short), told(`call-to-board, ${many} waiting`, long)].flat();
  } finally {
    await browser.close();
    await screens.close();
    await office.close();
    raw.close();
  }
}

const never = (): never => {
  throw new Error('nobody is at the desk of this bench');
};
const closedDesk = { act: never, issuing: never, staffWithCode: () => null };

type Turns = { readonly calls: readonly number[]; readonly appends: readonly number[] };

const told = (name: string, { calls, appends }: Turns): readonly Measured[] =>
  ([0.5, 0.99] as const).map((p) => {
    const limit = percentile(appends, p) + beyondSyncMs;
    return measured(`${name} p${100 * p}`, 'ms', percentile(calls, p), limit);
  });

type Call = { readonly office: OfficeOnDisk; readonly raw: RawAppend; readonly board: Board; readonly press: () => void };

async function calls({ office, raw, board, press }: Call, count: number): Promise<Turns> {
  const times: number[] = [];
  const appends: number[] = [];
  for (let index = 0; index < count; index++) {
    appends.push(raw.append());
    const drawn = await board.nextDrawn();
    const begin = wallMs();
    press();
    times.push((await drawn()) - begin);
    await fill(office, 1);
  }
  return { calls: times, appends };
}

/** The one clock that both processes read, with parts of a millisecond. */
const wallMs = (): number => performance.timeOrigin + performance.now();

type Board = {
  /** Looks out for the next number on top; resolves when the page looks, and what it answers when the number is drawn. */
  nextDrawn(): Promise<() => Promise<number>>;
};

async function openBoard(page: Page, address: string): Promise<Board> {
  await page.goto(`${address}/board`);
  await page.locator('.board').waitFor();
  const session = await page.context().newCDPSession(page);
  return {
    async nextDrawn() {
      await evaluate(session, lookOut);
      return () => evaluate<number>(session, 'window.drawnAt');
    },
  };
}

/** In the page: the moment after the frame in which the number on top has become another one. */
const lookOut = `window.drawnAt = new Promise((resolve) => {
  const top = () => document.querySelector('.board-number')?.textContent;
  const before = top();
  const watch = new MutationObserver(() => {
    if (top() === before) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
  });
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
}); undefined`;

/** By the debugger's door: the page's own security policy allows no eval. */
async function evaluate<T>(session: CDPSession, expression: string): Promise<T> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
  return result.value as T;
}

/** So many people take a ticket, three seconds apart. */
async function fill(office: OfficeOnDisk, people: number): Promise<void> {
  for (let person = 0; person < people; person++) {
    office.clock.advance(3_000);
    await office.press(services[person % services.length]!);
  }
}
