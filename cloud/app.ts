import { bodyParser } from '@koa/bodyparser';
import type Router from '@koa/router';
import Koa from 'koa';
import type { Logger } from 'pino';
import type { EdgeName } from '#contract/topic.ts';
import { writeAudit } from './admin/audit/audit.ts';
import { adminRoutes } from './admin/open.tsx';
import { type GateWishes, openBookingGate } from './api/booking-gate.ts';
import { enrolRoutes } from './api/enrol.ts';
import { healthRoutes } from './api/health.ts';
import { refuseUnknownHost } from './api/known-host.ts';
import { openLimiters } from './api/limiters.ts';
import { measureRequests, openMetrics } from './api/metrics.ts';
import { clientOf } from './api/network.ts';
import { noNulInAddress, noNulInBody } from './api/no-nul.ts';
import { officeRoutes } from './api/offices.ts';
import { oneAddress } from './api/one-address.ts';
import { readPlainJson } from './api/plain-json.ts';
import { answerProblem } from './api/problem.ts';
import { reservationRoutes } from './api/reservations.ts';
import { refuseCrossSite, requireJson } from './api/same-site.ts';
import { catchTrouble, refuseUnmatched } from './api/trouble.ts';
import { type CloudClock, systemClock } from './clock.ts';
import type { CloudConfig } from './config.ts';
import { deliverMails } from './jobs.ts';
import type { Accounts } from './link/port.ts';
import { writeCalendar } from './mail/calendar.ts';
import { compose } from './mail/compose.ts';
import { readInbox } from './mail/inbox.ts';
import { openOutbox } from './mail/outbox.ts';
import { type EnrolParts, enrol } from './offices/enrol.ts';
import { publicHolidays } from './offices/holidays.ts';
import { hashKioskCode, mintKioskCode } from './offices/kiosk-code.ts';
import { hashSlowly } from './offices/slow-hash.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { icon, style } from './pages/assets.ts';
import { pageRoutes } from './pages/routes.ts';
import { securityHeaders } from './pages/security-headers.ts';
import { answerTroublePage } from './pages/trouble/trouble-page.tsx';
import { openDesk } from './reservations/desk.ts';
import { openReservations } from './reservations/open.ts';
import type { Reservations } from './reservations/port.ts';
import { reseat } from './reservations/stranded.ts';
import type { Store } from './store/open.ts';
import { liveQueue, lookAt, officeOfTicket, ticketByToken } from './views/live.ts';
import { openLiveEvents } from './views/live-events.ts';
import type { LiveEvents } from './views/port.ts';
import { viewRoutes } from './views/routes.ts';
import { talliesOf, totalsByOffice } from './views/statistics/read.ts';

export type AppParts = {
  readonly config: CloudConfig;
  readonly store: Store;
  readonly clock: CloudClock;
  readonly log: Logger;
  /** Called after each commit that the office's edges must hear of. */
  readonly onReservationChanged: (office: string) => void;
  readonly extraRoutes?: readonly Router[];
  /** Calls after so many milliseconds, unless what it answered is called before. */
  readonly after: (ms: number, task: () => void) => () => void;
  /** Called after each commit of new settings, which the office's edges take up. */
  readonly onSettingsSaved?: (office: string) => void;
  /** The broker's side of a kiosk's access; without one the database's alone counts. */
  readonly accounts?: Accounts;
  /** Lets another of two edges of one name count (F19); without it there are no edges. */
  readonly approveJournal?: (edge: EdgeName, journal: string) => Promise<boolean>;
  /** When the booking gate calls an office crowded, and how hard its tasks are then. */
  readonly gate?: Partial<GateWishes>;
  /** The true time, for the codes that phones make; `clock` may have been set to another. */
  readonly trueClock?: CloudClock;
};

/** Larger bodies are refused with 413. */
const bodyBytesMax = 65_536;

/** The whole HTTP side of the cloud; it does not listen. */
export function createApp(parts: AppParts): Koa {
  const { config, store, clock, log } = parts;
  const app = new Koa({ proxy: config.trustProxy, maxIpsCount: 1 });
  app.silent = true;
  const metrics = openMetrics(store);
  const gate = openBookingGate(parts, parts.gate);
  const room = roomOf(parts);
  const reservations = openReservations(room);
  const liveEvents = liveEventsOf(parts);

  app.use(measureRequests(metrics));
  app.use(securityHeaders(config.publicOrigin));
  app.use(catchTrouble(log, answerTroublePage));
  app.use(refuseUnmatched(answerTroublePage));
  app.use(refuseUnknownHost(config.publicOrigin));
  app.use(oneAddress);
  app.use(noNulInAddress);
  app.use(refuseCrossSite(config.publicOrigin));
  app.use(requireJson);
  app.use(readPlainJson(bodyBytesMax));
  app.use(bodyParser({ enableTypes: ['json', 'form'], jsonLimit: bodyBytesMax, formLimit: bodyBytesMax, parsedMethods: ['POST'] }));
  app.use(noNulInBody);
  const routers = [
    // First those that many ask at once: each router compares an address with all of its own.
    reservationRoutes({ reservations, gate }),
    healthRoutes({ store, metrics, publicOrigin: config.publicOrigin }),
    officeRoutes({ store, reservations, gate }),
    enrolRoutes((request) => enrol(enrolPartsOf(parts), request), openLimiters(store, clock)),
    viewRoutes({ store, clock, liveEvents, refuse: answerProblem }),
    ...(parts.extraRoutes ?? []),
    pageRoutes({
      store,
      clock,
      reservations,
      gate,
      publicOrigin: config.publicOrigin,
      calendar: (reservation, link) =>
        writeCalendar(
          {
            office: reservation.office,
            reservation: { ...reservation, service: reservation.service.id },
            isCancelled: false,
            link,
            sender: config,
          },
          clock.now(),
        ).content,
      inbox: config.smtpUrl === 'inbox:' ? () => readInbox(store.db, config) : null,
      holidays: publicHolidays,
      liveQueue: (office) => liveQueue(store, office, clock),
      ticketByToken: (token) => ticketByToken(store, token, clock),
      liveEvents,
    }),
    officePages(parts, room, reservations),
  ];
  for (const router of routers) app.use(router.routes());
  app.on('error', (error) => log.error({ error: String(error) }, 'a request failed outside the rim'));
  return app;
}

const liveEventsOf = ({ store, clock, log, after }: AppParts): LiveEvents =>
  openLiveEvents({
    look: (office, tokens) => lookAt(store, office, tokens, clock),
    officeOfTicket: (token) => officeOfTicket(store, token),
    clientOf,
    refuse: answerProblem,
    after,
    report: (error) => log.error({ err: error }, 'a live queue could not be read'),
  });

const noAccounts: Accounts = { admit: async () => 'done', shutOut: async () => 'done', dismiss: async () => 'done' };

const enrolPartsOf = ({ store, clock, config, accounts = noAccounts }: AppParts): EnrolParts => ({
  store,
  clock,
  accounts,
  broker: config.edgesBroker,
  note: (trx, { office, edge }, who, atMs) => writeAudit(trx, { atMs, office, who, what: 'kiosk.enrolled', subject: edge, changes: [] }),
});

/** What both the citizens' and the office's hand on the reservations work with. */
const roomOf = (parts: AppParts) => ({
  store: parts.store,
  clock: parts.clock,
  mail: openOutbox(parts.config),
  changed: parts.onReservationChanged,
  // The inbox has taken the mail already. A mail server may take seconds: the citizen is not kept waiting for it.
  deliver: parts.config.smtpUrl === 'inbox:' ? async () => undefined : sendInBackground(parts),
});

/** However many bookings come at once, one run sends the mails of all of them. */
function sendInBackground(parts: AppParts): () => Promise<void> {
  const send = oneAtATime(() => deliverMails(parts));
  return async () => void send().catch((error) => parts.log.error({ error: String(error) }, 'mails could not be sent'));
}

function officePages(parts: AppParts, room: ReturnType<typeof roomOf>, reservations: Reservations): Router {
  const { config, store, clock } = parts;
  return adminRoutes({
    store,
    clock,
    trueClock: parts.trueClock ?? systemClock(),
    openLimiter: openLimiters(store, clock),
    publicOrigin: config.publicOrigin,
    desk: openDesk({ ...room, compose: (letter) => compose(letter, config, clock.now()) }),
    offers: reservations.offers,
    statistics: {
      tallies: (office, period) => talliesOf(store.db, office, period),
      totals: (period) => totalsByOffice(store.db, period),
    },
    reseat,
    hashStaffCode: hashSlowly,
    kioskCode: { mint: mintKioskCode, hash: hashKioskCode },
    onKioskShutOut: (parts.accounts ?? noAccounts).shutOut,
    approveJournal: parts.approveJournal ?? (async () => false),
    holidays: publicHolidays,
    onSettingsSaved: parts.onSettingsSaved ?? (() => {}),
    styles: [style.path],
    icon: icon.path,
  });
}
