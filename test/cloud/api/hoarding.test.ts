import test from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { networkOf } from '../../../cloud/api/network.ts';
import { offeredSlots, slotsOfDay } from '../../../cloud/reservations/slots.ts';
import { seededChance } from '../../office/seeded-chance.ts';
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts';
import { easy, solveTask } from './solve-task.ts';

const attempts = 10_000;
const networks = 100;
const addressesOfNetwork = 10;
/** An honest citizen comes every so many attempts of the hoarders, and takes another day when told that one is waiting for confirmations. */
const honestEvery = 100;
const daysTried = 3;
const begins = '2026-11-29T18:00:00+01:00';

const services = exampleOffice.services.map(({ id }) => id);
const offered = offeredSlots(exampleOffice, { nowMs: Date.parse(begins), linkLive: true });
const placesOfDay = (date: string): number => slotsOfDay(exampleOffice, date).length * exampleOffice.slots.capacity;

/** Everybody solves the task when it is asked for: hoarders have computers too. */
async function book(cloud: CloudUnderTest, wish: { service: string; start: string; email: string }, address: string) {
  const send = (altcha?: string) =>
    cloud.post('/api/v1/offices/krumlov/reservations', { ...wish, name: 'Jana', lang: 'cs', altcha }, { 'x-forwarded-for': address });
  const answer = await send();
  if (answer.body.type !== 'proof-required') return answer;
  solvedTasks += 1;
  return send(await solveTask(cloud, address));
}
let solvedTasks = 0;

/** The days of which more than half is held unconfirmed, or more than three where half is less. */
async function overfull(cloud: CloudUnderTest): Promise<readonly string[]> {
  const rows = await cloud.store.db
    .selectFrom('reservation')
    .select(['service', 'date', (row) => row.fn.countAll<number>().as('held')])
    .where('state', '=', 'held')
    .groupBy(['service', 'date'])
    .execute();
  return rows
    .filter(({ date, held }) => Number(held) > Math.max(3, placesOfDay(date) / 2))
    .map(({ service, date, held }) => `${service} ${date}: ${held}`);
}

test('10,000 attempts an hour from 100 networks and 1,000 addresses: at most half of a day unconfirmed, 95 % of the honest book (F28)', async (t) => {
  t.timeout(900_000);
  const cloud = await startCloud({ at: begins, config: { trustProxy: true, smtpUrl: 'inbox:' }, gate: { effort: easy } });
  t.teardown(() => cloud.close());
  const chance = seededChance(28);
  const below = (count: number): number => Math.floor(chance() * count);
  const honestSucceeds = async (person: number): Promise<boolean> => {
    for (let day = 0; day < daysTried; day += 1) {
      const wish = { service: services[below(3)]!, start: offered[below(offered.length)]!.start, email: `poctivy-${person}@example.cz` };
      const { status } = await book(cloud, wish, `100.64.${person}.7`);
      if (status !== 201) continue;
      const confirmed = await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
      return confirmed.status === 200;
    }
    return false;
  };
  let [honest, succeeded, hoarded] = [0, 0, 0];
  const complaints: string[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    cloud.clock.set(new Date(Date.parse(begins) + (attempt / attempts) * 3_600_000).toISOString());
    // The hoarders want the nearest days first, all of them from every address in turn.
    const wish = { service: services[attempt % 3]!, start: offered[below(offered.length >> (attempt % 4))]!.start };
    const address = `10.${attempt % networks}.0.${Math.floor(attempt / networks) % addressesOfNetwork}`;
    if ((await book(cloud, { ...wish, email: `hamoun-${attempt}@example.org` }, address)).status === 201) hoarded += 1;
    if (attempt % honestEvery !== honestEvery - 1) continue;
    complaints.push(...(await overfull(cloud)));
    honest += 1;
    if (await honestSucceeds(honest)) succeeded += 1;
  }
  t.log(`${hoarded} of ${attempts} attempts made a hold; ${succeeded} of ${honest} honest citizens booked`);
  t.deepEqual(complaints, []);
  t.true(solvedTasks >= networks, `${solvedTasks} tasks were solved`);
  t.true(hoarded >= networks, 'they did hold what they could');
  t.true(succeeded >= 0.95 * honest, `${succeeded} of ${honest}`);
});

test('a network is what one customer is usually given', (t) => {
  t.is(networkOf('192.0.2.7'), '192.0.2');
  t.is(networkOf('::ffff:192.0.2.7'), '192.0.2');
  t.is(networkOf('2001:db8:0012:3::1'), '2001:db8:12');
  t.is(networkOf('2001:db8::1'), '2001:db8:0');
  t.is(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1');
});
