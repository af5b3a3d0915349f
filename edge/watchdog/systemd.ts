import { spawn } from 'node:child_process';
import type { Clock } from '../clock/port.ts';
import type { Watchdog } from './port.ts';

/**
 * Talks to systemd through its own `systemd-notify`, because Node has no datagram socket of the unix kind. The unit needs
 * `NotifyAccess=all`. The watchdog is fed every half of its time, but only if there was progress since the last feeding (F24):
 * a daemon that hangs is not fed. Real work must therefore be done within half of `WatchdogSec`, however quiet the hall is.
 */
export function systemdWatchdog(options: {
  /** `NOTIFY_SOCKET` of the unit. */
  readonly notifySocket: string;
  /** `WATCHDOG_USEC` of the unit, microseconds; `null` when it sets no `WatchdogSec`. */
  readonly watchdogUsec: number | null;
  readonly clock: Clock;
  readonly program?: string;
}): Watchdog {
  const { notifySocket, watchdogUsec, clock, program = '/usr/bin/systemd-notify' } = options;
  let progressed = false;
  const tell = (word: string) => {
    const child = spawn(program, [word], { stdio: 'ignore', env: { NOTIFY_SOCKET: notifySocket } });
    // Without the program systemd hears nothing and does what the unit says about that.
    child.on('error', () => {});
  };
  const feed = () => {
    if (progressed) tell('WATCHDOG=1');
    progressed = false;
  };
  const stopFeeding = watchdogUsec === null ? () => {} : clock.every(watchdogUsec / 1_000 / 2, feed);
  return {
    ready: () => tell('READY=1'),
    progress: () => {
      progressed = true;
    },
    stopping: () => {
      stopFeeding();
      tell('STOPPING=1');
    },
  };
}
