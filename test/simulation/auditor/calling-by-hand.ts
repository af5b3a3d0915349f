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
  const waiting: LedgerTicket[] = [];
  for (const one of book.tickets.values()) if (one.state === 'waiting' && services.includes(one.service)) waiting.push(one);
  const wall = Date.parse(fact.time);
  const preferred = waiting
    .filter(({ slotStartMs }) => slotStartMs !== null && slotStartMs <= wall)
    .sort((a, b) => a.slotStartMs! - b.slotStartMs! || a.ordinal - b.ordinal);
  const others = waiting.filter((one) => !preferred.includes(one)).sort((a, b) => a.ordinal - b.ordinal);
  const older = waiting.filter(({ ordinal }) => ordinal < ticket.ordinal).length;
  if (older !== passedOver) complain(`${ticket.number} says it passed over ${passedOver}, it passed over ${older}`);
  if (rule === 'picked') return;
  const due = fairnessIsDue(book, others[0], fact.steadyMs);
  const wanted = preferred.length > 0 && !due ? preferred[0] : others[0];
  const why = preferred.length === 0 ? 'order' : due ? 'fairness' : 'reservation';
  if (wanted !== ticket || why !== rule) {
    complain(`counter ${counter} calls ${ticket.number} (${rule}); by the rule it is ${wanted?.number ?? 'nobody'} (${why})`);
  }
  book.calls.push({ services, preferred: rule === 'reservation' });
}

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
