import { exampleOffice } from '#contract/example-office.ts';
import { type EdgeName, edgeRoot } from '#contract/topic.ts';
import type { Clock } from '../../../edge/clock/port.ts';
import { emptyQueue, type Queue } from '../../../edge/core/queue.ts';
import type { Link } from '../../../edge/link/port.ts';
import { createSync } from '../../../edge/loop/sync.ts';
import { createTurn } from '../../../edge/loop/turn.ts';
import { journalInMemory } from './journal-in-memory.ts';

/** One office of the fleet: the real core, outbox and link; only disk, paper and hands are missing. */
export type FleetOffice = {
  /** Opens the day and the counters. */
  open(): Promise<void>;
  /**
   * Somebody takes a ticket, which is told with its token, the slip comes, and a counter calls its next. Who presses within two seconds of another
   * for the same service gets none: that is one press (F11), and a fleet is large enough for it to happen.
   */
  visit(onTaken?: (token: string) => void): Promise<void>;
  /** Once a second. */
  tick(): void;
  unsent(): number;
  /** What it knows. */
  queue(): Queue;
  close(): Promise<void>;
};

type Parts = {
  readonly name: EdgeName;
  /** Of its journal, 32 hexadecimal digits. */
  readonly journal: string;
  readonly link: Link;
  readonly clock: Clock;
  /** Milliseconds from the fact on its way to the cloud's acknowledgement, which comes after the commit. */
  readonly acknowledged: (ms: number) => void;
};

const silent = { info: () => undefined, warn: () => undefined };
const services = exampleOffice.services.map(({ id }) => id);
const counters = exampleOffice.counters.map(({ number }) => number);

/** An office that nobody has opened yet. */
export function fleetOffice({ name, journal: id, link, clock, acknowledged }: Parts): FleetOffice {
  const journal = journalInMemory(id);
  const madeAt: number[] = [];
  let acked = 0;
  let visits = 0;
  const turn = createTurn({ clock, journal }, emptyQueue({ ...exampleOffice, office: name.office }), () => undefined, grew);
  const fail = (error: Error): void => {
    throw error;
  };
  const rooms = { link, journal, clock, log: silent, source: edgeRoot(name), software: 'fleet', fail };
  const sync = createSync(rooms as never, turn, 0, () => undefined);

  function grew(): void {
    const now = performance.now();
    while (acked + madeAt.length < journal.last()) madeAt.push(now);
    sync.grow();
  }

  link.onMessage((message) => {
    if (message.kind !== 'ack' || message.body.seq <= acked) return;
    const now = performance.now();
    for (const at of madeAt.splice(0, message.body.seq - acked)) acknowledged(now - at);
    acked = message.body.seq;
    journal.forget(acked, 0);
  });

  return {
    async open() {
      await turn.submit({ kind: 'start' });
      for (const counter of counters) await turn.submit({ kind: 'counter', counter, action: { action: 'open' }, from: 'staff' });
    },
    async visit(onTaken) {
      visits += 1;
      const service = services[visits % services.length]!;
      const token = `${id}${visits}`.slice(-32).padStart(32, '0');
      const { events } = await turn.submit({ kind: 'take', service, origin: 'button', token });
      const issued = events.find((event) => event.name === 'ticket.issued');
      if (issued?.name === 'ticket.issued') {
        onTaken?.(token);
        await turn.submit({ kind: 'slip', ordinal: issued.data.ordinal, copy: false, outcome: 'printed' });
      }
      await turn.submit({ kind: 'counter', counter: counters[visits % counters.length]!, action: { action: 'next' }, from: 'unit' });
    },
    tick: sync.tick,
    unsent: sync.unsent,
    queue: turn.queue,
    close: () => link.close(),
  };
}
