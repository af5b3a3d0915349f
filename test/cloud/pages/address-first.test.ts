import test, { type ExecutionContext } from 'ava';
import { seededChance } from '../../office/seeded-chance.ts';
import { easy, solved } from '../api/solve-task.ts';
import type { CloudUnderTest } from '../cloud-under-test.ts';
import { action, decode, hidden, link, open, type Page, pinOn, visit } from './visitor.ts';

const start = '2026-11-30T08:30:00+01:00';
const dayPath = '/objednat/krumlov/vozidla/2026-11-30';
const jana = { name: 'Jana Nováková', email: 'jana@example.cz' };
const from = '192.0.2.7';

const crowdedCloud = (t: ExecutionContext, crowdedFrom = 0): Promise<CloudUnderTest> =>
  open(t, { config: { trustProxy: true }, gate: { crowdedFrom, effort: easy } });

/** The page before the last button. */
const toCheck = (cloud: CloudUnderTest, who = jana, address = from): Promise<Page> =>
  visit(cloud, `${dayPath}/kontrola`, { ...who, start }, address);
const send = (cloud: CloudUnderTest, check: Page, more: Record<string, string> = {}, address = from): Promise<Page> =>
  visit(cloud, action(check), { ...hidden(check), ...more }, address);
const rows = (cloud: CloudUnderTest) => cloud.store.db.selectFrom('reservation').selectAll().execute();

/** Where the link of the newest mail leads. */
async function mailedLink(cloud: CloudUnderTest): Promise<string> {
  const [mail] = await cloud.mails();
  const path = /https:\/\/fronta\.example(\/objednat\/\S+)/.exec(mail?.text ?? '')?.[1];
  if (path === undefined) throw new Error(`no link to finish in ${mail?.subject}`);
  return path;
}

test('without JavaScript a crowded office writes first: nothing is held, and the link of the mail books at once (F28)', async (t) => {
  const cloud = await crowdedCloud(t);
  const check = await toCheck(cloud);
  t.true(check.html.includes('Pošleme vám nejdřív e-mail'), 'what will happen is said before');
  const sent = await send(cloud, check);
  t.is(sent.title, 'Podívejte se do e-mailu');
  t.true(sent.html.includes('jana@example.cz') && sent.html.includes('Termín vám zatím nedržíme'));
  t.deepEqual(await rows(cloud), []);
  const finish = await visit(cloud, await mailedLink(cloud), undefined, '198.51.100.9');
  t.deepEqual(await rows(cloud), [], 'opening the link changes nothing (F27)');
  t.true(finish.html.includes('Jana Nováková') && finish.html.includes('Potvrdit rezervaci'), 'nothing is asked again');
  const done = await send(cloud, finish, {}, '198.51.100.9');
  t.is(done.title, 'Rezervace je potvrzena');
  const again = await send(cloud, finish, {}, '198.51.100.9');
  t.is(pinOn(again), pinOn(done), 'sent twice it is the same reservation');
  const [row, ...others] = await rows(cloud);
  t.like(row, { state: 'confirmed', email: 'jana@example.cz', revision: 1 });
  t.deepEqual(others, []);
  t.deepEqual(cloud.told, ['krumlov'], 'edges hear of it once');
  const [mail] = await cloud.mails();
  t.true(mail?.subject.startsWith('Rezervace potvrzena') && mail.text.includes(pinOn(done)));
});

test('who solves the task books as always; a wrong solution brings the page again with another task', async (t) => {
  const cloud = await crowdedCloud(t);
  const check = await toCheck(cloud);
  const wrong = await send(cloud, check, { altcha: 'e30=' });
  t.is(wrong.status, 429);
  t.is(wrong.title, 'Souhlasí všechno?');
  t.true(wrong.html.includes('Stiskněte prosím tlačítko ještě jednou'));
  const task = /data-task="([^"]+)"/.exec(wrong.html)?.[1] ?? '';
  const altcha = await solved(JSON.parse(decode(task)).challenge);
  const sent = await send(cloud, wrong, { altcha });
  t.is(sent.title, 'Podívejte se do e-mailu');
  t.like((await rows(cloud))[0], { state: 'held', email: 'jana@example.cz' });
});

test('when an office becomes crowded while one reads, the page comes again with the task', async (t) => {
  const cloud = await crowdedCloud(t, 1);
  const check = await toCheck(cloud);
  t.false('altcha' in hidden(check), 'it was quiet then');
  const other = await toCheck(cloud, { name: 'Petr', email: 'petr@example.cz' }, '198.51.100.1');
  await visit(cloud, action(other), { ...hidden(other), start: '2026-11-30T09:30:00+01:00' }, '198.51.100.1');
  t.is((await rows(cloud)).length, 1);
  const again = await send(cloud, check);
  t.is(again.title, 'Souhlasí všechno?');
  t.true('altcha' in hidden(again));
  t.is((await rows(cloud)).length, 1);
});

test('when half of a day waits to be confirmed, the next one proves the address first instead of being sent away (F28)', async (t) => {
  const cloud = await open(t);
  for (const hour of ['07:30', '09:30', '12:30'])
    await cloud.post('/api/v1/offices/krumlov/reservations', {
      service: 'vozidla',
      start: `2026-11-30T${hour}:00+01:00`,
      name: 'Petr',
      email: `petr${hour.slice(0, 2)}@example.cz`,
    });
  t.is((await send(cloud, await toCheck(cloud, jana, '127.0.0.1'), {}, '127.0.0.1')).title, 'Podívejte se do e-mailu');
  const finish = await visit(cloud, await mailedLink(cloud));
  t.is((await send(cloud, finish, {}, '127.0.0.1')).title, 'Rezervace je potvrzena');
});

test('an hour that is taken before the link is opened leads to the nearest ones, and the address stays proved', async (t) => {
  const cloud = await crowdedCloud(t);
  await send(cloud, await toCheck(cloud));
  const path = await mailedLink(cloud);
  await cloud.post('/api/v1/offices/krumlov/reservations', { service: 'vozidla', start, name: 'Petr', email: 'petr@example.cz' });
  const taken = await visit(cloud, path, undefined, from);
  t.is(taken.status, 409);
  const check = await visit(cloud, link(taken, '9:30'), undefined, from);
  // Another address is another question.
  const details = await visit(cloud, link(check, ' – E-mail'), undefined, from);
  const changed = await visit(cloud, action(details), { ...hidden(details), name: 'Jana', email: 'cizi@example.cz' }, from);
  t.false(changed.html.includes('Vaši adresu už známe'));
  t.true(check.html.includes('Vaši adresu už známe'));
  t.is((await send(cloud, check)).title, 'Rezervace je potvrzena');
});

test('mailboxes of strangers are not filled, and mails whose link is over are gone (F28)', async (t) => {
  const cloud = await crowdedCloud(t);
  const chance = seededChance(4);
  const statuses: number[] = [];
  for (let time = 0; time < 4; time += 1) {
    const address = `192.0.${time}.${1 + Math.floor(chance() * 200)}`;
    statuses.push((await send(cloud, await toCheck(cloud, jana, address), {}, address)).status);
  }
  t.deepEqual(statuses, [200, 200, 200, 429]);
  t.is((await cloud.mails()).length, 3);
  cloud.clock.advance({ hours: 2 });
  await cloud.runJobs();
  t.deepEqual(await cloud.mails(), []);
});
