import type { DownMessage } from '#contract/envelope.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { type EdgeName, readUpTopic } from '#contract/topic.ts';
import { type Auditor, auditor } from './auditor/auditor.ts';
import { keepingUp, lookEveryMs } from './auditor/keeping-up.ts';
import { CloudDied, edgeId, type SimulatedCloud, type TransactionOf } from './cloud/port.ts';
import { realCloud } from './cloud/real-cloud.ts';
import { type Machine, machine } from './machine.ts';
import { type Network, network } from './network.ts';
import { officeSettings } from './office-settings.ts';
import { populate } from './people/populate.ts';
import { honest, type Sabotage } from './planted/port.ts';
import { type Random, random } from './random.ts';
import { type Schedule, schedule } from './schedule.ts';
import { type Trace, trace } from './trace.ts';

/** One life of some offices and their cloud, all of it from one seed. */
export type World = {
  readonly schedule: Schedule;
  readonly random: Random;
  readonly trace: Trace;
  readonly auditor: Auditor;
  readonly machines: readonly Machine[];
  readonly network: Network;
  readonly cloud: SimulatedCloud;
  readonly mischief: CloudMischief;
  /** Faults so far, by kind. */
  readonly faults: Map<string, number>;
  readonly count: (fault: string) => void;
  readonly startMs: number;
  crashCloud(forMs: number): void;
  /** Ends an outage before its time. */
  startCloud(): void;
  /** Takes it for a violation unless the cloud only died. */
  cloudFailed(doing: string): (error: Error) => undefined;
  /** Makes one now, beside those that are made anyway. */
  backUpCloud(): void;
  /** The cloud's database goes back to an older backup (F17). */
  restoreCloud(): void;
  /** Another machine of this one's name, plugged in beside it; `null` while there is one (F19). */
  plugTwin(first: Machine): Machine | null;
  isTwinned(first: Machine): boolean;
  /** Takes it away for good. */
  unplugTwin(first: Machine): void;
  /** People go home and stay there. */
  rest(): void;
  atRest(): boolean;
  cloudUp(): boolean;
};

/** The cloud process dies at one of these moments; `null`: never. */
export type CloudMischief = {
  sendsUntilCrash: number | null;
  /** Changes within transactions until then, of those of edges or of those of citizens. */
  changesUntilCrash: { readonly of: TransactionOf; left: number } | null;
};

export type WorldParts = {
  readonly seed: string;
  readonly days: number;
  readonly sabotage: Sabotage | null;
  readonly store: 'memory' | 'sqlite';
};

const dayMs = 86_400_000;
/** Mondays, and days before the nights on which the clocks change (F6). */
const starts = ['2026-11-23', '2027-01-04', '2027-03-26', '2026-10-23', '2027-02-26', '2026-12-30'];

export async function world(parts: WorldParts): Promise<World> {
  const dice = random(parts.seed);
  const startMs = Date.parse(`${dice.pick(starts)}T05:00:00Z`);
  const time = schedule(startMs);
  const log = trace(time.now);
  const offices = Array.from({ length: dice.chance(0.25) ? 2 : 1 }, (_, index) => officeSettings(dice, index));
  const faults = new Map<string, number>();
  const count = (fault: string): void => void faults.set(fault, (faults.get(fault) ?? 0) + 1);
  const mischief: CloudMischief = { sendsUntilCrash: null, changesUntilCrash: null };
  const hears = new Map<string, (what: 'call' | 'beep') => void>();
  const sabotage = parts.sabotage ?? honest;
  let up = false;
  let starting = false;
  let atRest = false;

  const observer = auditor({
    now: time.now,
    trace: log,
    capacityOf: (office) => offices.find((one) => one.office === office)!.slots.capacity,
    heard: (of, counter, what) => hears.get(`${of.name.office} ${counter}`)?.(what),
  });
  /** Whatever the cloud does must go well unless it dies meanwhile. */
  const cloudFailed = (doing: string): ((error: Error) => undefined) => {
    return (error) => {
      if (error instanceof CloudDied) log.note(`${error.message}: ${doing}`);
      else observer.violation(`the cloud broke at ${doing}: ${error.stack}`);
      return undefined;
    };
  };
  const net = network({
    schedule: time,
    random: dice.fork('network'),
    embedded: dice.chance(0.5),
    toCloud: (topic, text) => {
      const hasty = up ? sabotage.hasty(topic, text) : null;
      const name = readUpTopic(topic);
      if (hasty && name) tell(name, hasty);
      const read = sabotage.up(topic, text);
      if (up && read !== null) cloud.handle(topic, read).catch(cloudFailed(topic));
    },
    count,
  });
  const cloud = await realCloud({
    store: parts.store,
    sabotage,
    now: time.now,
    after: time.after,
    send(to, message) {
      if (mischief.sendsUntilCrash !== null && --mischief.sendsUntilCrash <= 0) {
        mischief.sendsUntilCrash = null;
        self.crashCloud(dice.between(1_000, 600_000));
        return 'died';
      }
      const said = sabotage.down(message);
      return said ? tell(to, said) : 'sent';
    },
    duringTransaction(whose) {
      const coming = mischief.changesUntilCrash;
      if (coming?.of !== whose || --coming.left > 0) return;
      mischief.changesUntilCrash = null;
      self.crashCloud(dice.between(1_000, 600_000));
      throw new CloudDied('the cloud died before it committed');
    },
    offices,
  });
  /** What the cloud says. An acknowledgement lets the edge forget: what it speaks of must be in the database when it leaves. */
  function tell(to: EdgeName, message: DownMessage): 'sent' | 'offline' {
    if (message.kind === 'ack') void vouch(to, message.body);
    return net.down(to, message);
  }
  async function vouch(to: EdgeName, { journal, seq }: { readonly journal: string; readonly seq: number }): Promise<void> {
    if (seq > 0 && !(await cloud.memory.has(to, journal, seq)))
      observer.violation(`${to.office}: event ${seq} of ${journal.slice(0, 8)} is acknowledged, and the cloud does not have it`);
  }
  const build = (settings: OfficeSettings, twin?: number): Machine =>
    machine({
      name: { office: settings.office, edge: edgeId },
      ...(twin !== undefined && { twin }),
      settings,
      schedule: time,
      random: dice.fork(`machine ${settings.office}${twin ?? ''}`),
      trace: log,
      witness: observer,
      sabotage,
      connect: (of, alive) => net.connect(of.name, alive, () => of.running()?.clock.now().wall ?? time.now(), twin !== undefined),
    });
  const machines = offices.map((settings) => build(settings));
  const twins = new Map<Machine, Machine>();
  let twinsMade = 0;

  function startCloud(): void {
    if (up || starting) return;
    starting = true;
    cloud.start().then(
      () => {
        up = true;
        starting = false;
        net.cloudIs(true);
        cloud.askAll().catch(cloudFailed('asking all'));
      },
      (error: Error) => observer.violation(`the cloud cannot start: ${error.stack}`),
    );
  }

  const self: World = {
    schedule: time,
    random: dice,
    trace: log,
    auditor: observer,
    machines,
    network: net,
    cloud,
    mischief,
    faults,
    count,
    startMs,
    cloudUp: () => up,
    startCloud,
    cloudFailed,
    backUpCloud() {
      if (up)
        cloud.backup().then((rows) => {
          backup = { atMs: time.now(), rows };
        });
    },
    restoreCloud() {
      if (!backup) return;
      const { atMs, rows } = backup;
      self.crashCloud(600_000);
      log.note(`the cloud goes back to ${new Date(atMs).toISOString()}`);
      time.after(300_000, () => {
        if (up) self.crashCloud(60_000);
        observer.bookings.cloudForgot(atMs);
        cloud.restore(rows).catch((error: Error) => observer.violation(`the cloud cannot be restored: ${error.stack}`));
      });
    },
    plugTwin(first) {
      if (twins.has(first)) return null;
      // Its card is marked, with an ordinal that no other card comes to in a day.
      const twin = build(first.settings, 6 + (twinsMade % 3) + 9 * Math.floor(twinsMade / 3));
      twinsMade += 1;
      twins.set(first, twin);
      twin.powerOn();
      return twin;
    },
    isTwinned: (first) => twins.has(first),
    unplugTwin(first) {
      twins.get(first)?.retire();
      twins.delete(first);
    },
    rest() {
      atRest = true;
    },
    atRest: () => atRest,
    crashCloud(forMs) {
      if (!up) return;
      log.note('the cloud dies');
      up = false;
      cloud.crash();
      net.cloudIs(false);
      time.after(forMs, startCloud);
    },
  };

  /** Staff see that their kiosk is fenced and call a technician, who comes in his own time (F19). */
  const approveWhereFenced = (of: Machine): void => {
    time.after(dice.between(600_000, 6 * 3_600_000), () => {
      const running = of.running();
      if (up && running?.office.views().staff.link.fenced) cloud.approve(of.name, running.journal.id).catch(() => undefined);
      approveWhereFenced(of);
    });
  };

  let backup: { atMs: number; rows: unknown } | null = null;
  const repeatBackups = (): void => {
    time.after(dice.between(3_600_000, 24 * 3_600_000), () => {
      self.backUpCloud();
      repeatBackups();
    });
  };
  repeatBackups();
  startCloud();
  countNights(self, parts.days);
  const look = keepingUp({ now: time.now, network: net, cloud, isTwinned: self.isTwinned, violation: observer.violation });
  const repeatLooks = (): void => {
    time.after(lookEveryMs, () => {
      for (const of of machines) void look(of);
      repeatLooks();
    });
  };
  repeatLooks();
  const repeatJobs = (): void => {
    time.after(1_800_000, () => {
      if (up) cloud.jobs().catch(cloudFailed('its jobs'));
      repeatJobs();
    });
  };
  repeatJobs();
  for (const of of machines) {
    time.after(dice.between(0, 60_000), () => of.powerOn());
    approveWhereFenced(of);
    populate(self, of, hears, new Date(startMs + parts.days * dayMs).toISOString().slice(0, 10));
  }
  return self;
}

/** What is no fault and yet a trial: two offices in one cloud, and nights on which the clocks change (F6). */
function countNights(of: World, days: number): void {
  if (of.machines.length > 1) of.count('two offices in one cloud');
  const { timeZone } = of.machines[0]!.settings;
  const start = Temporal.Instant.fromEpochMilliseconds(of.startMs).toZonedDateTimeISO(timeZone);
  const change = start.getTimeZoneTransition('next');
  if (!change || change.epochMilliseconds > of.startMs + days * dayMs) return;
  const kind = change.offsetNanoseconds > start.offsetNanoseconds ? 'night without an hour' : 'night with an hour twice';
  of.schedule.at(change.epochMilliseconds, () => of.count(kind));
}
