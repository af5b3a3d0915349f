import type { DownMessage, Envelope } from '#contract/envelope.ts';
import type { Queue } from '../../../edge/core/queue.ts';
import type { Disk } from '../../../edge/disk/port.ts';
import type { Link } from '../../../edge/link/port.ts';
import type { Devices } from '../devices.ts';
import type { Sabotage } from './port.ts';

/** Bugs put into the simulated rooms on purpose: each must be found. A bug may keep a memory of its own, so each life makes it anew. */
export type Plant = () => Partial<Sabotage>;

type Row = Readonly<Record<string, unknown>>;

/** States of a reservation whose visitor came. */
const came: ReadonlySet<unknown> = new Set(['checkedIn', 'fulfilled', 'noShow']);

/** True for every n-th call. */
function each(n: number): () => boolean {
  let calls = 0;
  return () => ++calls % n === 0;
}

const withDisk = (change: (disk: Disk) => Partial<Disk>): Partial<Sabotage> => ({ disk: (disk) => ({ ...disk, ...change(disk) }) });
const withEvents = (change: (events: Envelope[]) => Envelope[]): Partial<Sabotage> => ({
  up(topic, text) {
    if (!topic.endsWith('/events')) return text;
    const body = JSON.parse(text) as { journal: string; events: Envelope[] };
    return JSON.stringify({ ...body, events: change(body.events) });
  },
});
const withPress = (change: (told: (button: string) => void) => (button: string) => void): Partial<Sabotage> => ({
  devices: (devices) => ({ ...devices, buttons: { ...devices.buttons, onPress: (listener) => devices.buttons.onPress(change(listener)) } }),
});
const withRow = (table: string, change: (before: Row | null, after: Row) => Row | null): Partial<Sabotage> => ({
  row: (name, before, after) => (name === table ? change(before, after) : after),
});

export const plants: Readonly<Record<string, Plant>> = {
  'a sync is skipped': () => withDisk(() => ({ sync: () => undefined })),
  'a folder is never synced': () => withDisk(() => ({ syncFolder: () => undefined })),
  'every seventh sync is skipped': () => {
    const skips = each(7);
    return withDisk((disk) => ({ sync: (descriptor) => (skips() ? undefined : disk.sync(descriptor)) }));
  },
  'a number is promised before it is synced': () => ({ durable: (durable) => Promise.race([Promise.resolve(), durable]) }),
  'a recovered office gives its last number again': () => ({
    queue: (queue: Queue) => ({
      ...queue,
      issued: Object.fromEntries(Object.entries(queue.issued).map(([id, last]) => [id, Math.max(0, last - 1)])),
    }),
  }),
  'a recovered office forgets who waits': () => ({ queue: (queue: Queue) => ({ ...queue, waiting: {}, reserved: {} }) }),
  'a snapshot lacks its last entries': () => {
    let before: unknown = null;
    return {
      snapshots: (snapshots) => ({
        ...snapshots,
        save(snapshot) {
          const queue = before ?? snapshot.queue;
          before = snapshot.queue;
          return snapshots.save({ ...snapshot, queue });
        },
      }),
    };
  },
  'the clock is always trusted': () => ({ clock: (clock) => ({ ...clock, trusted: () => true }) }),
  'durations are taken from the wall clock': () => ({
    clock: (clock) => ({ ...clock, now: () => ({ wall: clock.now().wall, steady: Math.max(0, clock.now().wall - 1_700_000_000_000) }) }),
  }),
  'a press bounces seconds later': () =>
    withPress((told) => {
      let last: string | null = null;
      return (button) => {
        if (last !== null && button !== last) told(last);
        last = button;
        told(button);
      };
    }),
  'every thirtieth press is lost': () => {
    const lost = each(30);
    return withPress((told) => (button) => void (lost() || told(button)));
  },
  'the keypad swaps two keys': () => ({
    devices: (devices) => ({
      ...devices,
      keypad: { ...devices.keypad, press: (keys: string) => devices.keypad.press(keys.replace(/^(.)(.)/, '$2$1')) },
    }),
  }),
  'a unit tells each press twice': () => ({
    devices: (devices: Devices) => ({
      ...devices,
      units: {
        ...devices.units,
        onPress: (listener) => devices.units.onPress((...press) => [1, 2].forEach(() => void listener(...press))),
      },
    }),
  }),
  'a slip is printed twice': () => {
    const twice = each(40);
    return { paper: (slip) => (twice() ? [slip, slip] : [slip]) };
  },
  'a slip bears the next number': () => {
    const wrong = each(40);
    return { paper: (slip) => [wrong() ? { ...slip, number: `${slip.number[0]}${Number(slip.number.slice(1)) + 1}` } : slip] };
  },
  'no paper comes out and the printer says it did': () => {
    const empty = each(25);
    return { paper: (slip) => (empty() ? [] : [slip]) };
  },
  'a slip that failed comes out at the next refill': () => ({
    devices(devices) {
      const { printer } = devices;
      return {
        ...devices,
        printer: {
          ...printer,
          async print(slip) {
            const outcome = await printer.print(slip);
            if (outcome === 'paper-out') printer.onChange((state) => state === 'ok' && void printer.print(slip));
            return outcome;
          },
        },
      };
    },
  }),
  'a copy is not marked as one': () => ({ paper: (slip) => [{ ...slip, copy: null }] }),
  'the voice names another counter': () => {
    const wrong = each(30);
    return { announcedCounter: (counter) => (wrong() ? counter + 1 : counter) };
  },
  'two slips bear one token': () => ({ token: () => 'the-same-token-always' }),
  'a new card does not know that it replaces another': () => ({
    knowsItReplaces: false,
    down: (message) => (message.kind === 'state' ? null : message),
  }),
  'acknowledgements are forgotten': () => ({ down: (message) => (message.kind === 'ack' ? null : message) }),
  'events are acknowledged before they are stored': () => {
    const lost = each(5);
    let lose = false;
    return {
      hasty(topic, text) {
        lose = topic.endsWith('/events') && lost();
        if (!lose) return null;
        const { journal, events } = JSON.parse(text) as { journal: string; events: Envelope[] };
        return { kind: 'ack', body: { journal, seq: events.at(-1)!.seq } };
      },
      up: (_, text) => (lose ? null : text),
    };
  },
  'a request to send again is lost': () => ({ down: (message) => (message.kind === 'resend' ? null : message) }),
  'a gap in the feed is not seen': () => {
    // The cloud repeats what is not acknowledged: a gap is there only when the edge has acknowledged what it never took.
    const lost = each(4);
    const deaf = (link: Link, listener: (message: DownMessage) => void) => (message: DownMessage) => {
      if (message.kind !== 'feed') listener(message);
      else if (lost()) void link.send({ kind: 'feed-ack', body: message.body.position });
      else listener({ ...message, body: { ...message.body, after: 0 } });
    };
    return { link: (link) => ({ ...link, onMessage: (listener) => link.onMessage(deaf(link, listener)) }) };
  },
  'every third change of a feed is lost': () => {
    const lost = each(3);
    return {
      down: (message) =>
        message.kind === 'feed' ? { ...message, body: { ...message.body, changes: message.body.changes.filter(() => !lost()) } } : message,
    };
  },
  'positions of the feed are not kept': () => ({ up: (topic, text) => (topic.endsWith('/feed-ack') ? null : text) }),
  'two events change places': () =>
    withEvents(([first, second, ...rest]) => {
      if (!first || !second) return first ? [first] : [];
      return [{ ...second, seq: first.seq }, { ...first, seq: second.seq }, ...rest];
    }),
  'an event is stored with the data of another': () => {
    let before: Envelope | null = null;
    const wrong = each(60);
    return withEvents((events) =>
      events.map((event) => {
        const stored = before && wrong() ? { ...event, type: before.type, data: before.data } : event;
        before = event;
        return stored;
      }),
    );
  },
  'an event is stored and not followed': () =>
    withRow('ticket', (before, after) => (before !== null && after.state === 'served' ? null : after)),
  'the place in the journal runs ahead of what is stored': () => {
    const lost = each(20);
    return withRow('journal', (before, after) =>
      before !== null && after.lastSeq !== before.lastSeq && lost() ? { ...after, lastSeq: (after.lastSeq as number) + 1 } : after,
    );
  },
  'an event is lost between two others': () => {
    const lost = each(90);
    return withRow('event', (_, after) => (lost() ? null : after));
  },
  'a check-in is dropped in the merge': () => withRow('reservation', (_, after) => (after.state === 'checkedIn' ? null : after)),
  // Not the check-in alone: it would be put right when the visitor is served, for each write says all that is known.
  'a cancel beats a check-in': () =>
    withRow('reservation', (before, after) => (before?.state === 'cancelled' && came.has(after.state) ? null : after)),
  'a lapse is not merged': () =>
    withRow('reservation', (before, after) => (before?.state === 'confirmed' && after.state === 'lapsed' ? null : after)),
  'a commit is none': () => {
    const lost = each(60);
    return { commits: () => !lost() };
  },
  'a failed transaction keeps half of its changes': () => ({ rollsBack: false }),
  'a change does not raise the feed': () => {
    const lost = each(4);
    return withRow('office', (before, after) => (before !== null && after.feedRevision !== before.feedRevision && lost() ? null : after));
  },
  'a restored cloud keeps its epoch': () =>
    withRow('office', (before, after) => (before !== null && after.epoch !== before.epoch ? { ...after, epoch: before.epoch } : after)),
  'a feed revision that is given again has its name again': () =>
    withRow('feedName', (_, after) => ({ ...after, name: String(after.revision).padStart(32, '0') })),
  'every feed revision says the same time': () =>
    withRow('feedName', (_, after) => ({ ...after, name: `000000000000${String(after.name).slice(12)}` })),
  'a copy of a card that has caught up is not noticed': () => ({
    down: (message) =>
      (message.kind === 'ack' || message.kind === 'resend'
        ? { ...message, body: { ...message.body, name: undefined } }
        : message) as DownMessage,
  }),
  'an older copy of a card tells all of its journal again': () => ({
    down: (message) =>
      message.kind === 'past' ? { kind: 'past', body: { ...message.body, names: message.body.names.map(() => null) } } : message,
  }),
  'confirmed seats are given again': () => {
    const moved = new Map<string, number>();
    return {
      row(table, _, after) {
        if (table !== 'reservation' || after.state !== 'confirmed') return after;
        const id = String(after.id);
        if (!moved.has(id)) moved.set(id, 100 + moved.size);
        return { ...after, seat: moved.get(id) };
      },
    };
  },
};
