import type { ServerResponse } from 'node:http';
import type { Context } from 'koa';
import type { OfficeSettings } from '#contract/settings.ts';
import type { ProblemType } from '../api/port.ts';
import { readersHere, readersRefused } from './metrics.ts';
import type { EventForm, LiveEvents, LiveQueue, OfficePicture, PhoneTicket } from './port.ts';

/** Readers of one cloud at once; a page that is refused looks again as pages without a stream do. */
export const readersMax = 10_000;
/** Readers at one address at once: a hall has one for all its guests, and so has a provider of telephones for many. */
export const readersOfAddressMax = 500;
/** How often an office that somebody listens to is looked at, milliseconds: once, however many listen. */
export const lookEveryMs = 1_000;
/** Every so many looks whoever was told nothing is told that we are still here: proxies end what is silent for a minute. */
export const quietLooksMax = 15;
/** A reader that has not taken its last event is not told another; after so many looks it is dropped, and comes back by itself. */
export const untakenLooksMax = 60;
/** What a browser waits before it comes back, milliseconds. */
const retryMs = 2_000;

export type LiveEventsParts = {
  /** An office now, with these of its tickets; `null` for an unknown office. */
  readonly look: (office: string, tokens: readonly string[]) => Promise<OfficePicture | null>;
  /** The office whose ticket bears this token, or `null`. */
  readonly officeOfTicket: (token: string) => Promise<string | null>;
  /** By what a reader is counted; `null` for this machine itself, which is not a client. */
  readonly clientOf: (address: string) => string | null;
  readonly refuse: (ctx: Context, type: ProblemType, detail: string) => void;
  /** Calls after so many milliseconds, unless what it answered is called before. */
  readonly after: (ms: number, task: () => void) => () => void;
  /** Told of a look that failed; the next one follows all the same. */
  readonly report: (error: unknown) => void;
  /** Readers of this cloud at once. */
  readonly readersMax?: number;
};

type Reader = { readonly response: ServerResponse; told: string; untakenLooks: number };

/** What there is to tell of a picture: `sign` tells whether it is anything new, and only then it is written. */
type News = { readonly sign: string; readonly event: () => string; readonly still: () => string };

/** Readers that are told the same; `news` answers `null` when there is nothing more to tell. */
type Group = {
  readonly token: string | null;
  readonly news: (picture: OfficePicture) => News | null;
  readonly readers: Set<Reader>;
  /** Kept once for all readers that were told it. */
  sign: string;
};

/** One office with whoever listens to it here. */
type Heard = { readonly groups: Map<string, Group>; looks: number };
type Wish = Pick<Group, 'token' | 'news'> & { readonly office: string; readonly name: string };

/**
 * Keeps readers told by server-sent events, at once and after each change. What is told is read from the database, so that any cloud may be asked
 * whichever of them the office's events reach, and a reader whose cloud ends goes on at another. Memory: a reader has one event at most that it has
 * not taken, and what all of one name are told is kept once.
 */
export function openLiveEvents(parts: LiveEventsParts): LiveEvents {
  const { look, officeOfTicket, refuse, after, report } = parts;
  const offices = new Map<string, Heard>();
  const admit = doorkeeper(parts);

  async function listen(ctx: Context, wish: Wish): Promise<boolean> {
    const picture = await look(wish.office, wish.token === null ? [] : [wish.token]);
    const news = picture && wish.news(picture);
    if (!news) return false;
    // Who has left meanwhile is told nothing, and asked for no events with HEAD.
    if (ctx.res.closed) return true;
    const response = open(ctx, news.event());
    if (response) join(wish, response, news);
    return true;
  }

  function join({ office, name, token, news }: Wish, response: ServerResponse, { sign }: News): void {
    const heard = offices.get(office) ?? begin(office);
    const group = heard.groups.get(name) ?? { token, news, readers: new Set(), sign: '' };
    heard.groups.set(name, group);
    const reader = { response, told: signIn(group, sign), untakenLooks: 0 };
    group.readers.add(reader);
    response.once('close', () => {
      group.readers.delete(reader);
      if (group.readers.size === 0 && heard.groups.get(name) === group) heard.groups.delete(name);
    });
  }

  function begin(office: string): Heard {
    const heard: Heard = { groups: new Map(), looks: 0 };
    offices.set(office, heard);
    lookLater(office, heard);
    return heard;
  }

  function lookLater(office: string, heard: Heard): void {
    after(lookEveryMs, () => {
      if (heard.groups.size === 0) return void offices.delete(office);
      void lookAgain(office, heard)
        .catch(report)
        .finally(() => lookLater(office, heard));
    });
  }

  async function lookAgain(office: string, heard: Heard): Promise<void> {
    // Whoever comes during the look has had one of its own.
    const groups = [...heard.groups.values()];
    const picture = await look(office, [...new Set(groups.flatMap(({ token }) => token ?? []))]);
    heard.looks += 1;
    for (const group of groups) tell(group, picture && group.news(picture), heard.looks % quietLooksMax === 0);
  }

  return {
    async ofQueue(ctx, office, form) {
      if (!admit(ctx)) return;
      const news = ({ office: settings, queue }: OfficePicture): News => newsOf(settings, queue, form);
      if (await listen(ctx, { office, token: null, name: form.name, news })) return;
      refuse(ctx, 'unknown-office', 'GET /api/v1/offices lists the offices.');
    },
    async ofTicket(ctx, token, form) {
      if (!admit(ctx)) return;
      const office = await officeOfTicket(token);
      const news = ({ office: settings, tickets }: OfficePicture): News | null => {
        const ticket = tickets.get(token);
        return ticket ? newsOf(settings, ticket, form) : null;
      };
      if (office !== null && (await listen(ctx, { office, token, name: `${form.name} ${token}`, news }))) return;
      refuse(ctx, 'unknown-ticket', 'No slip of today bears this token.');
    },
  };
}

/** Of an office that is in touch, another moment alone is nothing new. */
const newsOf = <View extends LiveQueue | PhoneTicket>(office: OfficeSettings, view: View, form: EventForm<View>): News => ({
  sign: JSON.stringify([office.revision, { ...view, asOf: view.link === 'online' ? null : view.asOf }]),
  event: onFirstCall(() => form.event({ office, view })),
  still: onFirstCall(() => form.still({ office, view })),
});

/** Written once for all who are told it, and not at all when nobody is. */
function onFirstCall(write: () => string): () => string {
  let written: string | null = null;
  return () => {
    written ??= write();
    return written;
  };
}

/** Counts the readers that are here, each until its answer is closed, and refuses those beyond the limits. */
function doorkeeper({
  clientOf,
  refuse,
  readersMax: ofCloud = readersMax,
}: Pick<LiveEventsParts, 'clientOf' | 'refuse' | 'readersMax'>): (ctx: Context) => boolean {
  const here = new Map<string, number>();
  let readers = 0;
  return (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    const client = clientOf(ctx.ip);
    const ofClient = client === null ? 0 : (here.get(client) ?? 0);
    if (readers >= ofCloud || ofClient >= readersOfAddressMax) {
      ctx.set('Retry-After', '60');
      readersRefused.inc({ limit: readers >= ofCloud ? 'cloud' : 'address' });
      if (readers >= ofCloud) refuse(ctx, 'too-many-readers', `More than ${ofCloud} readers are here. GET answers without events.`);
      else refuse(ctx, 'too-many-requests', `More than ${readersOfAddressMax} readers are at this address. GET answers without events.`);
      return false;
    }
    readers += 1;
    readersHere.inc();
    if (client !== null) here.set(client, ofClient + 1);
    ctx.res.once('close', () => {
      readers -= 1;
      readersHere.dec();
      if (client === null) return;
      const left = (here.get(client) ?? 1) - 1;
      if (left === 0) here.delete(client);
      else here.set(client, left);
    });
    return true;
  };
}

/** The answer, open and with its first event; `null` for HEAD, which has no body. */
function open(ctx: Context, first: string): ServerResponse | null {
  ctx.respond = false;
  ctx.status = 200;
  const { res } = ctx;
  ctx.req.socket.setNoDelay(true);
  // The last is for nginx, which would gather events before it passes them on.
  res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  if (ctx.method === 'HEAD') {
    res.end();
    return null;
  }
  res.write(`retry: ${retryMs}\n\n${first}`);
  return res;
}

function tell(group: Group, news: News | null, isQuietForLong: boolean): void {
  if (news === null) {
    for (const { response } of group.readers) response.end();
    return;
  }
  const sign = signIn(group, news.sign);
  for (const reader of group.readers) {
    const { response } = reader;
    if (response.writableLength > 0) {
      reader.untakenLooks += 1;
      if (reader.untakenLooks > untakenLooksMax) response.destroy();
      continue;
    }
    reader.untakenLooks = 0;
    if (reader.told !== sign) response.write(news.event());
    else if (isQuietForLong) response.write(news.still());
    reader.told = sign;
  }
}

/** The same string for all that were told the same. */
function signIn(group: Group, sign: string): string {
  if (group.sign !== sign) group.sign = sign;
  return group.sign;
}
