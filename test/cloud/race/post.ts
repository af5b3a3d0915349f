import { Agent, request } from 'node:http';

export type Answer = { readonly status: number; readonly body: Record<string, unknown> };

/** Longer than any answer takes on a busy machine; a hang is then told instead of waited for. */
const answerMsMax = 30_000;

/** Posts JSON over connections that are kept, as many as are asked for at once. */
export function poster(connections: number): { post(url: string, body: unknown): Promise<Answer>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    post: (url, body) =>
      new Promise((resolve, reject) => {
        const text = JSON.stringify(body);
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
        const sent = request(url, { agent, method: 'POST', headers, timeout: answerMsMax }, (answer) => {
          let heard = '';
          answer.setEncoding('utf8').on('data', (part: string) => {
            heard += part;
          });
          answer.once('error', reject);
          answer.once('end', () => resolve({ status: answer.statusCode!, body: JSON.parse(heard) as Answer['body'] }));
        });
        sent.once('error', reject);
        sent.once('timeout', () => sent.destroy(new Error(`no answer in ${answerMsMax} ms`)));
        sent.end(text);
      }),
    close: () => agent.destroy(),
  };
}
