import type { SimulatedCloud } from '../cloud/port.ts';
import type { Machine } from '../machine.ts';
import type { Network } from '../network.ts';

/** So long after anything went wrong what is said between an office and the cloud must have arrived: longer than the longest silence (P44). */
const keptUpWithinMs = 45 * 60_000;
/** How often to look, ms. */
export const lookEveryMs = 50 * 60_000;

type Parts = {
  readonly now: () => number;
  readonly network: Network;
  readonly cloud: SimulatedCloud;
  readonly isTwinned: (at: Machine) => boolean;
  readonly violation: (text: string) => void;
};

/** How an office and the cloud stood when last looked at. */
type Stand = { readonly atMs: number; readonly journal: string; readonly last: number; readonly feed: string };

/**
 * Watches that both sides keep up while nothing is wrong between them: what an office had journalled a while ago is acknowledged by now, and the
 * cloud knows that the office has taken in every change it knew of then. A fault hides such a standstill: after it everything is said again.
 */
export function keepingUp({ now, network, cloud, isTwinned, violation }: Parts): (at: Machine) => Promise<void> {
  const before = new Map<Machine, Stand>();
  return async (at) => {
    const running = at.running();
    if (!running) return void before.delete(at);
    const { office, journal } = running;
    const there = await cloud.memory.feed(at.name);
    const feed = `${there.epoch} ${there.revision}`;
    const stood = before.get(at);
    before.set(at, { atMs: now(), journal: journal.id, last: journal.last(), feed });
    const sinceMs = stood && stood.journal === journal.id ? now() - stood.atMs : 0;
    const quietMs = Math.min(sinceMs, network.onlineForMs(at.name), network.quietForMs());
    if (quietMs < keptUpWithinMs || !stood || isTwinned(at)) return;
    const acknowledged = journal.last() - office.vitals().unsentEvents;
    const standsStill = acknowledged < stood.last || (feed === stood.feed && there.acknowledged !== there.revision);
    if (!standsStill || office.views().staff.link.fenced) return;
    if (acknowledged < stood.last)
      violation(
        `${at.name.office}: event ${stood.last} is older than ${keptUpWithinMs / 60_000} minutes, and only ${acknowledged} are acknowledged`,
      );
    if (feed === stood.feed && there.acknowledged !== there.revision)
      violation(
        `${at.name.office}: the cloud thinks for ${keptUpWithinMs / 60_000} minutes that it stands at ${there.acknowledged} of ${there.revision}`,
      );
  };
}
