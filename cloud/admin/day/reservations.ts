import type { Kysely, Selectable } from 'kysely';
import { dateBefore } from '../../store/date-before.ts';
import type { Schema } from '../../store/schema.ts';
import type { Texts } from '../texts/cs.ts';

type Db = Kysely<Schema>;
export type Row = Selectable<Schema['reservation']>;
export type Shown = keyof Texts['day']['states'];

/** A reservation as a clerk sees it: the state of its visit and, when called, the counter. */
export type Seen = { readonly row: Row; readonly state: Shown; readonly ticket: string | null; readonly counter: number | null };

/** Found reservations that are shown. */
export const foundMax = 50;
/** Reservations looked through for a name; three months of a busy office are fewer. */
const searchedMax = 20_000;
/** Rows of one day that are shown. */
const dayMax = 1_000;
/** Names are kept so long after the slot; beyond it there is nothing to find. */
const searchedBackMs = 48 * 3_600_000;

/** The reservations of a local date by their hours; those that gave their place up come last within the hour. */
export async function ofDay(db: Db, office: string, date: string): Promise<Seen[]> {
  const rows = await db
    .selectFrom('reservation')
    .selectAll()
    .where('office', '=', office)
    .where('date', '=', date)
    .orderBy('startMs')
    .orderBy('service')
    .orderBy('seat')
    .limit(dayMax)
    .execute();
  return withTickets(db, office, rows);
}

/** One reservation of the office. */
export async function ofId(db: Db, office: string, id: string): Promise<Seen | null> {
  const rows = await db.selectFrom('reservation').selectAll().where('office', '=', office).where('id', '=', id).execute();
  return (await withTickets(db, office, rows))[0] ?? null;
}

/**
 * Reservations whose name, address, PIN or ticket holds the text, by their hours. Accents and capitals make no difference; a PIN or a ticket
 * must be whole.
 */
export async function search(db: Db, office: string, text: string, nowMs: number): Promise<Seen[]> {
  const wanted = plain(text);
  if (wanted === '') return [];
  const rows = await db
    .selectFrom('reservation')
    .selectAll()
    .where('office', '=', office)
    .where('date', '>=', dateBefore(nowMs - searchedBackMs))
    .where('startMs', '>', nowMs - searchedBackMs)
    .orderBy('startMs')
    .limit(searchedMax)
    .execute();
  const found = rows.filter(
    (row) =>
      row.pin === wanted ||
      plain(row.ticketNumber ?? '') === wanted ||
      plain(row.name ?? '').includes(wanted) ||
      plain(row.email ?? '').includes(wanted),
  );
  return withTickets(db, office, found.slice(0, foundMax + 1));
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();

async function withTickets(db: Db, office: string, rows: readonly Row[]): Promise<Seen[]> {
  const ids = rows.filter(({ state }) => state === 'checkedIn').map(({ id }) => id);
  const tickets =
    ids.length === 0
      ? []
      : await db
          .selectFrom('ticket')
          .select(['reservation', 'number', 'state', 'counter'])
          .where('office', '=', office)
          .where('reservation', 'in', ids)
          .execute();
  const of = new Map(tickets.map((ticket) => [ticket.reservation, ticket]));
  return rows.map((row) => {
    const ticket = of.get(row.id);
    const isCalled = ticket?.state === 'called';
    return {
      row,
      state: shown(row, ticket?.state),
      ticket: row.ticketNumber ?? ticket?.number ?? null,
      counter: isCalled ? ticket.counter : null,
    };
  });
}

function shown({ state }: Row, ticket: Schema['ticket']['state'] | undefined): Shown {
  if (state !== 'checkedIn') return state;
  return ticket === 'called' || ticket === 'parked' ? ticket : 'waiting';
}
