import { mayCheckInNow } from '../decide-check-in.ts';
import { refusalOf } from '../decide-take.ts';
import type { Queue } from '../queue.ts';
import type { LampsView } from './screens.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The lamps in the buttons: lit is what a press would be answered with, dark is what it would be refused. A masked button is dark (F10).
 * That of the PIN is lit while tickets are given and as long after as a reservation may still be checked in.
 */
export function lampsView(queue: Queue, { now: moment, clockTrusted, stuckButtons }: Surroundings): LampsView {
  const now = { ...moment, clockTrusted };
  const { services, languages } = queue.settings;
  const given = services.map(({ id }) => [`service:${id}`, refusalOf(queue, id, now) === null] as const);
  const calls = Object.values(queue.counters).flatMap(({ number, state, ticket }) => [
    [`counter:${number}:next`, state === 'open'] as const,
    [`counter:${number}:recall`, ticket !== null] as const,
  ]);
  const lit = [
    ...given,
    ['reserved', given.some(([, taken]) => taken) || mayCheckInNow(queue, now)] as const,
    ['language', languages.length > 1] as const,
    ...calls,
  ];
  return Object.fromEntries(lit.map(([button, on]) => [button, on && !stuckButtons.has(button)]));
}
