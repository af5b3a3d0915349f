import { type Counter, type Queue, servicesAt, ticketOf, waitingFor } from '../queue.ts';
import type { UnitView } from './screens.ts';

/** A called number blinks this long on its unit, then stands (calling rule). */
const blinkMs = 8_000;
const columns = 4;

/** What the unit of a counter shows: the ticket attended, or how many wait for this counter, or that it is closed. */
export function unitView(queue: Queue, counter: Counter, steady: number): UnitView {
  const { number, state, ticket: ordinal } = counter;
  if (state === 'closed') return { counter: number, display: 'PAUS', blink: 'steady', lamp: 'off' };
  if (ordinal === null) {
    const waiting = servicesAt(queue, number).reduce((sum, service) => sum + waitingFor(queue, service), 0);
    return { counter: number, display: rightAligned(String(waiting)), blink: 'steady', lamp: waiting > 0 ? 'blink' : 'off' };
  }
  const ticket = ticketOf(queue, ordinal);
  const fresh = ticket.called !== null && steady - ticket.called.steady < blinkMs;
  return { counter: number, display: rightAligned(ticket.number), blink: fresh ? 'fast' : 'steady', lamp: 'on' };
}

/** Right-aligned; a number with four digits goes without its letter, 10,000 and more waiting show the highest. */
function rightAligned(text: string): string {
  const shown = /^[A-Z]\d{4}$/.test(text) ? text.slice(1) : text;
  return (shown.length > columns ? '9999' : shown).padStart(columns);
}
