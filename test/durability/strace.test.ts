import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { failedStartsMax } from '../../edge/journal/spare-memory.ts';
import { needs } from '../needs.ts';
import { until } from '../office/until.ts';
import { type Daemon, daemonOf } from './daemon.ts';

/** It stops or declares itself volatile within this time of the call that failed. */
const noticedMs = 1_000;
const needsStrace = needs('strace');
const oneThread = fileURLToPath(new URL('one-thread.cjs', import.meta.url));

/** One after the other: each has a second to notice, and a traced daemon takes a whole core. */
let before: Promise<unknown> = Promise.resolve();
const testWithStrace = (title: string, run: (t: ExecutionContext) => Promise<void>): void =>
  needsStrace(title, async (t) => {
    t.timeout(10 * 60_000);
    const mine = before.then(() => run(t));
    before = mine.catch(() => undefined);
    await mine;
  });

/** Between two starts passes more than the time in which a second press of a service counts as a slip of the hand. */
const betweenStartsMs = 10_000;

/** Lets calls on the journal's file fail in the real process, from the n-th on. */
const failing = (daemon: Daemon, call: string, code: string, when: string): readonly string[] => {
  const segment = join(daemon.data, 'journal', '000000000001.journal');
  return ['strace', '-f', '-o', '/dev/null', '-P', segment, '-e', `trace=${call}`, '-e', `inject=${call}:error=${code}:when=${when}`];
};

/** A daemon whose journal holds one ticket of each service already; it has ended in order. */
async function daemonWithTickets(t: ExecutionContext, environment: Readonly<Record<string, string>> = {}): Promise<Daemon> {
  let instant = Date.parse('2026-11-23T06:00:00Z');
  const daemon = daemonOf(t, {
    environment() {
      instant += betweenStartsMs;
      return { ...environment, NODE_OPTIONS: `--require "${oneThread}"`, FRONTA_CLOCK: new Date(instant).toISOString() };
    },
  });
  await daemon.start();
  for (const service of ['vozidla', 'dovozy', 'ridici']) await daemon.press(service);
  await until('three slips', async () => (await daemon.slips()).length === 3);
  await until('the reserve', () => existsSync(join(daemon.data, 'journal', 'ballast')));
  daemon.signal('SIGTERM');
  await daemon.ended();
  return daemon;
}

const isDurable = async (daemon: Daemon): Promise<boolean> =>
  /^fronta_edge_journal_durable 1$/m.test(await (await daemon.get('/metrics')).text());

for (const [call, code, when] of [
  ['fdatasync', 'EIO', '2+'],
  ['write', 'EIO', '1+'],
] as const)
  testWithStrace(
    `F4: a daemon whose ${call} fails with ${code} ends with an error within a second, and shows no number that is not on the disk`,
    async (t) => {
      const daemon = await daemonWithTickets(t);
      await daemon.start(failing(daemon, call, code, when));
      const begin = performance.now();
      await daemon.press('vozidla');
      const code_ = await daemon.ended();
      t.true(performance.now() - begin < noticedMs, `${performance.now() - begin} ms`);
      t.is(code_, 1);
      t.regex(daemon.stderr(), /the journal can promise no more, ending to be started again: EIO/);
      await daemon.start();
      await daemon.press('dovozy');
      await until('the next slip', async () => (await daemon.slips())[0]?.number === 'B2');
      t.is(new Set(daemon.journalled()).size, daemon.journalled().length);
    },
  );

for (const [call, code, when] of [
  ['write', 'ENOSPC', '1+'],
  ['write', 'EDQUOT', '1+'],
  ['write', 'EROFS', '1+'],
  ['fdatasync', 'ENOSPC', '2+'],
] as const)
  testWithStrace(
    `F2 F3: a daemon whose ${call} says ${code} declares itself volatile within a second and goes on with the next number`,
    async (t) => {
      const daemon = await daemonWithTickets(t);
      await daemon.start(failing(daemon, call, code, when));
      t.true(await isDurable(daemon));
      const begin = performance.now();
      await daemon.press('vozidla');
      await until('volatile mode', async () => !(await isDurable(daemon)));
      t.true(performance.now() - begin < noticedMs, `${performance.now() - begin} ms`);
      await until('the slip', async () => (await daemon.slips())[0]?.number === 'A2');
      t.regex(daemon.stderr(), /the journal is volatile/);
    },
  );

testWithStrace('F3: a write that has no room once is made good with the reserve, and nothing was ever in memory only', async (t) => {
  const daemon = await daemonWithTickets(t);
  await daemon.start(failing(daemon, 'write', 'ENOSPC', '1'));
  await daemon.press('vozidla');
  await until('the slip', async () => (await daemon.slips())[0]?.number === 'A2');
  t.true(await isDurable(daemon));
  t.true(daemon.journalled().includes('A2'));
});

testWithStrace('F4: after too many starts that could not append the daemon goes on from memory', async (t) => {
  const memory = mkdtempSync(join(tmpdir(), 'fronta-memory-'));
  t.teardown(() => rmSync(memory, { recursive: true }));
  const daemon = await daemonWithTickets(t, { RUNTIME_DIRECTORY: memory });
  for (let failed = 0; failed < failedStartsMax; failed++) {
    const open = daemon.start(failing(daemon, 'fdatasync', 'EIO', '2+')).then(() => daemon.press('vozidla'));
    await open.catch(() => 'it may end before it is open');
    t.is(await daemon.ended(), 1);
  }
  await daemon.start(failing(daemon, 'fdatasync', 'EIO', '2+'));
  await daemon.press('dovozy');
  await until('the slip', async () => (await daemon.slips())[0]?.number === 'B2');
  t.false(await isDurable(daemon));
});
