import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { type AppParts, createApp } from '../../cloud/app.ts';
import type { CloudConfig } from '../../cloud/config.ts';
import { runJobs } from '../../cloud/jobs.ts';
import type { Store } from '../../cloud/store/open.ts';
import { insertOffice } from './insert-office.ts';
import { storeUnderTest } from './store-under-test.ts';

/** A cloud on a free port, its database in memory, its clock moved by hand. */
export type CloudUnderTest = {
  readonly origin: string;
  readonly store: Store;
  readonly config: CloudConfig;
  readonly clock: { now(): number; set(iso: string): void; advance(span: { minutes?: number; hours?: number; days?: number }): void };
  /** Offices that edges were told of, in order. */
  readonly told: string[];
  /** Offices whose new settings edges were told of, in order. */
  readonly toldOfSettings: string[];
  /** Lines that the cloud logged. */
  readonly logged: string[];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>;
  /** What the trial mailbox holds, newest first. */
  mails(): Promise<
    { id: number; to: string; subject: string; text: string; html: string; attachments: { filename: string; content: string }[] }[]
  >;
  /** The token of the newest mail's link, e.g. of /potvrdit/. */
  tokenOf(path: 'potvrdit' | 'rezervace'): Promise<string>;
  runJobs(): Promise<void>;
  close(): Promise<void>;
};

export type CloudWishes = {
  readonly at?: string;
  readonly office?: OfficeSettings;
  readonly config?: Partial<CloudConfig>;
  readonly extraRoutes?: AppParts['extraRoutes'];
  readonly gate?: AppParts['gate'];
  /** What the looks of the live events wait with; the machine's timer if it is not told. */
  readonly after?: AppParts['after'];
  /** The broker's side of the kiosks' access. */
  readonly accounts?: AppParts['accounts'];
  /** Lets another of two edges of one name count. */
  readonly approveJournal?: AppParts['approveJournal'];
  /** Its database, if it is not to be a new one of the kind under test; it is closed with the cloud. */
  readonly store?: Store;
};

/** A Sunday evening: every slot of the week to come is still open. */
const defaultNow = '2026-11-29T18:00:00+01:00';

export async function startCloud({
  at = defaultNow,
  office = exampleOffice,
  config: wished = {},
  extraRoutes = [],
  gate = {},
  after = later,
  accounts,
  approveJournal,
  store: own,
}: CloudWishes = {}): Promise<CloudUnderTest> {
  const store = own ?? (await storeUnderTest());
  await insertOffice(store, office);
  let nowMs = Date.parse(at);
  const clock = {
    now: () => nowMs,
    set: (iso: string) => {
      nowMs = Date.parse(iso);
    },
    advance: ({ minutes = 0, hours = 0, days = 0 }) => {
      nowMs += ((days * 24 + hours) * 60 + minutes) * 60_000;
    },
  };
  const told: string[] = [];
  const toldOfSettings: string[] = [];
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const config: CloudConfig = {
    port: 0,
    publicOrigin: 'https://fronta.example',
    databaseUrl: 'sqlite::memory:',
    mqttUrl: 'embedded://127.0.0.1:0',
    mqttTls: null,
    edgesBroker: null,
    smtpUrl: 'inbox:',
    mailFrom: 'Fronta <fronta@fronta.example>',
    trustProxy: false,
    clockFrom: undefined,
    clockTurns: false,
    production: false,
    logLevel: 'info',
    ...wished,
  };
  const app = createApp({
    config,
    store,
    clock,
    trueClock: clock,
    gate,
    log,
    onReservationChanged: (id) => void told.push(id),
    onSettingsSaved: (id) => void toldOfSettings.push(id),
    extraRoutes,
    after,
    ...(accounts && { accounts }),
    ...(approveJournal && { approveJournal }),
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  // No connection ends while a test thinks: on a busy machine its next request would set out on one that is just being closed.
  server.keepAliveTimeout = 0;
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (path: string, request: RequestInit) =>
    fetch(origin + path, request).catch((error: Error) => {
      throw new Error(`${request.method ?? 'GET'} ${path}: ${error.message}: ${String(error.cause)}`, { cause: error });
    });
  const get = (path: string, headers: Record<string, string> = {}) => ask(path, { headers, redirect: 'manual' });
  const mails: CloudUnderTest['mails'] = async () => (await get('/inbox/messages')).json() as ReturnType<CloudUnderTest['mails']>;
  return {
    origin,
    store,
    config,
    clock,
    told,
    toldOfSettings,
    logged,
    get,
    async post(path, body, headers = {}) {
      const answer = await ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, headers: answer.headers };
    },
    mails,
    async tokenOf(path) {
      for (const mail of await mails()) {
        const token = new RegExp(`https://fronta\\.example/${path}/([\\w-]+)`).exec(mail.text)?.[1];
        if (token) return token;
      }
      throw new Error(`no mail has a link to /${path}/`);
    },
    runJobs: () => runJobs({ config, store, clock }),
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await store.close();
    },
  };
}

function later(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms).unref();
  return () => clearTimeout(timer);
}
