import { differences, wordsApart } from './auditor/convergence.ts';
import { unleash } from './faults.ts';
import type { Machine } from './machine.ts';
import type { Sabotage } from './planted/port.ts';
import { seedCrypto } from './seeded-crypto.ts';
import { type World, world } from './world.ts';

export type LifeParts = {
  readonly seed: string;
  readonly days: number;
  /** All kinds, some, or none. */
  readonly faults: boolean | readonly string[];
  /** How many times as often as usual faults come; 1 when not given. */
  readonly haste?: number;
  /** Kinds that do not come: a seed from before there was such a fault means the same life then. */
  readonly but?: readonly string[];
  readonly sabotage: Sabotage | null;
  readonly store: 'memory' | 'sqlite';
};

export type LifeReport = {
  readonly seed: string;
  readonly days: number;
  readonly officeDays: number;
  readonly facts: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
  readonly trace: string;
  readonly tail: readonly string[];
  readonly states: ReadonlySet<string>;
};

const dayMs = 86_400_000;

/** Lives one life: safety with faults, then quiet in which everything must converge. Ends early at the first violation. */
export async function liveOnce(parts: LifeParts): Promise<LifeReport> {
  let clock = (): number => 0;
  const giveBack = seedCrypto(parts.seed, () => clock());
  const soon = globalThis.setImmediate;
  try {
    const made = await world(parts);
    clock = made.schedule.now;
    globalThis.setImmediate = ((task: () => void) => made.schedule.after(laterMs(task), task)) as unknown as typeof setImmediate;
    return await live(made, parts);
  } finally {
    globalThis.setImmediate = soon;
    giveBack();
  }
}

/**
 * When setImmediate does its task. A promise's `resolve`, which takes an answer, is somebody who waits for the turn to end. The office draws its
 * pictures so too, with a function that takes nothing: they come seldom, for drawing them would cost most of a simulated day.
 */
const laterMs = (task: (...args: never[]) => void): number => (task.length > 0 ? 0 : picturesMs);
const picturesMs = 1_800_000;

async function live(made: World, parts: LifeParts): Promise<LifeReport> {
  const until = made.startMs + parts.days * dayMs;
  const states = new Set<string>();
  const heal =
    parts.faults === false ? () => undefined : unleash(made, parts.faults === true ? null : parts.faults, parts.haste, parts.but);
  const pass = async (untilMs: number): Promise<void> => {
    for (let at = made.schedule.now(); at < untilMs && made.auditor.violations().length === 0; ) {
      at = Math.min(at + hourMs, untilMs);
      await made.schedule.runUntil(at, () => made.auditor.violations().length > 0);
      noteStates(made, states);
    }
  };
  await pass(until);
  made.rest();
  heal();
  await pass(until + hourMs);
  for (const at of made.machines) await made.cloud.approve(at.name, made.auditor.officeOf(at).journal?.id ?? '').catch(() => undefined);
  await pass(until + convergeMsMax);
  await judgeConvergence(made);
  if (made.faults.has('message delayed for days')) {
    await pass(until + 4 * dayMs);
    await judgeConvergence(made);
  }
  return {
    seed: parts.seed,
    days: parts.days,
    officeDays: parts.days * made.machines.length,
    facts: made.auditor.facts(),
    faults: Object.fromEntries([...made.faults].toSorted()),
    violations: made.auditor.violations(),
    trace: made.trace.hash(),
    tail: made.trace.tail(),
    states,
  };
}

const hourMs = 3_600_000;
/** So long after the last fault everything must have found together. */
const convergeMsMax = 3 * hourMs;

/** Asks a few times: an office still lives, and its last word may be on its way. */
async function judgeConvergence(made: World): Promise<void> {
  for (let tries = 0; tries < 6; tries++) {
    if (made.auditor.violations().length > 0) return;
    const apart = await Promise.all(made.machines.map((at) => apartAt(made, at)));
    if (apart.flat().length === 0) return;
    await made.schedule.runUntil(made.schedule.now() + 300_000, () => made.auditor.violations().length > 0);
  }
  for (const at of made.machines) {
    const apart = await apartAt(made, at);
    for (const difference of apart.slice(0, 5)) made.auditor.violation(`not converged: ${at.name.office}: ${difference}`);
  }
}

/** What the office, the cloud and the citizens know otherwise than each other. */
async function apartAt({ auditor, cloud }: World, at: Machine): Promise<readonly string[]> {
  const words = await wordsApart(at.name.office, auditor.bookings.all(), cloud);
  return [...(await differences(at, auditor.officeOf(at), cloud)), ...words];
}

/** A state as a technician would tell two apart. */
function noteStates(made: World, states: Set<string>): void {
  for (const at of made.machines) {
    const { ledger } = made.auditor.officeOf(at);
    const waiting = [...ledger.tickets.values()].filter(({ state }) => state === 'waiting').length;
    const counters = [...ledger.counters.values()].map(({ open, ticket }) => (open ? (ticket === null ? 'o' : 'a') : 'c')).join('');
    states.add(
      [
        Math.min(waiting, 20),
        counters,
        at.hall.printer,
        made.network.state(at.name),
        made.cloudUp(),
        at.mischief.clockTrusted,
        at.mischief.diskFull,
        at.running() !== null,
      ].join(' '),
    );
  }
}
