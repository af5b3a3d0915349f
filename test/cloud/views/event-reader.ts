import type { ExecutionContext } from 'ava';
import type { LiveQueue } from '../../../cloud/views/port.ts';

/** Who listens to a stream of server-sent events, until the test ends or `close` is called. */
export type EventReader<View> = {
  readonly headers: Headers;
  /** What was told so far. */
  readonly events: readonly View[];
  /** Everything that came, as it stood on the wire. */
  text(): string;
  isOver(): boolean;
  close(): void;
};

/** Opens the stream; its status must be 200. */
export async function eventReader<View = LiveQueue>(t: ExecutionContext, url: string): Promise<EventReader<View>> {
  const ending = new AbortController();
  t.teardown(() => ending.abort());
  const answer = await fetch(url, { headers: { accept: 'text/event-stream' }, signal: ending.signal });
  if (answer.status !== 200 || !answer.body) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  let text = '';
  const events: View[] = [];
  let isOver = false;
  const read = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      text += decoder.decode(chunk, { stream: true });
      // Of a page's events `here` carries a time and is no picture.
      const whole = [...text.matchAll(/^data: (\{.*)\n\n/gm)];
      for (const [, data] of whole.slice(events.length)) events.push(JSON.parse(data!));
    }
  };
  read(answer.body)
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });
  return { headers: answer.headers, events, text: () => text, isOver: () => isOver, close: () => ending.abort() };
}
