import type { Recorded } from '#contract/event.ts';
import type { Finding, Ledger, LedgerTicket } from './book.ts';

/** Finds by looking at everybody who waits whether this was the one to call, and for this reason (calling rule). */
export function judgeCall(
  book: Ledger,
  ticket: LedgerTicket,
  fact: Extract<Recorded, { name: 'ticket.called' }>,
  complain: Finding,
): undefined {
  const { counter, rule, passedOver } = fact.data;
  const services = book.settings.counters.find(({ number }) => number === counter)?.services ?? [];
  const wall = Date.parse(fact.time);
  let older = 0;
  let preferred: LedgerTicket | undefined;
  let longest: LedgerTicket | undefined;
  for (const one of book.tickets.values()) {
    if (one.state !== 'waiting' || !services.includes(one.service)) continue;
    if (one.ordinal < ticket.ordinal) older += 1;
    if (one.slotStartMs === null || one.slotStartMs > wall) longest = longest && longest.ordinal < one.ordinal ? longest : one;
    else if (!preferred || comesBefore(one, preferred)) preferred = one;
  }
  if (older !== passedOver) complain(`${ticket.number} says it passed over ${passedOver}, it passed over ${older}`);
  if (rule === 'picked') return;
  const due = fairnessIsDue(book, longest, fact.steadyMs);
  const wanted = preferred && !due ? preferred : longest;
  const why = !preferred ? 'order' : due ? 'fairness' : 'reservation';
  if (wanted !== ticket || why !== rule) {
    complain(`counter ${counter} calls ${ticket.number} (${rule}); by the rule it is ${wanted?.number ?? 'nobody'} (${why})`);
  }
  book.calls.push({ services, preferred: rule === 'reservation' });
}

/** Who has a slot that has begun is called by its beginning, then by age. */
const comesBefore = (a: LedgerTicket, b: LedgerTicket): boolean =>
  a.slotStartMs === b.slotStartMs ? a.ordinal < b.ordinal : a.slotStartMs! < b.slotStartMs!;

/** Once the longest-waiting walk-in waited over the bound, at most `everyNth - 1` preferred calls in a row come before one like it. */
function fairnessIsDue(book: Ledger, longest: LedgerTicket | undefined, steadyMs: number): boolean {
  const bound = book.settings.policies.fairness;
  if (bound === null || longest === undefined || steadyMs - longest.issuedSteadyMs <= bound.afterMinutes * 60_000) return false;
  let inARow = 0;
  for (let index = book.calls.length - 1; index >= 0 && inARow < bound.everyNth; index--) {
    const call = book.calls[index]!;
    if (!call.services.includes(longest.service)) continue;
    if (!call.preferred) break;
    inARow += 1;
  }
  return inARow >= bound.everyNth - 1;
}
