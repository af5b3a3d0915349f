import Router from '@koa/router';
import { sql } from 'kysely';
import { type Registry, register } from 'prom-client';
import type { z } from 'zod';
import type { Store } from '../store/open.ts';
import { writeOpenApi } from './openapi.ts';
import type { HealthAnswer } from './schemas.ts';

/** Liveness, readiness, metrics and the API's description; the first three also at the root, where probes look. */
export function healthRoutes({ store, metrics, publicOrigin }: { store: Store; metrics: Registry; publicOrigin: string }): Router {
  const router = new Router();
  const openApi = writeOpenApi(publicOrigin);
  router.get(['/healthz', '/api/v1/healthz'], (ctx) => {
    ctx.body = { status: 'ok' } satisfies z.infer<typeof HealthAnswer>;
  });
  router.get(['/readyz', '/api/v1/readyz'], async (ctx) => {
    const isReady = await answers(store);
    ctx.status = isReady ? 200 : 503;
    ctx.body = { status: isReady ? 'ok' : 'unavailable' } satisfies z.infer<typeof HealthAnswer>;
  });
  router.get(['/metrics', '/api/v1/metrics'], async (ctx) => {
    // The link and ingest count on the process's default registry, the HTTP side on its own.
    ctx.body = `${await metrics.metrics()}\n${await register.metrics()}`;
    ctx.type = metrics.contentType;
  });
  router.get('/api/v1/openapi.json', (ctx) => {
    ctx.body = openApi;
  });
  return router;
}

async function answers(store: Store): Promise<boolean> {
  try {
    await sql`select 1`.execute(store.db);
    return true;
  } catch {
    return false;
  }
}
