import type { OfficeSettings } from '#contract/settings.ts';
import type { CloudClock } from '../clock.ts';
import type { Store } from '../store/open.ts';
import { readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';
import { businessDay, zonedInstant } from './business-day.ts';
import { forecast, type OpenCounter } from './forecast.ts';
import type { LiveQueue, PhoneTicket } from './port.ts';

/** The queue of an office as its edges last told, of the current business day alone; `null` for an unknown office. */
export async function liveQueue(store: Store, office: string, clock: CloudClock): Promise<LiveQueue | null> {
  const known = await readOffice(store.db, office);
  if (!known) return null;
  const { settings } = known;
  const waiting = await waitingToday(store, settings, clock.now());
  const counters = await store.db.selectFrom('counter').selectAll().where('office', '=', office).orderBy('number').execute();
  const open = openOf(counters);
  const { online, lastSeenMs } = await presence(store, office);
  const asOfMs = online ? clock.now() : lastSeenMs;
  return {
    asOf: asOfMs === null ? null : zonedInstant(asOfMs, settings.timeZone),
    link: online ? 'online' : 'offline',
    services: settings.services.map(({ id }) => ({
      id,
      waiting: waiting.filter(({ service }) => service === id).length,
      forecast: forecast(
        settings,
        id,
        waiting.map(({ service }) => service),
        open,
      ),
    })),
    counters: settings.counters.map(({ number }) => ({
      number,
      ticket: counters.find((counter) => counter.number === number)?.ticket ?? null,
    })),
  };
}

/** What the phone shows of one slip; `null` for a token that no slip of the current business day bears. */
export async function ticketByToken(store: Store, token: string, clock: CloudClock): Promise<PhoneTicket | null> {
  const ticket = await store.db.selectFrom('ticket').selectAll().where('token', '=', token).executeTakeFirst();
  const office = ticket && (await readOffice(store.db, ticket.office));
  if (!office || ticket.day !== businessDay(clock.now(), office.settings)) return null;
  const { number, service, state, counter } = ticket;
  const plain = { office: office.id, number, service, state, counter };
  if (state !== 'waiting') return { ...plain, ahead: 0, forecast: null };
  const counters = await store.db.selectFrom('counter').selectAll().where('office', '=', office.id).execute();
  const before = (await waitingToday(store, office.settings, clock.now()))
    .filter(({ edge, ordinal }) => edge === ticket.edge && ordinal < ticket.ordinal)
    .map((other) => other.service);
  const ahead = before.filter((other) => other === service).length;
  return { ...plain, ahead, forecast: forecast(office.settings, service, before, openOf(counters)) };
}

const waitingToday = (store: Store, settings: OfficeSettings, nowMs: number) =>
  store.db
    .selectFrom('ticket')
    .select(['service', 'edge', 'ordinal'])
    .where('office', '=', settings.office)
    .where('state', '=', 'waiting')
    .where('day', '=', businessDay(nowMs, settings))
    .execute();

const openOf = (counters: readonly Schema['counter'][]): readonly OpenCounter[] =>
  counters.filter(({ state }) => state === 'open').map(({ number, ticket }) => ({ number, busy: ticket !== null }));

async function presence(store: Store, office: string): Promise<{ readonly online: boolean; readonly lastSeenMs: number | null }> {
  const edges = await store.db.selectFrom('edge').select(['online', 'lastSeenMs']).where('office', '=', office).execute();
  const seen = edges.map(({ lastSeenMs }) => lastSeenMs).filter((atMs) => atMs !== null);
  return { online: edges.some(({ online }) => online === 1), lastSeenMs: seen.length > 0 ? Math.max(...seen) : null };
}
