import type { ServerResponse } from 'node:http';
import type { Context } from 'koa';
import { answerProblem } from './problem.ts';

/** One picture published to any number of open pages as server-sent events. */
export type EventStream = {
  /** Takes over the answer: the picture at once, then each new one. Ends by itself once `allowed` answers false. */
  open(ctx: Context, allowed?: () => boolean): void;
  /** Sends the picture of this moment; calls within `gatherMs` become one event. */
  publish(): void;
  /** A sign of life: tells a page that its data are fresh though nothing changed (F29). */
  beat(): void;
  close(): void;
};

/** Counts the open streams of all pages together. */
export type StreamBudget = { open: number };

/** Most streams open at one time; one page holds one. */
export const streamsMax = 64;
/** Bytes that may wait for a reader before it is dropped as too slow. A page comes back by itself. */
export const unreadBytesMax = 1_000_000;
/** What a browser waits before it comes back, milliseconds. */
export const retryMs = 2_000;
/** Changes within this time become one event, milliseconds. */
export const gatherMs = 20;

/**
 * `beatWith` says what a beat is: `comment` for programs, `picture` for pages, which judge the age of their data by it.
 */
export function eventStream(options: {
  readonly name: string;
  readonly picture: () => unknown;
  /** Called before the first picture of a page, so that it is of now. */
  readonly refresh: () => void;
  readonly beatWith: 'comment' | 'picture';
  readonly budget: StreamBudget;
  readonly log: { warn(fields: object, message: string): void };
}): EventStream {
  const readers = new Map<ServerResponse, () => boolean>();
  let gathering: NodeJS.Timeout | null = null;

  const send = (chunk: string): void => {
    for (const [response, allowed] of readers) {
      if (!allowed()) response.end();
      else if (response.writableLength > unreadBytesMax) {
        options.log.warn({ stream: options.name, unread: response.writableLength }, 'dropped a page that reads too slowly');
        response.destroy();
      } else response.write(chunk);
    }
  };
  const event = (): string => `data: ${JSON.stringify(options.picture())}\n\n`;

  return {
    open(ctx, allowed = () => true) {
      if (options.budget.open >= streamsMax) {
        ctx.set('Retry-After', '5');
        answerProblem(ctx, { status: 503, type: 'too-many-streams', title: `More than ${streamsMax} pages are open.` });
        return;
      }
      options.refresh();
      const first = event();
      const response = ctx.res;
      ctx.respond = false;
      ctx.req.socket.setNoDelay(true);
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' });
      response.write(`retry: ${retryMs}\n\n${first}`);
      options.budget.open += 1;
      readers.set(response, allowed);
      response.once('close', () => {
        options.budget.open -= 1;
        readers.delete(response);
      });
    },
    publish() {
      if (readers.size === 0 || gathering !== null) return;
      gathering = setTimeout(() => {
        gathering = null;
        send(event());
      }, gatherMs);
    },
    beat() {
      if (readers.size > 0) send(options.beatWith === 'comment' ? ': beat\n\n' : event());
    },
    close() {
      if (gathering !== null) clearTimeout(gathering);
      for (const response of readers.keys()) response.end();
    },
  };
}
