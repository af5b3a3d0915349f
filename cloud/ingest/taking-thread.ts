import { type MessagePort, Worker } from 'node:worker_threads';
import type { EdgeName } from '#contract/topic.ts';
import type { CloudClock } from '../clock.ts';
import type { Taken, Taking } from './taking.ts';

/** Taking in a thread of its own: reading, folding and the disk's sync keep no request waiting. */
export type TakingThread = {
  readonly take: Taking;
  /** Ends it, its connection with it; to be called when nothing is under way. */
  close(): Promise<void>;
};

type Ask = { readonly id: number; readonly atMs: number; readonly from: EdgeName; readonly texts: readonly string[] };
type Answer = { readonly id: number } & (
  | { readonly taken: Taken }
  | { readonly end: 'done' }
  | { readonly end: 'failed'; readonly why: string }
);

/** What is under way of one edge; there are as many as lanes. Words are told one after another. */
type Asked = { readonly tell: (taken: Taken) => Promise<void>; told: Promise<void>; readonly done: PromiseWithResolvers<void> };

/**
 * Starts the thread of `script`, which serves with `serveTaking` and gets `data` as its `workerData`. A thread that dies is a bug: its error
 * is thrown where nobody catches it, as one in the cloud's own thread is.
 */
export function startTakingThread(script: URL, data: object, clock: CloudClock): TakingThread {
  const worker = new Worker(script, { workerData: data });
  const asked = new Map<number, Asked>();
  let id = 0;
  worker.on('error', (error) => {
    throw error;
  });
  worker.on('message', (answer: Answer) => {
    const one = asked.get(answer.id)!;
    if ('taken' in answer) {
      one.told = one.told.then(() => one.tell(answer.taken));
      return;
    }
    asked.delete(answer.id);
    const end = answer.end === 'done' ? one.told : one.told.then(() => Promise.reject(new Error(answer.why)));
    end.then(one.done.resolve, one.done.reject);
  });
  return {
    take(from, texts, tell) {
      const one: Asked = { tell, told: Promise.resolve(), done: Promise.withResolvers() };
      id += 1;
      asked.set(id, one);
      const { office, edge } = from;
      worker.postMessage({ id, atMs: clock.now(), from: { office, edge }, texts } satisfies Ask);
      return one.done.promise;
    },
    close: async () => void (await worker.terminate()),
  };
}

/** The thread's side. Its time is that of whoever asked last, so that both threads live in one. */
export function serveTaking(port: MessagePort, open: (clock: CloudClock) => Taking): void {
  let nowMs = 0;
  const take = open({ now: () => nowMs });
  port.on('message', async ({ id, atMs, from, texts }: Ask) => {
    nowMs = atMs;
    const answer = (words: Answer): void => port.postMessage(words);
    try {
      await take(from, texts, async (taken) => answer({ id, taken }));
      answer({ id, end: 'done' });
    } catch (error) {
      answer({ id, end: 'failed', why: (error as Error).stack ?? String(error) });
    }
  });
}
