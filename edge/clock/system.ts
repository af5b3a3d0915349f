import { existsSync } from 'node:fs';
import type { Moment } from '#contract/event.ts';
import type { Clock } from './port.ts';

/** No system that runs this code can truly live before it: a clock that says so has lost its battery (F5). */
const writtenMs = Date.UTC(2026, 0, 1);
const timesyncFolder = '/run/systemd/timesync';

/**
 * The machine's clock. `startAt` (`FRONTA_CLOCK`, ms) moves the wall clock for tests and demonstrations. `resume` is the last
 * moment of the journal: steady time goes on from there, by the wall clock's word how long the daemon was away if that is believable.
 */
export function systemClock({ startAt, resume }: { startAt: number | null; resume: Moment | null }): Clock {
  const bootMono = performance.now();
  const shift = startAt === null ? 0 : startAt - Date.now();
  const wall = (): number => Date.now() + shift;
  const trusted = (): boolean => startAt !== null || (wall() >= writtenMs && timeIsSynchronized());
  const away = resume !== null && trusted() ? Math.max(0, wall() - resume.wall) : 0;
  const steadyAtBoot = (resume?.steady ?? 0) + away;
  return {
    now: () => ({ wall: wall(), steady: steadyAtBoot + Math.floor(performance.now() - bootMono) }),
    trusted,
    every(ms, task) {
      const timer = setInterval(task, ms);
      return () => clearInterval(timer);
    },
    after(ms, task) {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** Where systemd keeps the time it says by a file whether it has ever been right; elsewhere the wall clock is believed. */
const timeIsSynchronized = (): boolean => !existsSync(timesyncFolder) || existsSync(`${timesyncFolder}/synchronized`);
