import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { action, hidden, link, open, pinOn, toCheck, toConfirmed, toDetails, visit } from './visitor.ts';

const hoursPage = '/objednat/krumlov/vozidla/2026-11-30/udaje';

test('an hour that is missing is said at the hours too, in words that belong to them', async (t) => {
  const cloud = await open(t);
  const page = await visit(cloud, hoursPage);
  t.regex(page.html, /<fieldset[^>]*aria-describedby="start-error"/);
  t.regex(page.html, /<p class="error" id="start-error">Vyberte hodinu\.<\/p>/);
  t.regex(page.html, /href="#start"/);
  const right = await visit(cloud, '/objednat/krumlov/vozidla/2026-11-30');
  t.false(right.html.includes('start-error'));
  const { manageToken } = await confirmed(cloud);
  const moving = await visit(cloud, `/rezervace/${manageToken}/presun/2026-12-01/kontrola`);
  t.regex(moving.html, /<p class="error" id="start-error">Vyberte hodinu\.<\/p>/);
});

test('answers that were forgotten meanwhile are asked for again with the reason, and the hour stays', async (t) => {
  const cloud = await open(t);
  const check = await toCheck(cloud);
  cloud.clock.advance({ hours: 2 });
  for (const again of [await visit(cloud, check.path), await visit(cloud, action(check), hidden(check))]) {
    t.is(again.title, 'Kdo přijde?');
    t.regex(again.html, /role="status"[^>]*>[^<]*po dvou hodinách/);
    t.is(hidden(again).start, hidden(check).start);
    t.regex(again.html, /<input type="hidden" name="start"/);
  }
  t.notRegex((await toDetails(cloud)).html, /po dvou hodinách/, 'not to who comes for the first time');
  t.deepEqual(await cloud.mails(), []);
});

test('what an act has done is where the page begins for who listens', async (t) => {
  const cloud = await open(t);
  const check = await toCheck(cloud);
  const sent = await visit(cloud, action(check), hidden(check));
  const more = await visit(cloud, action(sent, '/cas'), {});
  t.regex(more.html, /<div class="notice good" role="status" tabindex="-1" autofocus>Máte víc času/);
  t.notRegex(sent.html, /autofocus/);
});

test('nothing is promised of the name that the office does not keep', async (t) => {
  const cloud = await open(t);
  for (const [lang, untrue] of [
    ['cs', /úředník ho neuvidí/],
    ['en', /clerk sees it/],
    ['de', /Mitarbeiter sehen ihn/],
  ] as const)
    t.notRegex((await visit(cloud, `${(await toDetails(cloud)).path}&lang=${lang}`)).html, untrue, lang);
});

test('the page that waited for the mail says what has become of the booking, and of the PIN nothing', async (t) => {
  const cloud = await open(t);
  const check = await toCheck(cloud);
  const sent = await visit(cloud, action(check), hidden(check));
  const ask = await visit(cloud, `/potvrdit/${await cloud.tokenOf('potvrdit')}`);
  const pin = pinOn(await visit(cloud, action(ask), {}));
  for (const form of [undefined, {}]) {
    const done = await visit(cloud, form ? action(sent, '/cas') : sent.path, form);
    t.deepEqual([done.status, done.title], [410, 'Rezervace je potvrzena']);
    t.regex(done.html, /najdete v e-mailu/);
    t.false(done.html.includes(pin) || done.html.includes('jana@example.cz'));
  }
  const slow = await open(t);
  const other = await toCheck(slow);
  const waits = await visit(slow, action(other), hidden(other));
  slow.clock.advance({ minutes: 31 });
  await slow.runJobs();
  const late = await visit(slow, waits.path);
  t.deepEqual([late.status, late.title], [410, 'Rezervace nebyla včas potvrzena']);
  t.regex(link(late, 'Objednat se znovu'), /^\/objednat\/krumlov\/vozidla/);
  t.is((await visit(cloud, '/objednano/nikdo')).title, 'Tato rezervace už nečeká na potvrzení');
});

test('every table says what it is', async (t) => {
  const cloud = await open(t);
  t.regex((await visit(cloud, '/live/krumlov')).html, /<table[^>]*><caption class="unseen">Kolik lidí teď čeká<\/caption>/);
});

async function confirmed(cloud: Awaited<ReturnType<typeof open>>) {
  const page = await toConfirmed(cloud);
  return { pin: pinOn(page), manageToken: /\/rezervace\/([\w-]+)/.exec(link(page, 'Zrušit nebo přesunout'))?.[1] };
}

test('a hold whose time is up counts no minutes any more (F26)', async (t) => {
  const cloud = await open(t);
  const check = await toCheck(cloud);
  const sent = await visit(cloud, action(check), hidden(check));
  t.regex(sent.html, /<p role="timer">Zbývá \d+ minut/);
  cloud.clock.advance({ minutes: exampleOffice.policies.holdMinutes });
  t.notRegex((await visit(cloud, sent.path)).html, /Zbývá/);
});
