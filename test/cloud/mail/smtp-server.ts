import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

/**
 * How the server feels: `busy` puts mails off, `refusing` knows no such mailbox, `shut` refuses everybody at the door, `stalled` never answers,
 * `dropping` hangs up after it has taken the mail, before it says so, `hanging-up` does so before it takes any.
 */
export type Mood = 'fine' | 'busy' | 'refusing' | 'shut' | 'stalled' | 'dropping' | 'hanging-up';

export type MailServer = {
  readonly url: string;
  mood: Mood;
  /** Mails it has taken, those of which it did not say so included. */
  readonly taken: { readonly mail: ParsedMail; readonly raw: string; readonly from: string; readonly to: readonly string[] }[];
  /** Connections that ever came. */
  connections: number;
};

/** A real SMTP server [RFC-5321] with moods. */
export async function mailServer(t: ExecutionContext, mood: Mood = 'fine'): Promise<MailServer> {
  const smtp = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onConnect(_session, done) {
      state.connections += 1;
      if (state.mood === 'stalled') return;
      done(state.mood === 'shut' ? answer(554, 'no service here') : null);
    },
    onMailFrom(_address, session, done) {
      if (state.mood === 'hanging-up') return void hangUp(smtp, session.id);
      done();
    },
    onRcptTo(_address, _session, done) {
      if (state.mood === 'busy') return done(answer(451, 'try again later'));
      done(state.mood === 'refusing' ? answer(550, 'no such mailbox') : null);
    },
    onData(stream, session, done) {
      take(stream).then(async (raw) => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail = await simpleParser(raw);
        state.taken.push({ mail, raw, from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) });
        if (state.mood === 'dropping') hangUp(smtp, session.id);
        else done();
      }, done);
    },
  });
  smtp.on('error', () => undefined);
  const state: MailServer = { url: '', mood, taken: [], connections: 0 };
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()));
  t.teardown(() => new Promise<void>((resolve) => smtp.close(() => resolve())));
  return Object.assign(state, { url: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}` });
}

const answer = (responseCode: number, words: string): Error => Object.assign(new Error(words), { responseCode });

async function take(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Cuts the wire as a crash would. The library has no call for it; its connections are known by their ids. */
function hangUp(smtp: SMTPServer, id: string): void {
  const { connections } = smtp as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> };
  for (const connection of connections) if (connection.id === id) connection._socket.destroy();
}
