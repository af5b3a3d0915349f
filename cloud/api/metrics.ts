import type { Middleware } from 'koa';
import { collectDefaultMetrics, Gauge, Histogram, Registry, register } from 'prom-client';
import type { Store } from '../store/open.ts';

/** The registry of one cloud process, with what the database knows read at each scrape and what ingest counts on the default registry. */
export function openMetrics(store: Store): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'fronta_' });
  new Gauge({
    name: 'fronta_reservations',
    help: 'Reservations by state.',
    labelNames: ['office', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      const rows = await store.db
        .selectFrom('reservation')
        .select(['office', 'state', (row) => row.fn.countAll<number>().as('number')])
        .groupBy(['office', 'state'])
        .execute();
      for (const row of rows) this.set({ office: row.office, state: row.state }, Number(row.number));
    },
  });
  new Gauge({
    name: 'fronta_mails',
    help: 'Mails in the outbox by state.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset();
      const rows = await store.db
        .selectFrom('mail')
        .select(['state', (row) => row.fn.countAll<number>().as('number')])
        .groupBy('state')
        .execute();
      for (const row of rows) this.set({ state: row.state }, Number(row.number));
    },
  });
  kioskGauges(store, registry);
  return Registry.merge([register, registry]);
}

/** The kiosks that have access: whether each is heard, and when it last was. */
function kioskGauges({ db }: Store, registry: Registry): void {
  const kiosks = oneAtATime(() =>
    db.selectFrom('edge').select(['office', 'id', 'online', 'lastSeenMs']).where('revokedMs', 'is', null).execute(),
  );
  const labelNames = ['office', 'edge'];
  new Gauge({
    name: 'fronta_edges_online',
    help: 'Edges whose link is live.',
    registers: [registry],
    async collect() {
      this.set((await kiosks()).filter(({ online }) => online === 1).length);
    },
  });
  new Gauge({
    name: 'fronta_kiosk_online',
    help: '1 while the link to the kiosk is live.',
    labelNames,
    registers: [registry],
    async collect() {
      this.reset();
      for (const { office, id, online } of await kiosks()) this.set({ office, edge: id }, online);
    },
  });
  new Gauge({
    name: 'fronta_kiosk_last_seen_timestamp_seconds',
    help: 'When the kiosk was last heard, Unix time.',
    labelNames,
    registers: [registry],
    async collect() {
      this.reset();
      for (const { office, id, lastSeenMs } of await kiosks()) if (lastSeenMs !== null) this.set({ office, edge: id }, lastSeenMs / 1000);
    },
  });
}

/** Whoever asks while it is being read gets the same answer: the gauges of a scrape are collected together. */
function oneAtATime<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null;
  return () => {
    underWay ??= read().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}

/** Measures every request under the pattern of its route, never its path: paths hold tokens. */
export function measureRequests(registry: Registry): Middleware {
  const duration = new Histogram({
    name: 'fronta_http_request_duration_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return async (ctx, next) => {
    const stop = duration.startTimer();
    await next();
    stop({ method: ctx.method, route: String(ctx._matchedRoute ?? 'none'), status: String(ctx.status) });
  };
}
