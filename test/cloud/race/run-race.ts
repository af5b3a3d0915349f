import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { slotsOfDay } from '../../../cloud/reservations/slots.ts';
import { openStore, type Store } from '../../../cloud/store/open.ts';
import { seededChance } from '../../office/seeded-chance.ts';
import { insertOffice } from '../insert-office.ts';
import { killableCloud } from './killable-cloud.ts';
import { type Acknowledged, audit, type Fate } from './ledger.ts';
import { type Answer, poster } from './post.ts';

export type RaceWishes = {
  readonly databaseUrl: string;
  /** Requests in all. */
  readonly attempts: number;
  /** Clients that ask at once. */
  readonly clients: number;
  /** How often the cloud is killed on the way. */
  readonly kills: number;
  readonly seed: number;
};

export type Race = {
  /** Every reservation too many and every acknowledged one that was lost, in words. */
  readonly complaints: readonly string[];
  /** Requests by what came of them: the status, or `lost` for an answer that never came. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly acknowledged: number;
  readonly seconds: number;
};

/** A Sunday evening, and the first of the days that are raced for: far enough for every life of the cloud. */
const begins = '2026-11-22T18:00:00+01:00';
const firstDay = '2026-11-26';
const lastDay = '2027-02-19';
const capacity = 2;
/** Requests after which the crowd goes on to the next day of the next service. */
const attemptsADay = 400;
/** As often, somebody tries a day that the crowd has left: places come back there. */
const looksBack = 0.2;
const confirms = 0.8;
const cancels = 0.3;
const undoes = 0.5;

/**
 * Clients book the same few hours through HTTP, confirm, cancel and undo, while the cloud is killed at moments of chance. Then the
 * database is compared with what was acknowledged.
 */
export async function runRace(wishes: RaceWishes): Promise<Race> {
  const store = await openStore(wishes.databaseUrl);
  await insertOffice(store, raceOffice());
  const cloud = killableCloud(wishes.databaseUrl, begins);
  const http = poster(wishes.clients);
  try {
    await cloud.address();
    const began = performance.now();
    const { all, outcomes } = await crowd(wishes, store, cloud, http.post);
    const seconds = (performance.now() - began) / 1_000;
    await cloud.stop();
    const { pinKey } = await store.db.selectFrom('office').select('pinKey').executeTakeFirstOrThrow();
    return { complaints: await audit(store, { capacity, pinKey, all }), outcomes, acknowledged: all.length, seconds };
  } finally {
    await cloud.stop();
    http.close();
    await store.close();
  }
}

type Post = ReturnType<typeof poster>['post'];

async function crowd(wishes: RaceWishes, store: Store, cloud: ReturnType<typeof killableCloud>, post: Post) {
  const { attempts, clients, kills, seed } = wishes;
  const chance = seededChance(seed);
  const below = (count: number): number => Math.floor(chance() * count);
  const days = daysToRaceFor();
  const killAt = new Set(Array.from({ length: kills }, (_, kill) => Math.floor(((kill + chance()) / kills) * attempts)));
  const all: Acknowledged[] = [];
  const outcomes: Record<string, number> = {};
  let made = 0;

  /** `null` when the answer never came: then nobody knows. */
  const ask = async (path: string, body: unknown): Promise<Answer | null> => {
    made += 1;
    if (killAt.delete(made)) cloud.kill();
    const address = await cloud.address();
    const answer = await post(`${address}/api/v1/${path}`, body).catch(() => null);
    const outcome = answer === null ? 'lost' : String(answer.status);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    return answer;
  };
  const change = async (one: Acknowledged, path: string, token: string, fate: Fate): Promise<boolean> => {
    const answer = await ask(`reservations/${path}`, { token });
    if (answer === null || answer.status >= 500) one.doubtful.add(fate);
    if (answer?.status !== 200) return false;
    one.fate = fate;
    one.doubtful.clear();
    if (fate === 'confirmed') one.pin = String(answer.body.pin);
    return true;
  };
  const client = async (): Promise<void> => {
    while (made < attempts) {
      const crowded = Math.floor(made / attemptsADay);
      const day = days[(chance() < looksBack ? below(crowded + 1) : crowded) % days.length]!;
      const hour = day.hours[below(day.hours.length)]!;
      const email = `clovek-${made}@example.cz`;
      const booked = await ask('offices/race/reservations', { service: day.service, start: hour.start, name: 'Jana', email, lang: 'cs' });
      if (booked?.status !== 201) continue;
      const { id, holdExpires } = booked.body as { id: string; holdExpires: string };
      const holdExpiresMs = Date.parse(holdExpires);
      const one: Acknowledged = { id, startMs: hour.startMs, holdExpiresMs, fate: 'held', pin: null, doubtful: new Set() };
      all.push(one);
      const token = await tokenMailed(store, id);
      if (chance() > confirms || !(await change(one, 'confirm', token, 'confirmed'))) continue;
      if (chance() > cancels || !(await change(one, 'cancel', token, 'cancelled'))) continue;
      if (chance() < undoes) await change(one, 'undo-cancel', token, 'confirmed');
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { all, outcomes };
}

/** The token of the link that lies in the citizen's mailbox. */
async function tokenMailed({ db }: Store, id: string): Promise<string> {
  const mail = await db.selectFrom('mail').select('told').where('reservation', '=', id).where('kind', '=', 'hold').executeTakeFirst();
  const { token } = JSON.parse(mail?.told ?? '{}') as { readonly token?: string };
  if (token === undefined) throw new Error(`${id} was acknowledged, but its mail is not there`);
  return token;
}

/** Every day of every service, in the order in which the crowd comes to them. */
function daysToRaceFor() {
  const office = raceOffice();
  const dates: string[] = [];
  for (let day = Temporal.PlainDate.from(firstDay); day.toString() <= lastDay; day = day.add({ days: 1 })) dates.push(day.toString());
  const open = dates.map((date) => slotsOfDay(office, date)).filter((hours) => hours.length > 0);
  return open.flatMap((hours) => office.services.map((service) => ({ service: service.id, hours })));
}

const raceOffice = (): OfficeSettings => ({
  ...exampleOffice,
  office: 'race',
  services: [...'ABCDEFGHIJKLMNOPQRSTUVWX'].map((letter) => ({ ...exampleOffice.services[0]!, id: letter.toLowerCase(), letter })),
  counters: [{ number: 1, services: ['a'], unitKeys: 'four' }],
  slots: { ...exampleOffice.slots, capacity },
});
