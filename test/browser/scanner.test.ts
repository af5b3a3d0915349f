import test from 'ava';
import type { Page } from 'playwright-core';
import { type CloudUnderTest, startCloud } from '../cloud/cloud-under-test.ts';
import { until } from '../office/until.ts';
import { openBrowser } from './browser.ts';
import { inPage } from './office-pages.ts';

const browser = openBrowser();
test.after.always(async () => (await browser).close());

/** Pages of one scan at most. */
const pagesMax = 40;
/** One language and one day stand for the others; booking anew for somebody else is no part of it. */
const leftOut = /[?&]lang=|\/presun\/(?!2026-12-02)|\.ics|^\/(objednat|inbox|live|assets|$|\?)/;

test('a scanner that opens, runs scripts, clicks and submits in a real browser confirms and changes nothing else (F27)', async (t) => {
  t.timeout(180_000);
  const cloud = await startCloud();
  t.teardown(() => cloud.close());
  const booking = { service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana', email: 'jana@example.cz' };
  await cloud.post('/api/v1/offices/krumlov/reservations', booking);
  const page = await (await browser).newPage();
  page.setDefaultTimeout(20_000);
  const row = () => cloud.store.db.selectFrom('reservation').selectAll().executeTakeFirstOrThrow();

  await scan(cloud, page, [`/potvrdit/${await cloud.tokenOf('potvrdit')}`]);
  const confirmed = await row();
  t.like(confirmed, { state: 'confirmed', revision: 1, startMs: Date.parse(booking.start) });
  const seen = await scan(cloud, page, [`/rezervace/${await cloud.tokenOf('rezervace')}`]);
  t.deepEqual(await row(), confirmed);
  for (const reached of [/\/zrusit$/, /\/presun\/2026-12-02\/kontrola/])
    t.true(
      seen.some((path) => reached.test(path)),
      String(reached),
    );
  t.is((await cloud.mails()).length, 2);
});

/** Opens every page that can be reached, and on each fills in and sends every form. Answers the pages. */
async function scan(cloud: CloudUnderTest, page: Page, starts: readonly string[]): Promise<string[]> {
  const seen = [...starts];
  for (let at = 0; at < seen.length && at < pagesMax; at += 1) {
    await open(page, () => page.goto(cloud.origin + seen[at]));
    note(seen, await inPage<string[]>(page, `[...document.links].map((link) => link.getAttribute('href'))`));
    const forms = await inPage<number>(page, 'document.forms.length');
    for (let form = 0; form < forms; form += 1) {
      await open(page, () => page.goto(cloud.origin + seen[at]));
      await open(page, () => inPage(page, submit(form)));
      note(seen, [page.url().replace(cloud.origin, '')]);
    }
  }
  return seen;
}

function note(seen: string[], paths: readonly string[]): void {
  for (const path of paths) if (path.startsWith('/') && !leftOut.test(path) && !seen.includes(path)) seen.push(path);
}

/** Acts, and waits for the page that it leads to. */
async function open(page: Page, act: () => Promise<unknown>): Promise<void> {
  await inPage(page, 'window.isSeen = true').catch(() => undefined);
  await act().catch(() => undefined);
  await until('the next page', () => inPage(page, "document.readyState === 'complete' && !window.isSeen"));
}

/** Types something into every field, chooses the last of every choice, sends. */
const submit = (form: number): string => `(() => {
  const form = document.forms[${form}];
  for (const field of form.elements) {
    if (field.type === 'radio' && !field.disabled) field.checked = true;
    else if (['text', 'email', 'tel'].includes(field.type)) field.value = field.inputMode === 'numeric' ? '1234' : 'jana@example.cz';
  }
  form.requestSubmit();
})()`;
