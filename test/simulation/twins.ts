import type { Machine } from './machine.ts';
import type { World } from './world.ts';

const minuteMs = 60_000;

/** Two machines of one name: people press at both, and when both have been heard for long enough exactly one of them is fenced (F19). */
export function plugTwin(
  of: World,
  at: Machine,
  minutes: number,
  everyMinutes: number,
  later: (ms: number, task: () => void) => void,
): void {
  const twin = of.plugTwin(at);
  if (!twin) return;
  const book = of.auditor.officeOf(twin);
  for (let minute = everyMinutes; minute < minutes; minute += everyMinutes) {
    later(minute * minuteMs, () => {
      const running = twin.running();
      const { id } = at.settings.services[minute % at.settings.services.length]!;
      if (!running) return;
      book.pressed.set(id, 1);
      running.clock.poke();
      running.devices.buttons.press(`service:${id}`);
      judgeTwins(of, at, twin);
    });
  }
  later(minutes * minuteMs, () => of.unplugTwin(at));
}

/** Longer than a hello, the trial and its answers take over the slowest network. */
const fencedWithinMs = 10 * minuteMs;

function judgeTwins(of: World, at: Machine, twin: Machine): void {
  const isQuiet = of.cloudUp() && Object.values(of.network.faults).every((chance) => chance === 0);
  const areHeard = [false, true].every((isTwin) => of.network.onlineForMs(at.name, isTwin) > fencedWithinMs);
  const links = [at, twin].map((one) => one.running()?.office.views().staff.link);
  if (!isQuiet || !areHeard || links.some((link) => link === undefined)) return;
  const fenced = links.filter((link) => link?.fenced).length;
  if (fenced === 1) of.count('twin fenced');
  else of.auditor.violation(`${at.name.office}: two edges of this name are online and ${fenced} of them are fenced (F19)`);
}
