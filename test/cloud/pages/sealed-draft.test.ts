import test from 'ava';
import fc from 'fast-check';
import { newDraft, openDraft, reservationIdOf, sealDraft } from '../../../cloud/pages/booking/sealed-draft.ts';
import { action, hidden, link, open, toCheck, visit } from './visitor.ts';

const now = Date.parse('2026-11-29T18:00:00+01:00');
const draft = newDraft({ name: 'Jana Nováková', email: 'jana@example.cz' }, '10.0.0.1', now);

test('a sealed draft opens with the key of its office for two hours, and shows nothing of what is in it', (t) => {
  const sealed = sealDraft('key', draft);
  t.deepEqual(openDraft('key', sealed, now + 7_199_999), draft);
  t.is(openDraft('key', sealed, now + 7_200_000), null);
  t.is(openDraft('key', sealed, now - 1), null, 'from the future');
  t.is(openDraft('another key', sealed, now), null);
  t.false(Buffer.from(sealed, 'base64url').toString('latin1').includes('jana'));
  t.not(sealDraft('key', draft), sealed, 'the same draft never gives the same word');
});

test('no other word opens', (t) => {
  const bytes = Buffer.from(sealDraft('key', draft), 'base64url');
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ flip;
      return openDraft('key', altered.toString('base64url'), now) === null;
    }),
  );
  t.notThrows(() => fc.assert(fc.property(fc.string(), (word) => openDraft('key', word, now) === null)));
});

test('one draft names one reservation an hour', (t) => {
  const id = (start: string) => reservationIdOf(draft, 'krumlov', 'vozidla', start);
  t.regex(id('a'), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  t.is(id('a'), id('a'));
  t.not(id('a'), id('b'));
});

test('sending twice, by going back or by a second press, books once', async (t) => {
  const cloud = await open(t);
  const check = await toCheck(cloud);
  const [one, two] = await Promise.all([visit(cloud, action(check), hidden(check)), visit(cloud, action(check), hidden(check))]);
  t.is(one.title, 'Podívejte se do e-mailu');
  t.is(two.path, one.path);
  t.is((await visit(cloud, action(check), hidden(check))).path, one.path);
  t.is((await visit(cloud, check.path)).path, one.path, 'going back is not told that somebody else was faster');
  t.is((await cloud.mails()).length, 1);
});

test('changing the hour or the service asks neither for the name nor for the address again', async (t) => {
  const cloud = await open(t);
  const check = await toCheck(cloud);
  const changes = [...check.html.matchAll(/<a href="([^"]+)">Změnit/g)].map(([, to]) => (to ?? '').replaceAll('&amp;', '&'));
  t.is(changes.length, 5);
  const [, , hour = '', details = ''] = changes;
  const hours = await visit(cloud, hour);
  const kept = new URLSearchParams({ ...hidden(hours), start: '2026-11-30T12:30:00+01:00' });
  const again = await visit(cloud, `${action(hours)}?${kept}`);
  t.is(again.title, 'Souhlasí všechno?');
  t.true(again.html.includes('12:30–13:30') && again.html.includes('jana@example.cz'));
  const form = await visit(cloud, details);
  t.is(form.title, 'Kdo přijde?');
  t.true(form.html.includes('value="Jana Nováková"'));
});

test('a draft that another address was shown books nothing until somebody here presses the button', async (t) => {
  const cloud = await open(t, { config: { trustProxy: true } });
  const attacker = sealDraft('key of the test office', newDraft({ name: 'X', email: 'x@example.cz' }, '203.0.113.9', cloud.clock.now()));
  const start = '2026-11-30T08:30:00+01:00';
  const path = '/objednat/krumlov/vozidla/2026-11-30/odeslat';
  const forged = await visit(cloud, path, { start, navrh: attacker });
  t.is(forged.status, 403);
  t.is(forged.title, 'Souhlasí všechno?');
  t.deepEqual(await cloud.mails(), []);
  t.is((await visit(cloud, action(forged), hidden(forged))).title, 'Podívejte se do e-mailu', 'a person presses once more');
  t.is((await visit(cloud, path, { start, navrh: 'nic' })).title, 'Tuto hodinu si mezitím vybral někdo jiný. Mrzí nás to.');
  const free = { start: '2026-12-02T08:30:00+01:00', navrh: 'nic' };
  t.is((await visit(cloud, path.replace('2026-11-30', '2026-12-02'), free)).title, 'Kdo přijde?', 'without a draft it is asked anew');
});

test('an answer that is corrected is the one that counts', async (t) => {
  const cloud = await open(t);
  const check = await toCheck(cloud);
  const details = await visit(cloud, link(check, ' – E-mail'));
  const changed = await visit(cloud, action(details), { ...hidden(details), name: 'Jana Nová', email: 'nova@example.cz' });
  t.true(changed.html.includes('Jana Nová<') && changed.html.includes('nova@example.cz'));
  t.false(changed.html.includes('jana@example.cz'));
  await visit(cloud, action(changed), hidden(changed));
  t.is((await cloud.mails())[0]?.to, 'nova@example.cz');
});
