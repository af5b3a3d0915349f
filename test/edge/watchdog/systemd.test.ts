import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { simulatedClock } from '../../../edge/clock/simulated.ts';
import { systemdWatchdog } from '../../../edge/watchdog/systemd.ts';
import { untilLines } from '../until-lines.ts';

/** A program in place of `systemd-notify` that writes down what it is told and over which socket. */
async function withSystemd(use: (program: string, told: (lines: number) => Promise<string[]>) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-notify-'));
  const [program, log] = [join(folder, 'notify'), join(folder, 'log')];
  await writeFile(log, '');
  await writeFile(program, `#!/bin/sh\necho "$1 over $NOTIFY_SOCKET" >> '${log}'\n`);
  await chmod(program, 0o755);
  await use(program, (count) => untilLines(log, (lines) => lines.length >= count));
  await rm(folder, { recursive: true });
}

test('systemd is told of the start, of progress at half its time, and of the end; never without progress (F24)', async (t) => {
  await withSystemd(async (program, told) => {
    const clock = simulatedClock('2026-11-23T07:00:00Z');
    const watchdog = systemdWatchdog({ notifySocket: '/run/notify', watchdogUsec: 20_000_000, clock, program });
    watchdog.ready();
    await told(1);
    clock.advance(60_000);
    for (let times = 0; times < 5; times += 1) watchdog.progress();
    clock.advance(9_999);
    clock.advance(1);
    await told(2);
    clock.advance(60_000);
    watchdog.stopping();
    t.deepEqual(await told(3), ['READY=1 over /run/notify', 'WATCHDOG=1 over /run/notify', 'STOPPING=1 over /run/notify']);
  });
});

test('a unit without a watchdog is only told of start and end', async (t) => {
  await withSystemd(async (program, told) => {
    const clock = simulatedClock('2026-11-23T07:00:00Z');
    const watchdog = systemdWatchdog({ notifySocket: '/run/notify', watchdogUsec: null, clock, program });
    watchdog.progress();
    clock.advance(1_000_000);
    watchdog.stopping();
    t.deepEqual(await told(1), ['STOPPING=1 over /run/notify']);
  });
});

test('a machine without systemd-notify goes on', (t) => {
  const clock = simulatedClock('2026-11-23T07:00:00Z');
  const watchdog = systemdWatchdog({ notifySocket: '/run/notify', watchdogUsec: null, clock, program: '/no/such/notify' });
  t.notThrows(() => watchdog.ready());
});
