import type { Recorded } from '#contract/event.ts';
import type { Journal } from '../../../edge/journal/port.ts';

/** A journal that keeps what the cloud has not acknowledged and forgets the rest: thousands of offices on one machine have no disk each. */
export function journalInMemory(id: string): Journal {
  let kept: Recorded[] = [];
  let first = 1;
  let last = 0;
  return {
    id,
    boot: 1,
    get first() {
      return first;
    },
    last: () => last,
    given: () => last,
    append(facts, { wall, steady, clockTrusted }) {
      const time = new Date(wall).toISOString();
      const records = facts.map((fact) => ({ ...fact, seq: ++last, time, steadyMs: steady, boot: 1, clockTrusted }));
      kept.push(...records);
      return { records, durable: Promise.resolve() };
    },
    read: (from, max) => kept.slice(from - first, from - first + max),
    durability: () => 'durable',
    onDurability: () => undefined,
    tend: () => undefined,
    forget(upTo) {
      const gone = Math.max(0, Math.min(upTo, last) + 1 - first);
      kept = kept.slice(gone);
      first += gone;
      return gone;
    },
    close: async () => undefined,
  };
}
