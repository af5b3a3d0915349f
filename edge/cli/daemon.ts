import { type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** The edge does not run, or this person may not ask it; the message says what to do. */
export class DaemonAway extends Error {
  override name = 'DaemonAway';
  /** Nobody runs there, so what it would do may be done without it; false for one that is there and cannot be asked. */
  readonly mayBeDoneHere: boolean;
  constructor(message: string, mayBeDoneHere = false) {
    super(message);
    this.mayBeDoneHere = mayBeDoneHere;
  }
}

/** The running daemon behind its socket. Every call rejects with `DaemonAway` when nobody answers there. */
export type Daemon = {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body?: object): Promise<Answer>;
  /** One JSON value a line, as they come, until the daemon ends. */
  lines<Value>(path: string): AsyncIterable<Value>;
};

/** A daemon that accepts a call answers it within this time, milliseconds; a print may take its five seconds, the cloud twenty to take a code. */
const answerMsMax = 30_000;

export function daemonAt(socket: string): Daemon {
  async function ask(method: 'GET' | 'POST', path: string, body?: object): Promise<IncomingMessage> {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const asking = request({ socketPath: socket, path: `/v1/${path}`, method }, resolve);
      asking.setTimeout(answerMsMax, () =>
        asking.destroy(new DaemonAway(`the edge behind ${socket} does not answer: look at its log, "journalctl -u fronta-edge"`)),
      );
      asking.on('error', (error: NodeJS.ErrnoException) => reject(error instanceof DaemonAway ? error : away(socket, error)));
      asking.end(body && JSON.stringify(body));
    });
    if (answer.statusCode !== 200) throw new Error(await reasonOf(answer));
    return answer;
  }
  return {
    get: async (path) => JSON.parse(await text(await ask('GET', path))),
    post: async (path, body) => JSON.parse(await text(await ask('POST', path, body))),
    async *lines(path) {
      const answer = await ask('GET', path);
      answer.socket.setTimeout(0);
      for await (const line of createInterface({ input: answer })) yield JSON.parse(line);
    },
  };
}

async function reasonOf(answer: IncomingMessage): Promise<string> {
  const body = await text(answer);
  try {
    return (JSON.parse(body) as { title: string }).title;
  } catch {
    return `the edge answered ${answer.statusCode}`;
  }
}

function away(socket: string, { code }: NodeJS.ErrnoException): DaemonAway {
  if (code === 'EACCES') return new DaemonAway(`${socket} is for root and the group fronta: use sudo, or join the group`);
  return new DaemonAway(`the edge does not run: nobody answers at ${socket} (${code}); start it, "systemctl start fronta-edge"`, true);
}
