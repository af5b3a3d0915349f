import type { OfficeSettings } from '#contract/settings.ts';
import type { Demand } from './demand.ts';

/** What is to be otherwise than it was. */
export type OtherRule =
  | { readonly rule: 'fairness'; readonly bound: OfficeSettings['policies']['fairness'] }
  /** Reservations wait like everybody else. */
  | { readonly rule: 'reserved'; readonly isPreferred: boolean }
  /** So many counters more, open from the first opening to the last closing and serving everything; or so many fewer, the last ones. */
  | { readonly rule: 'counters'; readonly more: number }
  | { readonly rule: 'park'; readonly minutes: number };

/** How rules are written, for those who wrote one that is none. */
export const rulesKnown =
  'fairness=off, fairness=MINUTES/NTH, reserved=ordinary, reserved=preferred, counters=+N, counters=-N, park=MINUTES';

const countersMax = 20;

/** Reads `name=value`; `null` when it is no rule. */
export function readRule(text: string): OtherRule | null {
  const [, name = '', value = ''] = /^([a-z]+)=(.+)$/.exec(text) ?? [];
  switch (name) {
    case 'fairness': {
      if (value === 'off') return { rule: 'fairness', bound: null };
      const [, after, nth] = /^([1-9]\d{0,3})\/([2-9]|[1-9]\d)$/.exec(value) ?? [];
      return after && nth ? { rule: 'fairness', bound: { afterMinutes: Number(after), everyNth: Number(nth) } } : null;
    }
    case 'reserved':
      return value === 'ordinary' || value === 'preferred' ? { rule: 'reserved', isPreferred: value === 'preferred' } : null;
    case 'counters': {
      const more = /^[+-][1-9]\d?$/.test(value) ? Number(value) : 0;
      return more !== 0 && Math.abs(more) <= countersMax ? { rule: 'counters', more } : null;
    }
    case 'park':
      return /^[1-9]\d{0,2}$/.test(value) && Number(value) <= 240 ? { rule: 'park', minutes: Number(value) } : null;
    default:
      return null;
  }
}

/** The same day under another rule: what was asked of the office stays, what it has or how it chooses changes. Pure. */
export function under(demand: Demand, other: OtherRule): Demand {
  const { settings } = demand;
  const policies = (change: Partial<OfficeSettings['policies']>): Demand => ({
    ...demand,
    settings: { ...settings, policies: { ...settings.policies, ...change } },
  });
  switch (other.rule) {
    case 'fairness':
      return policies({ fairness: other.bound });
    case 'park':
      return policies({ parkMinutes: other.minutes });
    case 'reserved':
      return other.isPreferred ? demand : { ...demand, visitors: demand.visitors.map((visitor) => ({ ...visitor, reservation: null })) };
    case 'counters':
      return other.more > 0 ? withMore(demand, other.more) : withFewer(demand, -other.more);
  }
}

function withMore(demand: Demand, more: number): Demand {
  const { settings, openings, begins } = demand;
  const last = Math.max(...settings.counters.map(({ number }) => number));
  const services = [...new Set(settings.counters.flatMap((counter) => counter.services))];
  const added = Array.from({ length: more }, (_, index) => ({ number: last + 1 + index, services, unitKeys: 'four' as const }));
  const opens = Math.min(...openings.filter(({ isOpen }) => isOpen).map(({ atMs }) => atMs));
  const closes = Math.max(...openings.filter(({ isOpen }) => !isOpen).map(({ atMs }) => atMs));
  const hours = added.flatMap(({ number }) => [
    { atMs: Number.isFinite(opens) ? opens : begins.steady, counter: number, isOpen: true },
    ...(Number.isFinite(closes) ? [{ atMs: closes, counter: number, isOpen: false }] : []),
  ]);
  return { ...demand, settings: { ...settings, counters: [...settings.counters, ...added] }, openings: [...openings, ...hours] };
}

/** Of the counters that worked that day, the last ones stay closed; one is left. */
function withFewer(demand: Demand, fewer: number): Demand {
  const worked = workedIn(demand);
  const kept = new Set(worked.slice(0, Math.max(1, worked.length - fewer)));
  return { ...demand, openings: demand.openings.filter(({ counter }) => kept.has(counter)) };
}

/** The counters that were open that day, by rising number. */
export const workedIn = ({ openings }: Demand): readonly number[] =>
  [...new Set(openings.filter(({ isOpen }) => isOpen).map(({ counter }) => counter))].toSorted((a, b) => a - b);
