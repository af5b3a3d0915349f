import type { Command, CounterAction } from '../core/decision.ts';
import { type Queue, waitingFor } from '../core/queue.ts';
import type { Effect } from '../core/react.ts';
import { allViews } from '../core/views/all-views.ts';
import type { Views } from '../core/views/screens.ts';
import type { Surroundings } from '../core/views/surroundings.ts';
import { callButton, listenToUnits } from './clerks.ts';
import { watchDurability } from './durability.ts';
import type { Rooms } from './rooms.ts';
import { createSnapshotting } from './snapshotting.ts';
import { createSync } from './sync.ts';
import { createTurn, type Outcome } from './turn.ts';
import { createVisitors } from './visitors.ts';

const tickMs = 1_000;

/** The running office: devices in, facts journalled, effects out. */
export type Office = {
  /** What a clerk does from the staff page. */
  act(counter: number, action: CounterAction): Promise<Outcome>;
  /** Staff stop or resume giving walk-in tickets for today. */
  issuing(to: 'stopped' | 'open'): Promise<Outcome>;
  views(): Views;
  queue(): Queue;
  /** For the metrics. */
  vitals(): {
    readonly journalLastSeq: number;
    readonly journalDurable: boolean;
    readonly unsentEvents: number;
    readonly linkUp: boolean;
    readonly clockTrusted: boolean;
    readonly ticketsWaiting: number;
  };
  /** Ends in order; a last snapshot saves the next start its replay. */
  close(): Promise<void>;
};

/** What a start knows: the queue, how far the cloud had acknowledged, and the entry with which the snapshot it rests on ends. */
export type Recovered = { readonly queue: Queue; readonly acked: number; readonly snapshotSeq?: number };

/** Joins the rooms around a recovered queue. The only place that knows the order of things. */
export function openOffice(rooms: Rooms, recovered: Recovered): Office {
  const { clock, printer, units, voice, watchdog } = rooms;
  const stuckButtons = new Set<string>();
  let showing = false;

  const turn = createTurn(rooms, recovered.queue, perform, grew);
  const sync = createSync(rooms, turn, recovered.acked, show);
  const snapshotting = createSnapshotting(rooms, turn, sync.acked, recovered.snapshotSeq ?? 0);
  const durability = watchDurability({ ...rooms, needless, changed: grew });
  const visitors = createVisitors(rooms, { submit, queue: turn.queue, link: sync.link, changed: show });
  const clerks = listenToUnits(units, (command) => void submit(command), show, rooms.log);

  /** For everything that no caller waits for: a journal that cannot promise ends the process. */
  function submit(command: Command): Promise<Outcome | null> {
    return turn.submit(command).catch((error: Error) => {
      rooms.fail(error);
      return null;
    });
  }

  /** For staff, who wait for the answer. Rejects when there can be none. */
  async function promised(command: Command): Promise<Outcome> {
    const outcome = await submit(command);
    if (!outcome) throw new Error('the journal can promise no more');
    return outcome;
  }

  function perform(effect: Effect, queue: Queue): void {
    if (effect.kind === 'print') void visitors.print(effect.ordinal, effect.copy, queue);
    else if (effect.kind === 'announce') voice.announce(effect, queue.settings.languages[0]!);
    else units.beep(effect.counter);
  }

  function grew(): void {
    watchdog.progress();
    sync.grow();
    snapshotting.grow();
    show();
  }

  async function needless(): Promise<number> {
    await snapshotting.save();
    return Math.min(sync.acked(), snapshotting.olderSeq());
  }

  function views(): Views {
    const now = { now: clock.now(), clockTrusted: clock.trusted(), kiosk: visitors.kiosk() };
    const devices = { lostUnits: clerks.lost, stuckButtons, deviceTroubles: clerks.troubles() };
    const notEnrolled = rooms.enrolment?.needed() ?? false;
    return allViews(turn.queue(), {
      ...now,
      ...devices,
      ...onTheBoard(rooms),
      notEnrolled,
      link: sync.link(),
      unsent: sync.unsent(),
      journal: durability.now(),
    });
  }

  /** Pictures are made once for all that changed in this moment, after everything that had to be done at once. */
  function show(): void {
    if (showing) return;
    showing = true;
    setImmediate(() => {
      showing = false;
      const pictures = views();
      for (const { counter, ...picture } of pictures.units) units.show(counter, picture);
      for (const [button, lit] of Object.entries(pictures.lamps)) rooms.buttons.light(button, lit);
      rooms.show(pictures);
    });
  }

  rooms.buttons.onPress((button) => {
    const call = callButton(button);
    if (call) void submit(call);
    else visitors.press(button);
  });
  rooms.buttons.onStuck((button, stuck) => {
    if (stuck) stuckButtons.add(button);
    else stuckButtons.delete(button);
    show();
    rooms.log.warn({ button, stuck }, stuck ? 'button stuck and masked' : 'button free again');
  });
  printer.onChange((state) => void submit({ kind: 'printer', state }));
  const stopTicking = clock.every(tickMs, () => {
    visitors.tick();
    sync.tick();
    void submit({ kind: 'tick' });
    show();
  });
  void submit({ kind: 'start' });
  void submit({ kind: 'printer', state: printer.state() });
  show();

  return {
    act: (counter, action) => promised({ kind: 'counter', counter, action, from: 'staff' }),
    issuing: (to) => promised({ kind: 'issuing', to }),
    views,
    queue: turn.queue,
    vitals: () => ({
      journalLastSeq: rooms.journal.last(),
      journalDurable: durability.now().state === 'durable',
      unsentEvents: sync.unsent(),
      linkUp: sync.link().state === 'online',
      clockTrusted: clock.trusted(),
      ticketsWaiting: turn.queue().settings.services.reduce((sum, { id }) => sum + waitingFor(turn.queue(), id), 0),
    }),
    async close() {
      stopTicking();
      durability.stop();
      for (const room of [rooms.buttons, rooms.keypad, units, voice]) await room.close();
      await visitors.settled();
      for (const room of [printer, rooms.link]) await room.close();
      await snapshotting.save();
      await rooms.journal.close();
    },
  };
}

/** The office's notices, where it has any, and which of their pictures have not come yet. */
function onTheBoard({ board }: Rooms): Pick<Surroundings, 'board'> {
  const settings = board?.settings();
  return board && settings ? { board: { settings, lacking: board.lacking() } } : {};
}
