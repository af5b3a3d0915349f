import type { ExecutionContext } from 'ava';

/** Reads server-sent events as a browser would, one block at a time. */
export type EventReader = {
  readonly status: number;
  readonly type: string | null;
  /** The next block of lines, e.g. `retry: 2000` or `: beat`. Rejects when the stream ended. */
  block(): Promise<string>;
  /** The picture of the next event, past anything that is none. */
  picture<T>(): Promise<T>;
  /** Closes the page. */
  leave(): void;
  /** Resolves when the server ends the stream. */
  ended(): Promise<void>;
};

export async function readEvents(t: ExecutionContext, url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
  const leave = new AbortController();
  t.teardown(() => leave.abort());
  const answer = await fetch(url, { headers, signal: leave.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const block = async (): Promise<string> => {
    while (!text.includes('\n\n')) {
      const piece = await reader?.read();
      if (piece === undefined || piece.done) throw new Error('the stream ended');
      text += piece.value;
    }
    const end = text.indexOf('\n\n');
    const found = text.slice(0, end);
    text = text.slice(end + 2);
    return found;
  };
  return {
    status: answer.status,
    type: answer.headers.get('Content-Type'),
    block,
    async picture<T>() {
      for (;;) {
        const found = await block();
        if (found.startsWith('data: ')) return JSON.parse(found.slice(6)) as T;
      }
    },
    leave: () => leave.abort(),
    async ended() {
      for (;;) {
        const piece = await reader?.read();
        if (piece === undefined || piece.done) return;
      }
    },
  };
}
