import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { EdgeName } from '#contract/topic.ts';
import { openStore, type Store } from '../../cloud/store/open.ts';
import { type Queue, waitingFor } from '../../edge/core/queue.ts';
import { type MailServer, mailServer } from '../cloud/mail/smtp-server.ts';
import { newDatabase, startPostgres } from '../cloud/postgres.ts';
import { needs } from '../needs.ts';
import { seededChance } from '../office/seeded-chance.ts';
import { until } from '../office/until.ts';
import { type Clouds, startClouds } from './clouds.ts';
import { mosquitto } from './mosquitto.ts';
import { enrolTown, openTown, type Town } from './town.ts';

const at = '2026-11-23T08:10:00+01:00';
const password = 'not a secret';
const names: readonly EdgeName[] = ['tabor', 'pisek', 'trebon'].map((office) => ({ office, edge: 'kiosk-1' }));
const cloudsCount = 3;
const rounds = 90;
/** Rounds after which one of the clouds is killed. */
const killEvery = 15;
const bookingEvery = 3;
const workingDays = ['01', '02', '03', '04', '07', '08', '09', '10'];
/** For everything that a slow machine may take its time for. */
const patienceMs = 120_000;

type Confirmed = { readonly office: string; readonly id: string };

needs('mosquitto', 'mosquitto_passwd')(
  'three clouds on one database and one broker, one of them killed again and again: nothing is lost, nothing done twice (F14, F16)',
  async (t) => {
    t.timeout(10 * 60_000);
    const { store, clouds, towns, smtp } = await region(t);
    const chance = seededChance(2010);
    const bookings: Promise<Confirmed | null>[] = [];
    for (let round = 1; round <= rounds; round++) {
      await towns[Math.floor(chance() * towns.length)]!.office.visit();
      if (round % bookingEvery === 0) bookings.push(book(clouds, smtp, bookings.length));
      if (round % bookingEvery === 0) await bookings.at(-1 - Math.min(2, bookings.length - 1));
      if (round % killEvery === 0) clouds.killOne();
    }
    const confirmed = (await Promise.all(bookings)).filter((one) => one !== null);
    t.true(confirmed.length > bookings.length / 3, `${confirmed.length} of ${bookings.length} bookings came to their confirmation`);
    t.log(`${confirmed.length} of ${bookings.length} bookings confirmed, the others met a kill`);
    await until('every event acknowledged', () => towns.every(({ office }) => office.unsent() === 0), patienceMs);
    await storedOnce(t, store, towns);
    await knownAtTheOffice(towns, confirmed);
    await nobodyTwice(t, store, smtp);
  },
);

async function region(t: ExecutionContext) {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-several-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const server = await startPostgres();
  t.teardown(() => server.stop());
  const { url } = await newDatabase(server.url);
  const store = await openStore(url);
  t.teardown(() => store.close());
  for (const name of names) await enrolTown(store, name);
  const broker = await mosquitto({ edges: names.map(({ office, edge }) => `${office}/${edge}`), password });
  await broker.start();
  t.teardown(() => broker.close());
  const smtp = await mailServer(t);
  const clouds = await startClouds(cloudsCount, {
    FRONTA_DATABASE_URL: url,
    FRONTA_MQTT_URL: `mqtt://cloud:${encodeURIComponent(password)}@127.0.0.1:${broker.port}`,
    FRONTA_SMTP_URL: smtp.url,
    FRONTA_LOG: 'error',
    FRONTA_CLOCK: at,
  });
  t.teardown(() => clouds.stop());
  const towns: Town[] = [];
  for (const name of names) towns.push(await openTown(t, name, { folder, brokerPort: broker.port, password, at }));
  return { store, clouds, towns, smtp };
}

/** Each citizen has a slot of their own; `null` where a kill took the answer or the mail. */
async function book(clouds: Clouds, smtp: MailServer, index: number): Promise<Confirmed | null> {
  const office = names[index % names.length]!.office;
  const start = `2026-12-${workingDays[Math.floor(index / 4)]}T${['08:30', '09:30', '12:30', '13:30'][index % 4]}:00+01:00`;
  const email = `citizen-${index}@example.cz`;
  const service = ['vozidla', 'dovozy', 'ridici'][index % 3]!;
  const held = await post(await clouds.next(), `/offices/${office}/reservations`, { service, start, name: 'Jana', email, lang: 'cs' });
  if (held?.state !== 'held') return null;
  const token = await until('the mail', () => tokenFor(smtp, email), mailWithinMs).catch(() => null);
  if (token === null) return null;
  const answer = await post(await clouds.next(), '/reservations/confirm', { token });
  return answer?.state === 'confirmed' ? { office, id: String(answer.id) } : null;
}

/** A mail that a killed cloud was just sending comes minutes later. */
const mailWithinMs = 10_000;

const tokenFor = (smtp: MailServer, email: string): string | null => {
  const mail = smtp.taken.find(({ to }) => to.includes(email))?.mail;
  return /\/potvrdit\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? null;
};

async function post(origin: string, path: string, body: object): Promise<Readonly<Record<string, unknown>> | null> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${origin}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null);
  return answer?.ok ? ((await answer.json()) as Record<string, unknown>) : null;
}

/** Each event of each town stands in the database once, and the live queue is as long as the office's own. */
async function storedOnce(t: ExecutionContext, store: Store, towns: readonly Town[]): Promise<void> {
  for (const { name, journal, office } of towns) {
    const of = store.db.selectFrom('event').where('office', '=', name.office).where('journal', '=', journal);
    const events = await of.select('seq').orderBy('seq').execute();
    t.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, index) => index + 1),
      name.office,
    );
    const waits = await store.db
      .selectFrom('ticket')
      .select('ordinal')
      .where('office', '=', name.office)
      .where('state', '=', 'waiting')
      .execute();
    t.is(waits.length, waitingIn(office.queue()), `${name.office} waiting`);
  }
}

const waitingIn = (queue: Queue): number => queue.settings.services.reduce((sum, { id }) => sum + waitingFor(queue, id), 0);

async function knownAtTheOffice(towns: readonly Town[], confirmed: readonly Confirmed[]): Promise<void> {
  const known = (office: string): Set<string> => {
    const town = towns.find(({ name }) => name.office === office)!;
    return new Set(Object.values(town.office.queue().reservations).flatMap((ofDay) => Object.keys(ofDay)));
  };
  const missing = () => confirmed.filter(({ office, id }) => !known(office).has(id));
  await until(
    () => `at the office: ${JSON.stringify(missing())}`,
    () => missing().length === 0,
    patienceMs,
  );
}

/** No seat is sold twice, and no mail is written twice: one that goes again bears the same Message-ID. */
async function nobodyTwice(t: ExecutionContext, store: Store, smtp: MailServer): Promise<void> {
  const mails = new Map<string, Set<string>>();
  for (const { mail, to } of smtp.taken) {
    const what = `${to[0]} ${mail.subject}`;
    mails.set(what, (mails.get(what) ?? new Set()).add(mail.messageId ?? ''));
  }
  t.deepEqual(
    [...mails].filter(([, ids]) => ids.size > 1).map(([what]) => what),
    [],
  );
  const sold = await store.db
    .selectFrom('reservation')
    .select(['office', 'service', 'startMs'])
    .where('state', 'in', ['held', 'confirmed'])
    .execute();
  const seats = sold.map(({ office, service, startMs }) => `${office} ${service} ${startMs}`);
  t.is(new Set(seats).size, seats.length);
}
