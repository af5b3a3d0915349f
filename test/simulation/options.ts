import { parseArgs } from 'node:util';
import { faultKinds } from './faults.ts';

/** What `npm run simulate` was asked for. */
export type Options = {
  /** `null`: a seed that nobody lived before. */
  readonly seed: string | null;
  /** Office-days until which lives follow one another; infinite with `seconds`. */
  readonly days: number;
  /** The one life of that many days that is lived alone, or `null`. */
  readonly life: number | null;
  readonly store: 'memory' | 'sqlite';
  readonly faults: boolean | readonly string[];
  /** Kinds that do not come. */
  readonly but: readonly string[];
  readonly planted: boolean;
  /** For how many seconds fresh lives are lived, or `null`. */
  readonly seconds: number | null;
};

/** Longer than any run: a hundred years of one office. */
const daysMax = 36_500;

export const simulateUsage = `npm run simulate -- [--seed N] [--days N] [--faults KIND,… | none] [--but KIND,…] [--store memory|sqlite] [--planted] [--fresh SECONDS]

  --seed     the lives: the same seed is the same lives (1)
  --days     office-days, over as many lives as they take (50)
  --life     days of the one life of this seed that is lived alone, as a replay says it
  --faults   kinds of faults, or none (all)
  --but      kinds that do not come: a kept seed is older than they are
  --store    what the cloud keeps its tables in (memory)
  --planted  hunts the bugs that are planted
  --fresh    lives of a seed that nobody lived before, for so many seconds

Exit code: 0 nothing found, 1 a violation, 2 wrong usage.
`;

/**
 * Reads the words after `npm run simulate --`, or says in one sentence what is wrong with them: a run that was misunderstood would live
 * nothing and find nothing.
 */
export function optionsIn(args: readonly string[]): Options | { readonly wrong: string } {
  const values = parsed(args);
  if (values instanceof Error) return { wrong: values.message };
  const days = numberIn('days', values.days ?? '50', daysMax);
  const life = values.life === undefined ? null : numberIn('life', values.life, daysMax);
  const seconds = values.fresh === undefined ? null : numberIn('fresh', values.fresh, 86_400);
  for (const read of [days, life, seconds]) if (typeof read === 'string') return { wrong: read };
  const store = values.store ?? 'memory';
  if (store !== 'memory' && store !== 'sqlite') return { wrong: `--store ${store}: memory or sqlite` };
  const faults = faultsOf('faults', values.faults ?? 'all');
  const but = values.but === undefined ? [] : faultsOf('but', values.but);
  for (const read of [faults, but]) if (typeof read === 'string') return { wrong: read };
  if (values.seed === '') return { wrong: '--seed: which one?' };
  return {
    seed: seconds === null ? (values.seed ?? '1') : null,
    days: seconds === null ? (days as number) : Number.POSITIVE_INFINITY,
    life: life as number | null,
    store,
    faults: faults as Options['faults'],
    but: but as Options['but'],
    planted: values.planted ?? false,
    seconds: seconds as number | null,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { seed: text, days: text, life: text, store: text, faults: text, but: text, planted: { type: 'boolean' }, fresh: text },
    }).values;
  } catch (error) {
    return error as Error;
  }
}

const numberIn = (name: string, told: string, most: number): number | string => {
  const value = Number(told);
  return Number.isInteger(value) && value >= 1 && value <= most ? value : `--${name} ${told}: a whole number from 1 to ${most}`;
};

function faultsOf(option: 'faults' | 'but', told: string): boolean | readonly string[] | string {
  if (option === 'faults' && (told === 'all' || told === 'none')) return told === 'all';
  const kinds = told.split(',');
  const unknown = kinds.find((kind) => !faultKinds.includes(kind));
  return unknown === undefined ? kinds : `--${option} ${unknown}: there are ${faultKinds.join(', ')}`;
}
