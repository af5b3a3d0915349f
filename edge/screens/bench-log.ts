import type { StaffView } from '../core/views/screens.ts';
import type { PrintedSlip } from '../printer/port.ts';

/** One line of the bench's log: what a person did, or what the office did about it. The page finds the words. */
export type Happening = { readonly id: number; readonly at: string } & Happened;
export type Happened =
  | { readonly what: 'button'; readonly button: string }
  | { readonly what: 'keys'; readonly keys: string }
  | { readonly what: 'unit'; readonly counter: number; readonly key: string }
  | { readonly what: 'printer'; readonly state: string }
  | { readonly what: 'cable'; readonly cable: string; readonly whole: boolean }
  | { readonly what: 'clock'; readonly rate?: number; readonly minutes?: number }
  | { readonly what: 'joined'; readonly number: string }
  | { readonly what: 'slip'; readonly number: string; readonly copy: boolean }
  | { readonly what: 'called'; readonly number: string; readonly counter: number; readonly calls: number }
  | { readonly what: 'left'; readonly number: string; readonly counter: number }
  | { readonly what: 'counter'; readonly counter: number; readonly state: 'open' | 'closed' }
  | { readonly what: 'link'; readonly state: string };

/** Lines the bench keeps; older ones fall off. */
export const happeningsMax = 60;

export type BenchLog = {
  note(at: string, happened: Happened): void;
  /** Notes what changed at the office since the last call. */
  compare(staff: StaffView, slips: readonly PrintedSlip[]): void;
  /** Slips that came out so far; names each for the page. */
  slipsOut(): number;
  /** Newest first. */
  lines(): readonly Happening[];
};

/** What happened on the bench, told by comparing each picture with the one before; the newest lines only. */
export function benchLog(): BenchLog {
  let lines: readonly Happening[] = [];
  let next = 1;
  let slipsOut = 0;
  let before: { readonly staff: StaffView; readonly newest: PrintedSlip | undefined } | null = null;

  const note = (at: string, happened: Happened): void => {
    lines = [{ id: next, at, ...happened }, ...lines].slice(0, happeningsMax);
    next += 1;
  };
  return {
    note,
    compare(staff, slips) {
      const known = before?.newest === undefined ? slips.length : slips.indexOf(before.newest);
      const fresh = slips.slice(0, known === -1 ? slips.length : known);
      slipsOut += fresh.length;
      if (before !== null) {
        for (const happened of officeChanges(before.staff, staff)) note(staff.asOf, happened);
        for (const { number, copy } of fresh.toReversed()) note(staff.asOf, { what: 'slip', number, copy });
      }
      before = { staff, newest: slips[0] };
    },
    slipsOut: () => slipsOut,
    lines: () => lines,
  };
}

/** What a second look at the office tells, in the order in which people would tell it. */
export function officeChanges(before: StaffView, after: StaffView): Happened[] {
  const changes: Happened[] = [];
  const known = new Set([...before.queue.map(({ number }) => number), ...before.counters.map(({ ticket }) => ticket)]);
  for (const { number } of after.queue) if (!known.has(number)) changes.push({ what: 'joined', number });
  for (const counter of after.counters) {
    const was = before.counters.find(({ number }) => number === counter.number);
    if (was === undefined) continue;
    const { number, ticket, calls, state } = counter;
    if (was.state !== state) changes.push({ what: 'counter', counter: number, state });
    if (was.ticket !== null && was.ticket !== ticket) changes.push({ what: 'left', number: was.ticket, counter: number });
    if (ticket !== null && (was.ticket !== ticket || was.calls < calls))
      changes.push({ what: 'called', number: ticket, counter: number, calls });
  }
  if (before.printer !== after.printer) changes.push({ what: 'printer', state: after.printer });
  if (before.link.state !== after.link.state) changes.push({ what: 'link', state: after.link.state });
  return changes;
}
