import type { Machine } from './machine.ts';
import type { World } from './world.ts';

/** A network that does nothing to messages. */
export const calm = { drop: 0, double: 0, reorder: 0, delayDays: 0 };

/** The printer of this hall stands so from now on. */
export function setPrinter(at: Machine, state: Machine['hall']['printer']): void {
  const running = at.running();
  if (running) running.devices.printer.setState(state);
  else at.hall.printer = state;
}

/** Ends every fault, whatever its time. */
export function heal(of: World): void {
  Object.assign(of.network.faults, calm);
  Object.assign(of.mischief, { sendsUntilCrash: null, changesUntilCrash: null });
  of.startCloud();
  for (const at of of.machines) {
    Object.assign(at.mischief, { wallErrorMs: 0, clockTrusted: true, cutIn: null, diskReadOnly: false, diskFull: false, syncFails: false });
    at.disk().setCapacity(Number.POSITIVE_INFINITY);
    of.network.mend(at.name);
    while (of.network.keepsFeed(at.name)) of.network.releaseFeed(at.name, 30 * 60_000);
    at.hall.slipTears = false;
    at.hall.stuckButtons.clear();
    at.hall.bouncingButtons.clear();
    of.unplugTwin(at);
    for (const counter of at.hall.lostUnits) at.running()?.devices.units.return(counter);
    at.hall.lostUnits.clear();
    setPrinter(at, 'ok');
    at.powerOn();
  }
}
