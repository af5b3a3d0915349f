import { calm, heal, setPrinter } from './healing.ts';
import type { Machine } from './machine.ts';
import { putBackOlderCopy } from './older-copies.ts';
import type { Random } from './random.ts';
import { changeInBothPasts, keepWordsBeyond } from './restores.ts';
import { plugTwin } from './twins.ts';
import type { World } from './world.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Where faults strike. */
export type Field = 'power' | 'disk' | 'network' | 'cloud' | 'card' | 'clock' | 'hall';

type Fault = {
  readonly kind: string;
  readonly field: Field;
  /** Mean time between two of them where they happen at all. */
  readonly gapMs: number;
  /** It throws its own dice, so that lives in which it does not happen are what they were before there was such a fault. */
  readonly isApart?: true;
  readonly strike: (parts: {
    readonly of: World;
    readonly at: Machine;
    readonly dice: Random;
    readonly later: (ms: number, task: () => void) => void;
  }) => void;
};

/** Every kind of mishap that a life may know; FAULTS.md names them. */
const kinds: readonly Fault[] = [
  {
    kind: 'power cut between two port calls',
    field: 'power',
    gapMs: 4 * hourMs,
    strike: ({ at, dice }) => void Object.assign(at.mischief, { cutIn: dice.between(1, 60) }),
  },
  { kind: 'power cut', field: 'power', gapMs: 12 * hourMs, strike: ({ at }) => at.powerOff() },
  {
    kind: 'disk full',
    field: 'disk',
    gapMs: 12 * hourMs,
    strike({ at, dice, later }) {
      const disk = at.disk();
      const used = disk.paths().reduce((sum, path) => sum + disk.size(path), 0);
      disk.setCapacity(used + dice.between(0, 2_000));
      at.mischief.diskFull = true;
      later(dice.between(1, 60) * minuteMs, () => disk.setCapacity(Number.POSITIVE_INFINITY));
      later(61 * minuteMs, () => void Object.assign(at.mischief, { diskFull: false }));
    },
  },
  {
    kind: 'disk read-only',
    field: 'disk',
    gapMs: 24 * hourMs,
    strike({ at, dice, later }) {
      at.mischief.diskReadOnly = true;
      at.mischief.diskFull = true;
      later(dice.between(1, 60) * minuteMs, () => void Object.assign(at.mischief, { diskReadOnly: false }));
      later(61 * minuteMs, () => void Object.assign(at.mischief, { diskFull: false }));
    },
  },
  { kind: 'failed fsync', field: 'disk', gapMs: 8 * hourMs, strike: ({ at }) => void Object.assign(at.mischief, { syncFails: true }) },
  {
    kind: 'cable cut',
    field: 'network',
    gapMs: 8 * hourMs,
    strike({ of, at, dice, later }) {
      of.network.cut(at.name);
      const lengths = [dice.between(1, 30) * minuteMs, dice.between(1, 8) * hourMs, dice.between(1, 3) * dayMs] as const;
      // Mostly for a while, seldom for days.
      later(lengths[dice.pick([0, 0, 0, 0, 1, 1, 1, 1, 2] as const)], () => of.network.mend(at.name));
    },
  },
  {
    kind: 'bad network',
    field: 'network',
    gapMs: 12 * hourMs,
    strike({ of, dice, later }) {
      Object.assign(of.network.faults, {
        drop: dice.pick([0, 0.05, 0.3]),
        double: dice.pick([0, 0.1, 0.4]),
        reorder: dice.pick([0, 0.1, 0.4]),
        delayDays: dice.pick([0, 0, 0.02]),
      });
      later(dice.between(10, 600) * minuteMs, () => void Object.assign(of.network.faults, calm));
    },
  },
  {
    kind: 'cloud down',
    field: 'cloud',
    gapMs: 16 * hourMs,
    strike: ({ of, dice }) => of.crashCloud(dice.pick([dice.between(1, 60) * minuteMs, dice.between(1, 12) * hourMs])),
  },
  {
    kind: 'cloud died before it sent',
    field: 'cloud',
    gapMs: 6 * hourMs,
    strike: ({ of, dice }) => void Object.assign(of.mischief, { sendsUntilCrash: dice.between(1, 20) }),
  },
  {
    kind: 'cloud died before it committed',
    field: 'cloud',
    gapMs: 6 * hourMs,
    strike({ of, dice }) {
      const [whose, most] = dice.pick([
        ['edge', 40],
        ['citizen', 12],
      ] as const);
      of.mischief.changesUntilCrash = { of: whose, left: dice.between(1, most) };
    },
  },
  { kind: 'cloud restored from a backup', field: 'cloud', gapMs: 36 * hourMs, strike: ({ of }) => of.restoreCloud() },
  {
    kind: 'cloud restored behind cut lines',
    field: 'cloud',
    gapMs: 60 * hourMs,
    strike({ of, dice, later }) {
      // Citizens book anew while offices, which know more than the backup, are still away.
      of.restoreCloud();
      for (const { name } of of.machines) of.network.cut(name);
      later(dice.between(2, 16) * hourMs, () => {
        for (const { name } of of.machines) of.network.mend(name);
      });
    },
  },
  { kind: 'new card', field: 'card', gapMs: 48 * hourMs, strike: ({ at }) => at.reimage() },
  {
    kind: 'clock stepped',
    field: 'clock',
    gapMs: 24 * hourMs,
    strike({ at, dice, later }) {
      at.mischief.wallErrorMs = dice.between(-2 * hourMs, 2 * hourMs);
      later(dice.between(1, 180) * minuteMs, () => void Object.assign(at.mischief, { wallErrorMs: 0 }));
    },
  },
  {
    kind: 'clock lost at boot',
    field: 'clock',
    gapMs: 24 * hourMs,
    strike({ at, dice, later }) {
      at.powerOff();
      at.mischief.clockTrusted = false;
      at.mischief.wallErrorMs = dice.pick([
        -dice.between(1, 100) * dayMs,
        -dice.between(1, 600) * minuteMs,
        dice.between(1, 2_000) * minuteMs,
      ]);
      later(dice.between(1, 240) * minuteMs, () => Object.assign(at.mischief, { clockTrusted: true, wallErrorMs: 0 }));
    },
  },
  {
    kind: 'button stuck',
    field: 'hall',
    gapMs: 12 * hourMs,
    strike({ at, dice, later }) {
      const button = `service:${dice.pick(at.settings.services).id}`;
      at.hall.stuckButtons.add(button);
      later(dice.between(1, 60) * minuteMs, () => at.hall.stuckButtons.delete(button));
    },
  },
  {
    kind: 'button bounces',
    field: 'hall',
    gapMs: 12 * hourMs,
    strike({ at, dice, later }) {
      const button = `service:${dice.pick(at.settings.services).id}`;
      at.hall.bouncingButtons.add(button);
      later(dice.between(10, 300) * minuteMs, () => at.hall.bouncingButtons.delete(button));
    },
  },
  {
    kind: 'twin identity',
    field: 'card',
    gapMs: 72 * hourMs,
    strike: ({ of, at, dice, later }) => plugTwin(of, at, dice.between(30, 400), dice.between(5, 20), later),
  },
  {
    kind: 'computers swapped',
    field: 'card',
    gapMs: 96 * hourMs,
    strike({ of, at, dice, later }) {
      // The cards stay in their halls: what was in memory is lost, and each goes on by the clock of the other's board.
      const other = dice.pick(of.machines);
      for (const one of [at, other]) one.powerOff();
      const clocks = [at, other].map(({ mischief }) => mischief.wallErrorMs);
      [at, other].forEach((one, index) => void Object.assign(one.mischief, { wallErrorMs: clocks[1 - index]!, clockTrusted: false }));
      later(dice.between(1, 60) * minuteMs, () => {
        for (const one of [at, other]) Object.assign(one.mischief, { clockTrusted: true, wallErrorMs: 0 });
      });
    },
  },
  {
    kind: 'broker lost for days',
    field: 'network',
    gapMs: 240 * hourMs,
    strike({ of, dice, later }) {
      for (const { name } of of.machines) of.network.cut(name);
      later(dice.between(24, 96) * hourMs, () => {
        for (const { name } of of.machines) of.network.mend(name);
      });
    },
  },
  {
    kind: 'unit lost',
    field: 'hall',
    gapMs: 8 * hourMs,
    strike({ at, dice, later }) {
      const { number } = dice.pick(at.settings.counters);
      at.hall.lostUnits.add(number);
      at.running()?.devices.units.lose(number);
      later(dice.between(1, 60) * minuteMs, () => {
        at.hall.lostUnits.delete(number);
        at.running()?.devices.units.return(number);
      });
    },
  },
  {
    kind: 'printer trouble',
    field: 'hall',
    gapMs: 6 * hourMs,
    strike({ at, dice, later }) {
      setPrinter(at, dice.pick(['paper-out', 'cover-open', 'offline', 'near-end'] as const));
      later(dice.between(1, 90) * minuteMs, () => setPrinter(at, 'ok'));
    },
  },
  {
    kind: 'slip torn',
    field: 'hall',
    gapMs: 6 * hourMs,
    strike({ at, later }) {
      at.hall.slipTears = true;
      later(10 * minuteMs, () => setPrinter(at, 'ok'));
    },
  },
  {
    kind: 'words kept beyond a restore',
    field: 'cloud',
    gapMs: 60 * hourMs,
    strike: ({ of, at, dice, later }) => keepWordsBeyond(of, at, dice, later),
  },
  {
    kind: 'older copy of a card',
    field: 'card',
    gapMs: 72 * hourMs,
    isApart: true,
    strike: ({ of, at, dice, later }) => putBackOlderCopy(of, at, dice, later),
  },
  {
    kind: 'visits changed in both pasts',
    field: 'cloud',
    gapMs: 30 * hourMs,
    isApart: true,
    strike: ({ of, at, dice, later }) => changeInBothPasts(of, at, dice, later),
  },
];

/**
 * Lets faults happen until the returned function heals everything. Some lives know only few kinds, so that each has its hour alone. `haste`: how
 * many times as often as usual they come, and as soon they are over; `but`: kinds that do not come, as before there was such a fault.
 */
export function unleash(of: World, only: readonly string[] | null, haste = 1, but: readonly string[] = []): () => void {
  const common = of.random.fork('faults');
  const share = common.pick([0.15, 0.5, 1]);
  const diced = kinds.map((fault) => ({ ...fault, dice: fault.isApart ? of.random.fork(`fault ${fault.kind}`) : common }));
  const chosen = diced.filter(({ kind, dice }) => (only ? only.includes(kind) : dice.chance(share)) && !but.includes(kind));
  let unleashed = true;
  for (const { kind, gapMs, strike, dice } of chosen) {
    const next = (): void => {
      of.schedule.after(dice.exponential(gapMs / haste), () => {
        if (!unleashed) return;
        const at = dice.pick(of.machines);
        of.count(kind);
        of.trace.note(`FAULT ${kind} ${at.name.office}`);
        strike({ of, at, dice, later: (ms, task) => void of.schedule.after(ms / haste, task) });
        next();
      });
    };
    next();
  }
  return () => {
    unleashed = false;
    heal(of);
  };
}

export const faultKinds = kinds.map(({ kind }) => kind);

/** The kinds that strike in these fields. */
export const faultsIn = (...fields: readonly Field[]): readonly string[] =>
  kinds.filter(({ field }) => fields.includes(field)).map(({ kind }) => kind);
