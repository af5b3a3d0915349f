import test from 'ava';
import type { CDPSession } from 'playwright-core';
import { views } from '../edge/screens/monday.ts';
import { until } from '../office/until.ts';
import { openBrowser } from './browser.ts';
import { officePages } from './office-pages.ts';

/** A month of a busy hall; the short run is a day and a half. */
const isFull = process.env.FRONTA_FULL === '1';
const callsInAll = isFull ? 100_000 : 4_000;
const warmUp = 1_000;
/** What the page may hold more after all those calls than after the first thousand: a leak of one node a call would be six times as much in the short run. */
const heapGrowthMax = 512 * 1024;
const nodesGrowthMax = 500;

const browser = openBrowser();
test.after.always(async () => (await browser).close());

/** In place of the event stream: the test says what comes and when, and the page draws each before the next. */
const handFed = `window.EventSource = class {
  static CLOSED = 2;
  static OPEN = 1;
  readyState = 1;
  constructor() { window.feed = (text) => this.onmessage?.({ data: text }); }
  close() {}
};
window.month = async (view, from, to) => {
  const drawn = () => new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); });
  const call = (index) => ({ number: 'ABC'[index % 3] + (1 + index % 999), counter: 1 + index % 9, at: view.asOf, calls: 1 + index % 3 });
  for (let index = from; index < to; index++) {
    const calls = [0, 1, 2, 3].map((back) => call(index - back));
    const last = [4, 5, 6, 7, 8].map((back) => call(index - back));
    window.feed(JSON.stringify({ ...view, asOf: new Date(Date.parse(view.asOf) + index * 25000).toISOString(), calls, last }));
    await drawn();
    await drawn();
  }
  return document.querySelector('.board-number').textContent;
};`;

test('the board shows a month of calls and holds no more memory than after the first thousand', async (t) => {
  t.timeout(isFull ? 3_600_000 : 300_000);
  const { open } = await officePages(t, await browser);
  const page = await open('/board', { width: 1280, height: 720 });
  await page.addInitScript(handFed);
  await page.reload();
  const session = await page.context().newCDPSession(page);
  const view = JSON.stringify(views().board);
  await until('the board listens', () => evaluate<boolean>(session, `typeof window.feed === 'function'`));
  await evaluate(session, `window.feed(${JSON.stringify(view)})`);
  await page.locator('.board-call').first().waitFor();
  await evaluate(session, `month(${view}, 0, ${warmUp})`);
  const before = await held(session);
  const top = await evaluate<string>(session, `month(${view}, ${warmUp}, ${callsInAll})`);
  const after = await held(session);
  t.is(top, `${'ABC'[(callsInAll - 1) % 3]}${1 + ((callsInAll - 1) % 999)}`, 'the last call is on top');
  const grown = after.bytes - before.bytes;
  t.log(`${callsInAll} calls: heap ${before.bytes} bytes, ${grown} more at the end; ${before.nodes} nodes, ${after.nodes} at the end`);
  t.true(grown <= heapGrowthMax, `the heap grew by ${grown} bytes`);
  t.true(after.nodes - before.nodes <= nodesGrowthMax, `${after.nodes - before.nodes} nodes more`);
});

/** What the page holds once everything that nobody needs is gone. */
async function held(session: CDPSession): Promise<{ readonly bytes: number; readonly nodes: number }> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  return { bytes: usedSize, nodes };
}

async function evaluate<T>(session: CDPSession, expression: string): Promise<T> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as T;
}
