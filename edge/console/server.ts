import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import Router from '@koa/router';
import Koa from 'koa';
import * as z from 'zod';
import type { Recorded } from '#contract/event.ts';
import { enrolRoute } from './enrol-route.ts';
import type { Console } from './port.ts';
import { socketPathMax } from './socket.ts';

/** Entries that one asking may bring. */
const entriesMax = 1_000;

const Asked = z.object({ last: z.coerce.number().pipe(z.int().min(0).max(entriesMax)).default(20), follow: z.literal('1').optional() });
const Act = z.object({ counter: z.coerce.number().pipe(z.int().min(1).max(99)), action: z.enum(['next', 'recall']) });

/**
 * Opens the technicians' socket: HTTP with JSON on a unix socket that its owner and group alone may use. A socket left by a daemon
 * that died is taken over; the caller holds the data folder, so no other daemon can be behind it. Rejects when it cannot be made.
 */
export async function openConsole(path: string, console: Console): Promise<{ close(): Promise<void> }> {
  if (Buffer.byteLength(path) > socketPathMax)
    throw new Error(`console: the socket's path ${path} is over ${socketPathMax} bytes; set FRONTA_DATA to a shorter folder`);
  const app = new Koa();
  app.use(routes(console).routes());
  const server = createServer(app.callback());
  if (existsSync(path)) rmSync(path);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(`console: cannot listen on ${path} (${error.code})`)));
    server.listen(path, resolve);
  });
  chmodSync(path, 0o660);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function routes(console: Console): Router {
  const router = new Router({ prefix: '/v1' });
  router.get('/status', (ctx) => {
    ctx.body = console.status();
  });
  router.get('/findings', (ctx) => {
    ctx.body = console.findings();
  });
  router.get('/units', (ctx) => {
    ctx.body = console.units();
  });
  router.get('/entries', (ctx) => {
    const asked = Asked.safeParse(ctx.query);
    if (!asked.success) return void answer(ctx, 400, `last must be 0 to ${entriesMax}`);
    const begun = console.newest(asked.data.last);
    if (!asked.data.follow) {
      ctx.body = begun;
      return;
    }
    ctx.respond = false;
    ctx.res.writeHead(200, { 'content-type': 'application/x-ndjson' });
    follow(ctx.res, console, begun);
  });
  router.post('/enrol', enrolRoute(console));
  router.post('/print-test', async (ctx) => {
    ctx.body = { outcome: await console.printTest() };
  });
  router.post('/act', async (ctx) => {
    const asked = Act.safeParse(ctx.query);
    if (!asked.success) return void answer(ctx, 400, 'counter must be 1 to 99 and action next or recall');
    const { counter, action } = asked.data;
    ctx.body = await console.act(counter, { action });
  });
  return router;
}

const answer = (ctx: Koa.Context, status: number, title: string): void => {
  ctx.status = status;
  ctx.body = { title };
};

/** One entry a line, as long as the reader stays. A slow reader gets the rest when it has read. */
function follow(to: ServerResponse, console: Console, begun: readonly Recorded[]): void {
  let last = console.newest(1).at(-1)?.seq ?? 0;
  const write = (entries: readonly Recorded[]): void => {
    if (entries.length === 0) return;
    last = entries.at(-1)!.seq;
    to.write(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  };
  const more = (): void => {
    if (!to.writableNeedDrain) write(console.after(last, entriesMax));
  };
  to.flushHeaders();
  write(begun);
  const stop = console.onChange(more);
  to.on('drain', more);
  to.once('close', stop);
}
