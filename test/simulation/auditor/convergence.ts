import type { Queue } from '../../../edge/core/queue.ts';
import type { SimulatedCloud } from '../cloud/port.ts';
import type { Machine } from '../machine.ts';
import type { Booking } from './bookings.ts';
import type { OfficeBook } from './office-book.ts';
import { isAsPromised } from './older-copies.ts';

/** What still differs between one office and the cloud; empty when both know the same. */
export async function differences(at: Machine, book: OfficeBook, cloud: SimulatedCloud): Promise<readonly string[]> {
  const running = at.running();
  if (!running || !book.journal) return ['the daemon does not run'];
  const found: string[] = [];
  const { unsentEvents } = running.office.vitals();
  if (unsentEvents !== 0) found.push(`${unsentEvents} events are not acknowledged`);
  for (const [id, known] of book.journals) {
    const { hashes } = known;
    const stored = await cloud.memory.events(at.name, id);
    const current = id === book.journal.id;
    if (current && stored.length !== hashes.length) found.push(`the cloud has ${stored.length} of ${hashes.length} events`);
    const wrong = stored.findIndex((hash, index) => hash !== hashes[index]);
    if (!isAsPromised(known, stored, current))
      found.push(`event ${wrong + 1} of journal ${id.slice(0, 8)} is ${stored[wrong] === undefined ? 'missing' : 'another'} in the cloud`);
  }
  const queue = running.office.queue();
  const feed = await cloud.memory.feed(at.name);
  if (queue.feed?.epoch !== feed.epoch || queue.feed.revision !== feed.revision)
    found.push(
      `the office stands at ${queue.feed?.epoch.slice(0, 12)} ${queue.feed?.revision}, the cloud at ${feed.epoch.slice(0, 12)} ${feed.revision}`,
    );
  if (feed.acknowledged !== feed.revision)
    found.push(`the cloud thinks that the office stands at revision ${feed.acknowledged} of ${feed.revision}`);
  found.push(...(await reservationsApart(at, queue, cloud, book)), ...(await ticketsApart(at, book, cloud)));
  return found;
}

/** The last word that a citizen had of the present cloud stands, unless the visit or its hour went by meanwhile (F17, P60). */
export async function wordsApart(office: string, bookings: Iterable<Booking>, cloud: SimulatedCloud): Promise<readonly string[]> {
  const rows = new Map((await cloud.memory.reservations(office)).map((row) => [row.id, row]));
  const apart: string[] = [];
  for (const { id, office: of, state, slots, forgotten } of bookings) {
    if (of !== office || forgotten || (state !== 'confirmed' && state !== 'cancelled')) continue;
    const row = rows.get(id);
    const { startMs } = slots.at(-1)!;
    const isOver = row && (presentThere.has(row.state) || row.state === 'lapsed');
    if (!isOver && (row?.state !== state || (state === 'confirmed' && row.startMs !== startMs)))
      apart.push(
        `${id} is ${state} for ${new Date(startMs).toISOString()} by its citizen, and ${row?.state ?? 'unknown'} for ${row && new Date(row.startMs).toISOString()} in the cloud`,
      );
  }
  return apart;
}

/**
 * Both sides must tell the same story of every reservation that an edge hears of. Who checked in under a journal that was replaced, and is not
 * among those who had arrived when the journal in its place was told its day, has come in the cloud's story and lapsed in the office's (P30).
 */
async function reservationsApart(at: Machine, queue: Queue, cloud: SimulatedCloud, book: OfficeBook): Promise<string[]> {
  const toldTooLate = (id: string): boolean => !book.checkedIn.has(id) && (book.cameUnder.get(id) ?? book.journal!.id) !== book.journal!.id;
  const here = new Map(Object.values(queue.reservations).flatMap((ofDay) => Object.entries(ofDay)));
  const today = queue.day?.date ?? '';
  const apart: string[] = [];
  for (const { id, state, revision, date, startMs } of await cloud.memory.reservations(at.name.office)) {
    if (book.checkedIn.has(id) && book.cameUnder.get(id) === book.journal!.id && !presentThere.has(state))
      apart.push(`reservation ${id} is ${state} in the cloud, and its visitor came (F20)`);
    if (revision === 0 || date < today || state === 'held' || state === 'expired') continue;
    const one = here.get(id);
    const story = one ? `${one.state} ${one.here}` : 'unknown';
    const cameElsewhere = presentThere.has(state) && story === 'live lapsed' && toldTooLate(id);
    // Of whom the office keeps the name alone: the hour that the cloud still knows need not be the one for which they came (P46, P64).
    if (presentThere.has(state) && queue.came?.includes(id)) continue;
    if (!one || !(stories[state]?.includes(story) || cameElsewhere))
      apart.push(`reservation ${id} is ${state} in the cloud and ${story} in the office`);
    else if (Date.parse(one.start) !== startMs && one.here === 'expected')
      apart.push(`reservation ${id} starts ${one.start} in the office and otherwise in the cloud`);
  }
  return apart;
}

const presentThere: ReadonlySet<string> = new Set(['checkedIn', 'fulfilled', 'noShow']);
const present = ['live checkedIn', 'cancelled checkedIn', 'lapsed checkedIn'];
const stories: Readonly<Record<string, readonly string[]>> = {
  confirmed: ['live expected'],
  checkedIn: present,
  fulfilled: present,
  noShow: present,
  cancelled: ['cancelled expected', 'cancelled lapsed'],
  lapsed: ['live lapsed', 'lapsed lapsed', 'lapsed expected'],
};

async function ticketsApart(at: Machine, { ledger, lostCard }: OfficeBook, cloud: SimulatedCloud): Promise<string[]> {
  const stored = new Map((await cloud.memory.tickets(at.name, ledger.day ?? '')).map((ticket) => [ticket.ordinal, ticket]));
  const apart: string[] = [];
  for (const { ordinal, number, state } of ledger.tickets.values()) {
    const there = stored.get(ordinal);
    // Whom a card that is gone had ended waits at the copy in its place, and is called once more (F18).
    if (lostCard?.day === ledger.day && lostCard.ended.has(ordinal) && there?.number === number) continue;
    if (there?.number !== number || there.state !== state)
      apart.push(`ticket ${number} is ${state} in the office and ${there?.state ?? 'unknown'} in the cloud`);
  }
  return apart;
}
