import type { Views } from '../core/views/screens.ts';
import { benchRoutes } from './bench.ts';
import { type BenchLog, benchLog } from './bench-log.ts';
import { benchPicture } from './bench-picture.ts';
import { counterRoutes } from './counters.ts';
import { type EventStream, eventStream, type StreamBudget } from './event-stream.ts';
import { guardedApp } from './guarded-app.ts';
import { issuingRoutes } from './issuing.ts';
import type { KioskPicture } from './kiosk-picture.ts';
import { boundAddress, listening } from './listening.ts';
import { numberRoutes } from './numbers.ts';
import { pageRoutes, readPages } from './pages.ts';
import { type Pictures, pictureRoutes } from './pictures.ts';
import type { Bench, Desk, Numbers, Screens } from './port.ts';
import { queueRoutes } from './queue.ts';
import { sessionRoutes } from './session.ts';
import { sessionStore } from './session-store.ts';
import { technicianRoutes } from './technicians.ts';

export type ScreensOptions = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly desk: Desk;
  /** `null` on a real kiosk: then nothing answers under /bench. */
  readonly bench: Bench | null;
  /** Without it nothing answers where the statistics are. */
  readonly numbers?: Numbers | undefined;
  /** The pictures of the board's notices; without it there are none. */
  readonly pictures?: Pictures | undefined;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  /** Where `npm run pages` put the built pages. */
  readonly pagesFolder: string;
  /** Prometheus text for /metrics; without it /metrics is not found. */
  readonly metrics?: (() => Promise<string>) | undefined;
  /** Where the cloud's pages are, for the bench's links. */
  readonly cloudOrigin?: (() => string | null) | undefined;
  /** Where the buttons stand beside the kiosk's screen, percent of its height from the top; without one its label stands as the page likes. */
  readonly places?: Readonly<Record<string, number>> | undefined;
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
  const happenings = benchLog();
  const streams = openStreams(options, () => shown, current, happenings);
  const all: readonly EventStream[] = Object.values(streams);
  const sessions = sessionStore(options.steadyMs ?? (() => performance.now()));
  const files = readPages(options.pagesFolder);
  const app = guardedApp(log);
  const rooms = [
    technicianRoutes(desk, bench === null ? '/board' : '/bench', options.metrics),
    queueRoutes(current, streams.public),
    counterRoutes(desk, sessions),
    issuingRoutes(desk, sessions),
    sessionRoutes(desk, sessions),
    pageRoutes(files, sessions, streams),
    ...(options.pictures === undefined ? [] : [pictureRoutes(options.pictures)]),
    ...(options.numbers === undefined ? [] : [numberRoutes(options.numbers, files, sessions)]),
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
  const address = boundAddress(server, options.host);
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

type Streams = Readonly<Record<'public' | 'kiosk' | 'board' | 'staff', EventStream>> & { readonly bench?: EventStream };

/** One stream a picture; together they stay within one budget. */
function openStreams(
  { bench, log, cloudOrigin, places = {} }: ScreensOptions,
  shown: () => Views,
  refresh: () => void,
  happenings: BenchLog,
): Streams {
  const budget: StreamBudget = { open: 0 };
  const stream = (name: string, picture: () => unknown, beatWith: 'comment' | 'picture' = 'picture'): EventStream =>
    eventStream({ name, picture, refresh, beatWith, budget, log });
  return {
    public: stream('public', () => shown().public, 'comment'),
    kiosk: stream('kiosk', (): KioskPicture => ({ ...shown().kiosk, places })),
    board: stream('board', () => shown().board),
    staff: stream('staff', () => shown().staff),
    ...(bench === null ? {} : { bench: stream('bench', () => benchPicture(shown(), bench, happenings, cloudOrigin?.() ?? null)) }),
  };
}
