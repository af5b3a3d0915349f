import type { Recorded } from '#contract/event.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { type EdgeName, edgeRoot } from '#contract/topic.ts';
import type { SlipView } from '../../edge/core/views/slip.ts';
import { type SimulatedDisk, simulatedDisk } from '../../edge/disk/simulated.ts';
import { isDiskError } from '../../edge/journal/mishap.ts';
import type { Journal } from '../../edge/journal/port.ts';
import { spareMemoryIn } from '../../edge/journal/spare-memory.ts';
import { hashPin } from '../../edge/keypad/pin-hash.ts';
import type { Link } from '../../edge/link/port.ts';
import { type Office, openOffice } from '../../edge/loop/office.ts';
import { OlderCopy } from '../../edge/loop/older-copy.ts';
import type { PrintOutcome } from '../../edge/printer/port.ts';
import { type CardCopy, diskOf, isMarked } from './card-copy.ts';
import { type Devices, devices, type Hall, hall } from './devices.ts';
import { type MachineClock, machineClock } from './machine-clock.ts';
import type { Sabotage } from './planted/port.ts';
import type { Random } from './random.ts';
import { remember } from './remember.ts';
import type { Schedule } from './schedule.ts';
import type { Trace } from './trace.ts';

/** The power went at a call of a port. */
export class PowerCut extends Error {}

/** What becomes visible of a machine, told as it happens. */
export type Witness = {
  /** A daemon has started on this journal; `renewed`: one that took the place of an older copy of its card (F18). */
  started(machine: Machine, journal: Journal, renewed: boolean): void;
  /** These facts are durable: whatever follows from them may be seen from now on. */
  promised(machine: Machine, journal: Journal, records: readonly Recorded[]): void;
  /** The power goes; `durableTo`: what the journal held for safe. */
  powerLost(machine: Machine, durableTo: number): void;
  slip(machine: Machine, slip: SlipView, outcome: PrintOutcome): void;
  announced(machine: Machine, number: string, counter: number): void;
  beeped(machine: Machine, counter: number): void;
  /** Something that must never happen. */
  violation(text: string): void;
};

/** The computer of one kiosk: it outlives its daemons and its disks. */
export type Machine = {
  readonly name: EdgeName;
  readonly hall: Hall;
  readonly settings: OfficeSettings;
  /** Set by faults. */
  readonly mischief: Mischief;
  disk(): SimulatedDisk;
  /** The daemon that runs, or `null`. */
  running(): Running | null;
  powerOn(): void;
  /** The power goes now; of what was not synced some bytes stay. */
  powerOff(): void;
  /** A new SD card (F18). */
  reimage(): void;
  /** The card dies, and a copy of it is put in (F18). */
  putBack(copy: CardCopy): void;
  /** The power goes for good. */
  retire(): void;
};

export type Running = { readonly office: Office; readonly devices: Devices; readonly clock: MachineClock; readonly journal: Journal };

export type Mischief = {
  wallErrorMs: number;
  clockTrusted: boolean;
  /** Calls of ports until the power goes; `null`: it stays. */
  cutIn: number | null;
  /** Every changing call fails (F2). */
  diskReadOnly: boolean;
  /** The disk takes no more, or did lately. */
  diskFull: boolean;
  /** The next sync fails and its descriptor stays bad (F4). */
  syncFails: boolean;
};

export type MachineParts = {
  readonly name: EdgeName;
  /** Another machine of the same name: the number that tells its slips from those of the first, and which replacement its card says it is (F19). */
  readonly twin?: number;
  readonly settings: OfficeSettings;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly trace: Trace;
  readonly witness: Witness;
  readonly sabotage: Sabotage;
  /** A new cable end for a daemon that starts; `alive` says whether it still runs. */
  readonly connect: (machine: Machine, alive: () => boolean) => Link;
};

/** One life of the daemon. */
type Session = { alive: boolean; clock: MachineClock | null; journal: Journal | null };

export function machine(parts: MachineParts): Machine {
  const { name, schedule, random, trace, witness, settings, sabotage } = parts;
  const mischief: Mischief = { wallErrorMs: 0, clockTrusted: true, cutIn: null, diskReadOnly: false, diskFull: false, syncFails: false };
  const segmentBytesMax = random.pick([16_384, 131_072, 1_048_576]);
  let disk = newDisk();
  let ram = simulatedDisk();
  /** Which replacement the card is that is in now. */
  let cards = parts.twin ?? 0;
  let [running, tokens]: [Running | null, number] = [null, 0];
  let session: Session = { alive: false, clock: null, journal: null };
  let renewing = false;
  let retired = false;

  function newDisk(made = simulatedDisk()): SimulatedDisk {
    made.onCall((call) => {
      if (!session.alive) throw new PowerCut('nobody writes without power');
      portCall();
      if (mischief.diskReadOnly) throw Object.assign(new Error(`EROFS: read-only, ${call}`), { code: 'EROFS' });
      if (call !== 'sync' || !mischief.syncFails) return undefined;
      mischief.syncFails = false;
      throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    });
    return made;
  }

  /** Every call of a port passes here: between any two of them the power may go (F1). */
  function portCall(): void {
    if (mischief.cutIn === null) return;
    mischief.cutIn -= 1;
    if (mischief.cutIn > 0) return;
    mischief.cutIn = null;
    self.powerOff();
    throw new PowerCut('the power went');
  }

  /** The same for calls that do not throw: false when there is nobody any more. */
  function stillThere(of: Session): boolean {
    if (!of.alive) return false;
    try {
      portCall();
    } catch {
      return false;
    }
    return true;
  }

  function end(): void {
    session.alive = false;
    session.clock?.stop();
    running = null;
  }

  function putIn(card: SimulatedDisk): void {
    end();
    disk = card;
    renewing = false;
    ram = simulatedDisk();
    schedule.after(600_000, () => self.powerOn());
  }

  /** The daemon ended by itself and systemd starts it again. */
  function restart(error: Error, spare: ReturnType<typeof spareMemoryIn>): void {
    trace.note(`${name.office} ended itself: ${error.message}`);
    if (isDiskError(error)) spare.noteFailure(schedule.now() + mischief.wallErrorMs);
    else if (error instanceof OlderCopy) renewing = true;
    else witness.violation(`the daemon of ${name.office} broke: ${error.stack}`);
    disk.kill();
    end();
    schedule.after(2_000, () => self.powerOn());
  }

  async function start(life: Session): Promise<void> {
    const spare = spareMemoryIn(ram, '/run');
    const wall = (): number => schedule.now() + mischief.wallErrorMs;
    const fail = (error: Error): void => {
      if (life.alive && isMarked(disk, error) && life.alive) restart(error, spare);
    };
    try {
      const mintId = () => random.hex(32);
      const memory = await remember({
        disk: sabotage.disk(disk),
        spare,
        settings,
        wall: wall(),
        clockTrusted: mischief.clockTrusted,
        segmentBytesMax,
        replacement: sabotage.knowsItReplaces ? cards : 0,
        mintId,
        sabotage,
      });
      const { opened, snapshots } = memory;
      trace.note(
        `${name.office} started on ${opened.journal.id.slice(0, 8)} boot ${opened.journal.boot} at ${opened.journal.given()}${opened.torn ? ' torn' : ''}`,
      );
      const away = opened.newest && mischief.clockTrusted ? Math.max(0, wall() - Date.parse(opened.newest.time)) : 0;
      const steadyAtBoot = (opened.newest?.steadyMs ?? 0) + away;
      const clock = sabotage.clock(
        machineClock(schedule, { wallErrorMs: () => mischief.wallErrorMs, trusted: () => mischief.clockTrusted, steadyAtBoot }),
      );
      life.clock = clock;
      life.journal = opened.journal;
      witness.started(self, opened.journal, renewing);
      renewing = false;
      const made = openDevices(life);
      const { beep } = made.units;
      const office = openOffice(
        {
          ...made,
          units: {
            ...made.units,
            beep(counter) {
              beep(counter);
              if (life.alive && !self.hall.lostUnits.has(counter)) witness.beeped(self, counter);
            },
          },
          clock,
          journal: sabotage.journal(watched(opened.journal, life)),
          snapshots,
          voice: {
            announce: (call) => stillThere(life) && witness.announced(self, call.number, sabotage.announcedCounter(call.counter)),
            confirm: () => undefined,
            close: async () => undefined,
          },
          link: sabotage.link(parts.connect(self, () => stillThere(life))),
          watchdog: { ready: () => undefined, progress: () => undefined, stopping: () => undefined },
          mintToken: () => sabotage.token(`token-${name.office}-${parts.twin ?? 0}${String(++tokens).padStart(9, '0')}`),
          hashPin,
          show: () => undefined,
          log: { info: () => undefined, warn: (_, text) => life.alive && trace.note(`${name.office} warns: ${text}`) },
          fail,
          source: edgeRoot(name),
          software: 'simulated',
        },
        memory,
      );
      if (life.alive) running = { office, devices: made, clock, journal: opened.journal };
    } catch (error) {
      fail(error as Error);
    }
  }

  const openDevices = (life: Session): Devices =>
    sabotage.devices(
      devices({
        schedule,
        random,
        hall: self.hall,
        buttonIds: [...settings.services.map(({ id }) => `service:${id}`), 'reserved', 'language'],
        counters: settings.counters.map(({ number }) => number),
        alive: () => stillThere(life),
        onPaper: (slip, outcome) => sabotage.paper(slip).forEach((one) => void witness.slip(self, one, outcome)),
      }),
    );

  /** Tells the witness of what has become durable before anything else can follow from it; of a dead machine nobody sees anything. */
  function watched(journal: Journal, life: Session): Journal {
    return {
      ...journal,
      append(facts, stamp) {
        const appended = journal.append(facts, stamp);
        const durable = sabotage.durable(appended.durable);
        durable.then(
          () => life.alive && witness.promised(self, journal, appended.records),
          () => undefined,
        );
        return { records: appended.records, durable };
      },
    };
  }

  const self: Machine = {
    name,
    hall: hall(),
    settings,
    mischief,
    disk: () => disk,
    running: () => running,
    powerOn() {
      if (session.alive || retired) return;
      session = { alive: true, clock: null, journal: null };
      void start(session);
    },
    powerOff() {
      if (!session.alive) return;
      trace.note(`${name.office} loses power`);
      witness.powerLost(self, session.journal?.last() ?? 0);
      end();
      disk.cutPower((unsynced) => random.below(unsynced + 1), random.pick(['lost', 'kept']));
      ram = simulatedDisk();
      schedule.after(random.between(5_000, 600_000), () => self.powerOn());
    },
    reimage() {
      trace.note(`${name.office} gets a new card`);
      cards += 1;
      putIn(newDisk());
    },
    putBack(copy) {
      trace.note(`${name.office} gets an older copy of its card`);
      putIn(newDisk(diskOf(copy)));
    },
    retire() {
      self.powerOff();
      retired = true;
    },
  };
  return self;
}
