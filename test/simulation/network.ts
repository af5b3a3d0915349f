import { crc32 } from 'node:zlib';
import { decodeDown } from '#contract/decode.ts';
import type { DownKind, DownMessage, UpKind, UpMessage } from '#contract/envelope.ts';
import { type EdgeName, edgeRoot, upTopic } from '#contract/topic.ts';
import type { Link, LinkState } from '../../edge/link/port.ts';
import { quickRandom, type Random } from './random.ts';
import type { Schedule } from './schedule.ts';

/** Chances, by message, of what a network does to it. */
export type NetworkFaults = { drop: number; double: number; reorder: number; delayDays: number };

/** Cables and broker between the edges and the cloud. In a calm network messages of one edge keep their order. */
export type Network = {
  readonly faults: NetworkFaults;
  /** The link of a daemon that starts. `alive` is asked before anything reaches it. A `twin` has the same name and a cable of its own (F19). */
  connect(name: EdgeName, alive: () => boolean, now: () => number, twin?: boolean): Link;
  /** What the cloud sends. */
  down(to: EdgeName, message: DownMessage): 'sent' | 'offline';
  cut(name: EdgeName): void;
  mend(name: EdgeName): void;
  /** What the cloud says to this edge of its feed is kept from now on; called again, it begins another heap. */
  keepFeed(name: EdgeName): void;
  /** The oldest heap arrives in no order within so long, and nothing that is said later waits for it; after the last one nothing is kept any more. */
  releaseFeed(name: EdgeName, withinMs: number): void;
  keepsFeed(name: EdgeName): boolean;
  /** The cloud process went or came; with an embedded broker the edges lose their connection too. */
  cloudIs(up: boolean): void;
  state(name: EdgeName): LinkState;
  /** For how long the daemon has held itself for online and nothing of its feed was kept; 0 when it does not, or something is. */
  onlineForMs(name: EdgeName, twin?: boolean): number;
  /** For how long no message has been lost, nor come late or twice. */
  quietForMs(): number;
};

type Cable = {
  readonly place: string;
  readonly sum: number;
  readonly name: EdgeName;
  up: boolean;
  end: End | null;
  lastUpMs: number;
  lastDownMs: number;
  /** Heaps of what the cloud has said of the feed since it is kept, the oldest first; none while it is not. */
  readonly kept: (() => void)[][];
  keptUntilMs: number;
};
type End = {
  state: LinkState;
  sinceMs: number;
  readonly alive: () => boolean;
  readonly hear: (state: LinkState) => void;
  readonly take: (kind: DownKind, text: string) => void;
  readonly now: () => number;
};

export type NetworkParts = {
  readonly schedule: Schedule;
  readonly random: Random;
  readonly embedded: boolean;
  /** Hands a message to the cloud if it runs. */
  readonly toCloud: (topic: string, text: string) => void;
  readonly count: (fault: string) => void;
};

const dayMs = 86_400_000;
/** [MQTT-3.1.2-24] one and a half times the keepalive of 15 s: after that the broker publishes the will. */
const willMs = 22_500;

export function network({ schedule, random, embedded, toCloud, count }: NetworkParts): Network {
  const faults: NetworkFaults = { drop: 0, double: 0, reorder: 0, delayDays: 0 };
  const cables = new Map<string, Cable>();
  /** A cable, or a mobile network on a bad day. */
  const latencyMs = random.pick([20, 1_000, 4_000]);
  const salt = random.below(0x7fffffff);
  const keeping = random.fork('kept');
  let cloudUp = false;
  let mishapMs = schedule.now();

  const cableOf = (name: EdgeName, twin = false): Cable => {
    const place = `${edgeRoot(name)}${twin ? ' twin' : ''}`;
    const known = cables.get(place) ?? {
      place,
      sum: crc32(place, salt),
      name,
      up: true,
      end: null,
      lastUpMs: 0,
      lastDownMs: 0,
      kept: [],
      keptUntilMs: 0,
    };
    cables.set(place, known);
    return known;
  };
  const become = (end: End, state: LinkState): void => {
    if (end.state === state || !end.alive()) return;
    end.state = state;
    end.sinceMs = schedule.now();
    end.hear(state);
  };

  const isCalm = (): boolean => faults.drop === 0 && faults.delayDays === 0 && faults.reorder === 0 && faults.double === 0;

  /**
   * When a message arrives, once or twice or never. Its fate follows from what it says and when: of several that are sent at one moment it is of no
   * account which was first, for that depends on how many turns a database takes.
   */
  function arrivals(sum: number, text: string, last: number): { readonly at: readonly number[]; readonly last: number } {
    const ofMoment = quickRandom(sum ^ schedule.now());
    const usual = Math.max(last, schedule.now() + ofMoment.between(latencyMs, 8 * latencyMs));
    if (isCalm()) return { at: [usual], last: usual };
    const random = quickRandom(crc32(text, ofMoment.below(0x7fffffff)));
    const happens = (chance: number, fault: string): boolean => {
      if (chance === 0 || !random.chance(chance)) return false;
      count(fault);
      return true;
    };
    const late = (...at: readonly number[]): readonly number[] => {
      mishapMs = Math.max(mishapMs, schedule.now(), ...at);
      return at;
    };
    if (happens(faults.drop, 'message dropped')) return { at: late(), last };
    if (happens(faults.delayDays, 'message delayed for days')) return { at: late(usual + random.between(3_600_000, 3 * dayMs)), last };
    if (happens(faults.reorder, 'message reordered')) return { at: late(usual + random.between(200, 30_000)), last };
    if (happens(faults.double, 'message doubled')) return { at: late(usual, usual + random.between(1, 60_000)), last: usual };
    return { at: [usual], last: usual };
  }

  function up(cable: Cable, topic: string, text: string, taken: () => void): void {
    const { at, last } = arrivals(cable.sum, text, cable.lastUpMs);
    cable.lastUpMs = last;
    schedule.at(Math.max(last, schedule.now()), taken);
    for (const atMs of at) schedule.at(atMs, () => toCloud(topic, text));
  }

  function attempt(cable: Cable, end: End): void {
    if (cable.end !== end || end.state === 'online') return;
    if (!cable.up || (embedded && !cloudUp)) return void schedule.after(random.between(1_000, 60_000), () => attempt(cable, end));
    const status = { state: 'online', at: new Date(end.now()).toISOString() };
    up(cable, upTopic(cable.name, 'status'), JSON.stringify(status), () => {
      if (cable.end === end && cable.up && !(embedded && !cloudUp)) become(end, cloudUp ? 'online' : 'broker-only');
      else schedule.after(random.between(1_000, 60_000), () => attempt(cable, end));
    });
  }

  /** The connection is gone; both sides find out in their own time. */
  function lose(cable: Cable): void {
    const { end } = cable;
    schedule.after(random.between(0, willMs), () => toCloud(upTopic(cable.name, 'status'), JSON.stringify({ state: 'offline', at: null })));
    if (!end) return;
    schedule.after(random.between(0, willMs), () => {
      if (cable.end !== end) return;
      become(end, 'offline');
      attempt(cable, end);
    });
  }

  function send(cable: Cable, end: End, message: UpMessage): Promise<boolean> {
    if (end.state === 'offline' || !end.alive()) return Promise.resolve(false);
    return new Promise((resolve) => {
      if (!cable.up) return void schedule.after(willMs, () => end.alive() && resolve(false));
      up(cable, upTopic(cable.name, message.kind as UpKind), JSON.stringify(message.body), () => end.alive() && resolve(true));
    });
  }

  function deliver(cable: Cable, kind: DownKind, text: string): void {
    const hand = (): void => {
      const now = cable.end;
      if (cable.up && now && now.state !== 'offline' && now.alive()) now.take(kind, text);
    };
    const heap = kind === 'feed' ? cable.kept.at(-1) : undefined;
    if (heap) return void heap.push(hand);
    const { at, last } = arrivals(cable.sum, text, cable.lastDownMs);
    cable.lastDownMs = last;
    for (const atMs of at) schedule.at(atMs, hand);
  }

  return {
    faults,
    connect(name, alive, now, twin = false) {
      const cable = cableOf(name, twin);
      if (cable.end !== null) lose({ ...cable, end: null });
      const states: ((state: LinkState) => void)[] = [];
      const messages: ((message: DownMessage) => void)[] = [];
      const asides: ((topic: string, reason: string) => void)[] = [];
      const end: End = {
        state: 'offline',
        sinceMs: schedule.now(),
        alive,
        now,
        hear: (state) => states.forEach((listener) => void listener(state)),
        take(kind, text) {
          const decoded = decodeDown(kind, text);
          if (decoded.ok) for (const listener of messages) listener(decoded.message);
          else for (const listener of asides) listener(kind, decoded.reason);
        },
      };
      cable.end = end;
      schedule.after(random.between(500, 3_000), () => attempt(cable, end));
      return {
        onState: (listener) => void states.push(listener),
        onMessage: (listener) => void messages.push(listener),
        onSetAside: (listener) => void asides.push(listener),
        send: (message) => send(cable, end, message),
        reads: () => true,
        close: async () => undefined,
      };
    },
    down(to, message) {
      const text = JSON.stringify(message.body);
      const there = [cableOf(to), cables.get(`${edgeRoot(to)} twin`)].filter((cable) => cable?.end && cable.end.state !== 'offline');
      for (const cable of there) if (cable) deliver(cable, message.kind, text);
      return there.length > 0 ? 'sent' : 'offline';
    },
    cut(name) {
      for (const cable of [cableOf(name), cableOf(name, true)]) {
        if (!cable.up) continue;
        cable.up = false;
        if (cable.end) lose(cable);
      }
    },
    mend(name) {
      for (const cable of [cableOf(name), cableOf(name, true)]) cable.up = true;
    },
    keepFeed(name) {
      cableOf(name).kept.push([]);
    },
    releaseFeed(name, withinMs) {
      const cable = cableOf(name);
      for (const hand of cable.kept.shift() ?? []) {
        count('message kept beyond a restore');
        const atMs = schedule.now() + keeping.between(0, withinMs);
        mishapMs = Math.max(mishapMs, atMs);
        schedule.at(atMs, hand);
      }
      cable.keptUntilMs = schedule.now();
    },
    keepsFeed: (name) => cableOf(name).kept.length > 0,
    cloudIs(isUp) {
      cloudUp = isUp;
      // By name: who was asked for first is the database's business.
      for (const [, cable] of [...cables].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        if (!cable.end) continue;
        if (!isUp && embedded) lose(cable);
        else if (!isUp && cable.end.state === 'online') become(cable.end, 'broker-only');
        else if (isUp && cable.end.state === 'broker-only' && cable.up) become(cable.end, 'online');
      }
    },
    state: (name) => cableOf(name).end?.state ?? 'offline',
    onlineForMs(name, twin = false) {
      const { end, kept, keptUntilMs } = cableOf(name, twin);
      return end?.state === 'online' && kept.length === 0 ? schedule.now() - Math.max(end.sinceMs, keptUntilMs) : 0;
    },
    quietForMs: () => ([...cables.values()].some(({ kept }) => kept.length > 0) ? 0 : Math.max(0, schedule.now() - mishapMs)),
  };
}
