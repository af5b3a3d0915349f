import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { ExecutionContext } from 'ava';
import Koa from 'koa';
import { exampleOffice } from '#contract/example-office.ts';
import { clientOf } from '../../../cloud/api/network.ts';
import { answerProblem } from '../../../cloud/api/problem.ts';
import { asJson } from '../../../cloud/views/event-forms.ts';
import { lookEveryMs, openLiveEvents } from '../../../cloud/views/live-events.ts';
import type { LiveQueue, OfficePicture, PhoneTicket } from '../../../cloud/views/port.ts';
import { until } from '../../office/until.ts';
import { eventReader } from './event-reader.ts';

export const queueOf = (waiting: number, asOf = '2026-11-23T08:10:00+01:00', link: LiveQueue['link'] = 'online'): LiveQueue => ({
  asOf,
  link,
  services: [{ id: 'vozidla', waiting, forecast: null }],
  counters: [],
});

export const ticketOf = (ahead: number): PhoneTicket => ({
  office: 'krumlov',
  number: 'A7',
  service: 'vozidla',
  state: 'waiting',
  counter: null,
  ahead,
  forecast: null,
  asOf: '2026-11-23T08:10:00+01:00',
  link: 'online',
});

/** The events on a server, with the time in hand: `look` lets what is due happen. What is seen is what the test says. */
export async function serveEvents(t: ExecutionContext, limits: { readonly readersMax?: number } = {}) {
  const offices = new Map<string, LiveQueue | Error>([['krumlov', queueOf(1)]]);
  const tickets = new Map<string, PhoneTicket>();
  const due: { ms: number; task: () => void }[] = [];
  const reported: unknown[] = [];
  const looks: (readonly string[])[] = [];
  const answers: ServerResponse[] = [];
  let hold: Promise<void> | null = null;
  const events = openLiveEvents({
    async look(office, tokens): Promise<OfficePicture | null> {
      looks.push(tokens);
      await hold;
      const now = offices.get(office);
      if (now instanceof Error) throw now;
      const known = tokens.flatMap((token) => (tickets.has(token) ? [[token, tickets.get(token)!] as const] : []));
      return now ? { office: exampleOffice, queue: now, tickets: new Map(known) } : null;
    },
    officeOfTicket: async (token) => tickets.get(token)?.office ?? null,
    clientOf,
    refuse: answerProblem,
    after(ms, task) {
      due.push({ ms, task });
      return () => undefined;
    },
    report: (error) => void reported.push(error),
    ...limits,
  });
  const app = new Koa({ proxy: true });
  app.silent = true;
  app.use((ctx) => {
    answers.push(ctx.res);
    const [, kind, name = ''] = ctx.path.split('/');
    return kind === 'tickets' ? events.ofTicket(ctx, name, asJson) : events.ofQueue(ctx, name, asJson);
  });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    offices,
    tickets,
    due,
    reported,
    /** The tokens of each look. */
    looks,
    /** The server's ends of all answers. */
    answers,
    read: (office: string) => eventReader(t, `${origin}/offices/${office}`),
    follow: (token: string) => eventReader<PhoneTicket>(t, `${origin}/tickets/${token}`),
    fetch: (path: string, options: RequestInit = {}) => fetch(origin + path, options),
    /** A reader that asks and then takes nothing of what it is told. */
    async stall(path: string): Promise<Socket> {
      const socket = connect(port, '127.0.0.1').pause();
      t.teardown(() => socket.destroy());
      await once(socket, 'connect');
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      return socket;
    },
    /** Looks wait until what this answers is called. */
    holdLooks(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      hold = promise;
      return resolve;
    },
    async look() {
      const before = due.length;
      const { task, ms } = due.shift()!;
      t.is(ms, lookEveryMs);
      task();
      await until('the next look to be due', () => due.length === before);
    },
    /** Lets what is due happen until nobody is looked for. */
    async rest() {
      await until('nobody to look for', () => {
        due.shift()?.task();
        return due.length === 0;
      });
    },
  };
}
