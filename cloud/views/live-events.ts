import type { ServerResponse } from 'node:http';
import Router from '@koa/router';
import type { Context } from 'koa';
import type { LiveQueue } from './port.ts';

/** Readers of one cloud at once; a page that is refused asks again as pages without a stream do. */
export const readersMax = 10_000;
/** Bytes that may wait for a reader before it is dropped as too slow. It comes back by itself. */
const unreadBytesMax = 256 * 1024;
/** How often an office that somebody listens to is looked at, milliseconds: once, however many listen. */
export const lookEveryMs = 1_000;
/** So many looks without a change are told by a comment: proxies end what is silent for a minute. */
export const quietLooksMax = 15;
/** What a browser waits before it comes back, milliseconds. */
const retryMs = 2_000;

export type LiveEventsParts = {
  /** The queue of an office now; `null` for an unknown office. */
  readonly liveQueue: (office: string) => Promise<LiveQueue | null>;
  /** Calls after so many milliseconds, unless what it answered is called before. */
  readonly after: (ms: number, task: () => void) => () => void;
  /** Told of a look that failed; the next one follows all the same. */
  readonly report: (error: unknown) => void;
};

/** One office with whoever listens to it here, and what they were last told. */
type Heard = { readonly readers: Set<ServerResponse>; told: string; quietLooks: number };

/**
 * `GET /api/v1/offices/:office/live/events`: the live queue as server-sent events, at once and after each change. What is told is read from the
 * database, so that any cloud may be asked whichever of them the office's events reach, and a reader whose cloud ends goes on at another.
 */
export function liveEventRoutes({ liveQueue, after, report }: LiveEventsParts): Router {
  const router = new Router({ prefix: '/api/v1' });
  const offices = new Map<string, Heard>();
  let readers = 0;

  router.get('/offices/:office/live/events', async (ctx) => {
    const office = ctx.params.office ?? '';
    const queue = await liveQueue(office);
    if (queue === null) return refuse(ctx, 404, 'unknown-office', 'There is no such office');
    if (readers >= readersMax) return refuse(ctx, 503, 'too-many-readers', `More than ${readersMax} readers are here`);
    const heard = offices.get(office) ?? begin(office, queue);
    const response = open(ctx, eventOf(queue));
    readers += 1;
    heard.readers.add(response);
    response.once('close', () => {
      readers -= 1;
      heard.readers.delete(response);
    });
  });

  function begin(office: string, queue: LiveQueue): Heard {
    const heard: Heard = { readers: new Set(), told: signOf(queue), quietLooks: 0 };
    offices.set(office, heard);
    lookLater(office, heard);
    return heard;
  }

  function lookLater(office: string, heard: Heard): void {
    after(lookEveryMs, () => {
      if (heard.readers.size === 0) return void offices.delete(office);
      void look(office, heard)
        .catch(report)
        .finally(() => lookLater(office, heard));
    });
  }

  async function look(office: string, heard: Heard): Promise<void> {
    const queue = await liveQueue(office);
    if (queue === null) return;
    const sign = signOf(queue);
    heard.quietLooks = sign === heard.told ? heard.quietLooks + 1 : 0;
    if (heard.quietLooks >= quietLooksMax) heard.quietLooks = 0;
    else if (sign === heard.told) return;
    send(heard, sign === heard.told ? ': still here\n\n' : eventOf(queue));
    heard.told = sign;
  }
  return router;
}

const eventOf = (queue: LiveQueue): string => `data: ${JSON.stringify(queue)}\n\n`;

/** What makes two pictures of a queue different: of an office that is in touch, not the moment of the picture. */
const signOf = (queue: LiveQueue): string => JSON.stringify({ ...queue, asOf: queue.link === 'online' ? null : queue.asOf });

function open(ctx: Context, first: string): ServerResponse {
  ctx.respond = false;
  ctx.status = 200;
  ctx.req.socket.setNoDelay(true);
  const response = ctx.res;
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  response.write(`retry: ${retryMs}\n\n${first}`);
  return response;
}

function send({ readers }: Heard, chunk: string): void {
  for (const response of readers) {
    if (response.writableLength > unreadBytesMax) response.destroy();
    else response.write(chunk);
  }
}

function refuse(ctx: Context, status: number, type: string, title: string): void {
  ctx.status = status;
  ctx.set('cache-control', 'no-store');
  if (status === 503) ctx.set('retry-after', '5');
  ctx.body = JSON.stringify({ type, title, status });
  ctx.type = 'application/problem+json';
}
