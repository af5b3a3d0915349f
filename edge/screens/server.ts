import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import Koa from 'koa';
import helmet from 'koa-helmet';
import type { Views } from '../core/views/screens.ts';
import { benchRoutes } from './bench.ts';
import { benchLog } from './bench-log.ts';
import { benchPicture } from './bench-picture.ts';
import { counterRoutes } from './counters.ts';
import { type EventStream, eventStream, type StreamBudget } from './event-stream.ts';
import { pageRoutes, readPages } from './pages.ts';
import type { Bench, Desk, Screens } from './port.ts';
import { bodyLimitKb, problems } from './problem.ts';
import { queueRoutes } from './queue.ts';
import { sessionRoutes } from './session.ts';
import { sessionStore } from './session-store.ts';
import { loopbackOnly, sameOriginOnly } from './who-asks.ts';

export type ScreensOptions = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly desk: Desk;
  /** `null` on a real kiosk: then nothing answers under /bench. */
  readonly bench: Bench | null;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  /** Where `npm run pages` put the built pages. */
  readonly pagesFolder: string;
  /** Prometheus text for /metrics; without it /metrics is not found. */
  readonly metrics?: (() => Promise<string>) | undefined;
  /** Where the cloud's pages are, for the bench's links. */
  readonly cloudOrigin?: (() => string | null) | undefined;
  /** Milliseconds that never step back; ends sessions and rests. */
  readonly steadyMs?: (() => number) | undefined;
  /** Time between two signs of life on a quiet stream, milliseconds. */
  readonly beatMs?: number | undefined;
};

/** A page calls its data stale after 30 s (F29): three beats. */
export const beatMs = 10_000;

/** Opens the local web server. Rejects with one clear line when it cannot listen. */
export async function openScreens(options: ScreensOptions): Promise<Screens> {
  const { desk, bench, log } = options;
  let shown: Views = desk.views();
  const current = (): Views => {
    shown = desk.views();
    return shown;
  };
  const budget: StreamBudget = { open: 0 };
  const happenings = benchLog();
  const stream = (name: string, picture: () => unknown, beatWith: 'comment' | 'picture' = 'picture'): EventStream =>
    eventStream({ name, picture, refresh: current, beatWith, budget, log });
  const streams = {
    public: stream('public', () => shown.public, 'comment'),
    kiosk: stream('kiosk', () => shown.kiosk),
    board: stream('board', () => shown.board),
    staff: stream('staff', () => shown.staff),
    ...(bench === null ? {} : { bench: stream('bench', () => benchPicture(shown, bench, happenings, options.cloudOrigin?.() ?? null)) }),
  };
  const all: readonly EventStream[] = Object.values(streams);

  const app = new Koa();
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!wentAway.has(error.code ?? '')) log.warn({ err: error }, 'a page request failed');
  });
  app.use(problems(log));
  app.use(securityHeaders());
  app.use(sameOriginOnly);
  app.use(bodyParser({ jsonLimit: `${bodyLimitKb}kb`, formLimit: `${bodyLimitKb}kb`, enableTypes: ['json', 'form'] }));
  const sessions = sessionStore(options.steadyMs ?? (() => performance.now()));
  const files = await readPages(options.pagesFolder);
  const rooms = [
    technicianRoutes(options, bench === null ? '/board' : '/bench'),
    queueRoutes(current, streams.public),
    counterRoutes(desk, sessions),
    sessionRoutes(desk, sessions),
    pageRoutes(files, sessions, streams),
    ...(bench !== null && streams.bench !== undefined ? [benchRoutes(bench, happenings, current, streams.bench, files)] : []),
  ];
  for (const room of rooms) app.use(room.routes());

  const compareBench = (): void => {
    if (bench !== null) happenings.compare(shown.staff, bench.slips());
  };
  compareBench();
  const server = await listening(app, options);
  const unwatch = bench?.onChange(() => {
    compareBench();
    streams.bench?.publish();
  });
  const beat = setInterval(() => {
    current();
    for (const each of all) each.beat();
  }, options.beatMs ?? beatMs);
  const address = addressOf(server, options.host);
  log.info({ address }, 'screens are open');

  return {
    address,
    show(views) {
      shown = views;
      compareBench();
      for (const each of all) each.publish();
    },
    close() {
      clearInterval(beat);
      unwatch?.();
      for (const each of all) each.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** What Node calls a page that was closed while it was answered: no fault of anybody. */
const wentAway = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Strict: nothing from elsewhere, nothing inline. The kiosk speaks plain HTTP on its own network, hence no upgrade and no HSTS. */
const securityHeaders = (): Koa.Middleware =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'base-uri': ["'none'"],
        'object-src': ["'none'"],
        'frame-ancestors': ["'none'"],
        'form-action': ["'self'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });

function technicianRoutes(options: ScreensOptions, home: string): Router {
  const router = new Router();
  router.get('/', (ctx) => ctx.redirect(home));
  router.get('/healthz', loopbackOnly, (ctx) => {
    ctx.body = { state: 'ok', asOf: options.desk.views().public.asOf };
  });
  router.get('/metrics', loopbackOnly, async (ctx) => {
    if (options.metrics === undefined) return;
    ctx.type = 'text/plain; version=0.0.4; charset=utf-8';
    ctx.body = await options.metrics();
  });
  return router;
}

function listening(app: Koa, { host, port }: ScreensOptions): Promise<Server> {
  const server = createServer(app.callback());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(whyNot(error, host, port), { cause: error })));
    server.listen(port, host, () => resolve(server));
  });
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  const what = `screens: cannot listen on ${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return `${what}: the port is in use. Stop the other program or set another port (listen.port, FRONTA_EDGE_PORT).`;
    case 'EACCES':
      return `${what}: not allowed. Set a port above 1023 (listen.port, FRONTA_EDGE_PORT).`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${what}: this machine has no such address. Correct listen.host.`;
    default:
      return `${what}: ${error.message}.`;
  }
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
