import { businessDay } from '#contract/business-day.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { CloudClock } from '../clock.ts';
import type { Store } from '../store/open.ts';
import { readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';
import { forecast, type OpenCounter } from './forecast.ts';
import type { LiveQueue, OfficePicture, PhoneTicket } from './port.ts';

/** The queue of an office as its edges last told, of the current business day alone; `null` for an unknown office. */
export const liveQueue = async (store: Store, office: string, clock: CloudClock): Promise<LiveQueue | null> =>
  (await lookAt(store, office, [], clock))?.queue ?? null;

/** What the phone shows of one slip; `null` for a token that no slip of the current business day bears. */
export async function ticketByToken(store: Store, token: string, clock: CloudClock): Promise<PhoneTicket | null> {
  const office = await officeOfTicket(store, token);
  return office === null ? null : ((await lookAt(store, office, [token], clock))?.tickets.get(token) ?? null);
}

/** The office whose slip of any day bears this token, or `null`. */
export async function officeOfTicket(store: Store, token: string): Promise<string | null> {
  const ticket = await store.db.selectFrom('ticket').select('office').where('token', '=', token).executeTakeFirst();
  return ticket?.office ?? null;
}

/** The queue of an office and these of its tickets, seen at once; `null` for an unknown office. */
export async function lookAt(store: Store, office: string, tokens: readonly string[], clock: CloudClock): Promise<OfficePicture | null> {
  const known = await readOffice(store.db, office);
  if (!known) return null;
  const { settings } = known;
  const waiting = await waitingToday(store, settings, clock.now());
  const counters = await store.db.selectFrom('counter').selectAll().where('office', '=', office).orderBy('number').execute();
  const open = openOf(counters);
  const { online, lastSeenMs } = await presence(store, office);
  const asOfMs = online ? clock.now() : lastSeenMs;
  const since = {
    asOf: asOfMs === null ? null : zonedInstant(asOfMs, settings.timeZone),
    link: online ? 'online' : 'offline',
  } as const;
  const services = waiting.map(({ service }) => service);
  const queue: LiveQueue = {
    ...since,
    services: settings.services.map(({ id }) => ({
      id,
      waiting: services.filter((service) => service === id).length,
      forecast: forecast(settings, id, services, open),
    })),
    counters: settings.counters.map(({ number }) => ({
      number,
      ticket: counters.find((counter) => counter.number === number)?.ticket ?? null,
    })),
  };
  const rows = await ticketsToday(store, settings, tokens, clock.now());
  return {
    office: settings,
    queue,
    tickets: new Map(rows.map((ticket) => [ticket.token, { ...phoneTicket(settings, ticket, waiting, open), ...since }])),
  };
}

function phoneTicket(
  settings: OfficeSettings,
  ticket: Schema['ticket'],
  waiting: readonly Waiting[],
  open: readonly OpenCounter[],
): Omit<PhoneTicket, 'asOf' | 'link'> {
  const { office, number, service, state, counter } = ticket;
  const plain = { office, number, service, state, counter };
  if (state !== 'waiting') return { ...plain, ahead: 0, forecast: null };
  const before = waiting.filter(({ edge, ordinal }) => edge === ticket.edge && ordinal < ticket.ordinal).map((other) => other.service);
  const ahead = before.filter((other) => other === service).length;
  return { ...plain, ahead, forecast: forecast(settings, service, before, open) };
}

type Waiting = Pick<Schema['ticket'], 'service' | 'edge' | 'ordinal'>;

const waitingToday = (store: Store, settings: OfficeSettings, nowMs: number): Promise<Waiting[]> =>
  store.db
    .selectFrom('ticket')
    .select(['service', 'edge', 'ordinal'])
    .where('office', '=', settings.office)
    .where('state', '=', 'waiting')
    .where('day', '=', businessDay(nowMs, settings))
    .execute();

/** Fewer tokens than `readersMax`, so fewer than a statement may have parameters (32,766 of SQLite, 65,535 of PostgreSQL). */
const ticketsToday = async (store: Store, settings: OfficeSettings, tokens: readonly string[], nowMs: number) =>
  tokens.length === 0
    ? []
    : store.db
        .selectFrom('ticket')
        .selectAll()
        .where('token', 'in', tokens)
        .where('office', '=', settings.office)
        .where('day', '=', businessDay(nowMs, settings))
        .execute();

const openOf = (counters: readonly Schema['counter'][]): readonly OpenCounter[] =>
  counters.filter(({ state }) => state === 'open').map(({ number, ticket }) => ({ number, busy: ticket !== null }));

async function presence(store: Store, office: string): Promise<{ readonly online: boolean; readonly lastSeenMs: number | null }> {
  const edges = await store.db.selectFrom('edge').select(['online', 'lastSeenMs']).where('office', '=', office).execute();
  const seen = edges.map(({ lastSeenMs }) => lastSeenMs).filter((atMs) => atMs !== null);
  return { online: edges.some(({ online }) => online === 1), lastSeenMs: seen.length > 0 ? Math.max(...seen) : null };
}

/** An instant as RFC 3339 with the zone's offset, whole seconds. */
const zonedInstant = (atMs: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
