import type { Demand, Visitor } from './demand.ts';
import { type OtherRule, under } from './other-rules.ts';
import { type Replayed, replay } from './replay.ts';

/** How long a group waited for its first call, seconds; `null` where nobody was called. */
export type Waits = {
  readonly people: number;
  readonly never: number;
  readonly median: number | null;
  readonly most: number | null;
  readonly longest: number | null;
};

/** One group of visitors: as it was, replayed under the rules of the day, and under other ones. */
export type Compared = { readonly group: string; readonly happened: Waits; readonly same: Waits; readonly other: Waits | null };

/** The day as it was, replayed, and replayed under other rules; without those the third is left out. Services are grouped by their id. */
export function compare(demand: Demand, others: readonly OtherRule[]): readonly Compared[] {
  const same = replay(demand);
  const other = others.length === 0 ? null : replay(others.reduce(under, demand));
  const happened = demand.visitors.map(
    (visitor): Replayed => ({ visitor, waitedSeconds: visitor.calledMs === null ? null : (visitor.calledMs - visitor.atMs) / 1000 }),
  );
  const reserved = new Set(demand.visitors.filter(({ issued }) => issued.origin === 'reservation').map(({ issued }) => issued.ordinal));
  const groups: readonly (readonly [string, (visitor: Visitor) => boolean])[] = [
    ['all', () => true],
    ['walk-ins', ({ issued }) => !reserved.has(issued.ordinal)],
    ['reserved', ({ issued }) => reserved.has(issued.ordinal)],
    ...demand.settings.services.map(({ id }) => [id, ({ issued }: Visitor) => issued.service === id] as const),
  ];
  return groups
    .map(([group, isIn]) => ({
      group,
      happened: waitsOf(happened, isIn),
      same: waitsOf(same, isIn),
      other: other && waitsOf(other, isIn),
    }))
    .filter((row) => row.happened.people > 0);
}

function waitsOf(all: readonly Replayed[], isIn: (visitor: Visitor) => boolean): Waits {
  const ofGroup = all.filter(({ visitor }) => isIn(visitor));
  const waits = ofGroup.flatMap(({ waitedSeconds }) => waitedSeconds ?? []).toSorted((a, b) => a - b);
  const at = (share: number): number | null => waits[Math.max(0, Math.ceil(share * waits.length) - 1)] ?? null;
  return { people: ofGroup.length, never: ofGroup.length - waits.length, median: at(0.5), most: at(0.9), longest: at(1) };
}
