import type { Store } from '../store/open.ts';
import type { Trx } from './room.ts';
import type { Asked, Question, Standing } from './standing.ts';
import { askPostgres } from './standing-postgres.ts';
import { askSqlite } from './standing-sqlite.ts';

const questions: Record<Store['kind'], Question> = { sqlite: askSqlite, postgres: askPostgres };

/**
 * What `readStanding` answers, from one statement whose words are always the same: to build and read four anew for every number of wishes takes as long as to
 * follow them.
 */
export async function standingAtOnce(
  kind: Store['kind'],
  trx: Trx,
  office: string,
  asked: readonly Asked[],
  nowMs: number,
): Promise<readonly Standing[]> {
  const [slots, addresses, days] = [listOf(asked, slotOf), listOf(asked, addressOf), listOf(asked, dayOf)];
  const lists = { ids: asked.map(({ id }) => id), slots: slots.list, addresses: addresses.list, days: days.list };
  const [twins, taken, active, held] = await questions[kind](trx, office, lists, nowMs);
  return asked.map((one, index) => ({
    isTwin: Boolean(twins[index]),
    taken: seatsIn(taken[slots.placeOf(one)]!),
    active: active[addresses.placeOf(one)]!,
    held: held[days.placeOf(one)]!,
  }));
}

const slotOf = ({ service, startMs }: Asked): string => `${startMs} ${service}`;
const addressOf = ({ service, email }: Asked): string => `${email} ${service}`;
const dayOf = ({ service, date }: Asked): string => `${date} ${service}`;

/** Those of different keys, and where each one's stands among them. */
function listOf(asked: readonly Asked[], key: (one: Asked) => string) {
  const places = new Map<string, number>();
  const list = asked.filter((one) => {
    const known = places.size;
    if (!places.has(key(one))) places.set(key(one), known);
    return places.size > known;
  });
  return { list, placeOf: (one: Asked): number => places.get(key(one))! };
}

const seatsIn = (words: string): readonly number[] => (words === '' ? [] : words.split(' ').map(Number));
