import test from 'ava';
import type { DiskCall } from '../../edge/disk/simulated.ts';
import { type Machine, machine } from './lives.ts';

const calls: readonly DiskCall[] = ['open', 'write', 'sync', 'syncFolder', 'rename', 'truncate', 'remove', 'close'];
const codes = ['EIO', 'ENOSPC', 'EROFS', 'EDQUOT', 'EMFILE'] as const;

const failing = (code: string): never => {
  throw Object.assign(new Error(`${code}: failed on purpose`), { code });
};

/** Fails the `n`-th call of one kind, or all from it on. Answers whether it came to that. */
function failFrom({ disk }: Machine, kind: DiskCall, n: number, code: string, lasting: 'once' | 'for ever'): { fired(): boolean } {
  let count = 0;
  disk.onCall((call) => {
    if (call !== kind) return undefined;
    count++;
    return count === n || (count > n && lasting === 'for ever') ? failing(code) : undefined;
  });
  return { fired: () => count >= n };
}

/** Killed, power cut, and once more; then the disk is well again and everything promised must be durable. */
async function run(office: Machine): Promise<void> {
  await office.live(7);
  office.kill();
  tearLastLine(office);
  await office.live(5);
  office.cutPower();
  const journal = await office.live(6);
  office.disk.onCall(() => undefined);
  journal.tend();
  if (journal.durability() !== 'durable') throw new Error('the disk is well, the journal still volatile');
  office.cutPower();
  await office.live(1);
}

/** Half a line at the end of the newest segment, as a process killed within a write leaves it. */
function tearLastLine({ disk }: Machine): void {
  const newest = disk.paths().findLast((path) => path.endsWith('.journal'));
  if (newest !== undefined) disk.setBytes(newest, Buffer.concat([disk.bytes(newest), Buffer.from('0123abcd {"name":"pin.mis')]));
}

const ways = [
  ...codes.map((code) => ({ code, stalls: false })),
  ...(['EIO', 'ENOSPC'] as const).map((code) => ({ code, stalls: true })),
] as const;

for (const lasting of ['once', 'for ever'] as const)
  for (const { code, stalls } of ways)
    test(`F2 F3 F4: whichever call ${stalls ? 'of a disk that stalls ' : ''}fails ${lasting} with ${code}, nothing promised is lost, doubled or given twice`, async (t) => {
      for (const kind of calls)
        for (let n = 1; ; n++) {
          const office = machine({ stalls });
          const { fired } = failFrom(office, kind, n, code, lasting);
          await run(office).catch((error: Error) => t.fail(`${kind} ${n}: ${error.message}`));
          if (!fired()) {
            t.true(n > 1, `${kind} was called`);
            break;
          }
        }
    });

test('F1: the power may go before any call, whatever the disk kept of what was not synced', async (t) => {
  for (const [keep, names] of [
    [() => 0, 'lost'],
    [(unsynced: number) => Math.floor(unsynced / 2), 'lost'],
    [(unsynced: number) => unsynced, 'kept'],
    [() => 0, 'kept'],
  ] as const)
    for (let n = 1; ; n++) {
      const office = machine();
      let count = 0;
      office.disk.onCall(() => (++count === n ? powerGone() : count > n ? powerGone() : undefined));
      const went = await lives(office).then(
        () => false,
        (error: Error) => error.message === 'the power is gone' || Promise.reject(error),
      );
      office.disk.onCall(() => undefined);
      office.cutPower(keep, names);
      await t.notThrowsAsync(office.live(2), `call ${n}`);
      if (!went) break;
    }
});

const lives = async (office: Machine): Promise<void> => {
  await office.live(7);
  office.kill();
  tearLastLine(office);
  await office.live(5);
};

function powerGone(): never {
  throw new Error('the power is gone');
}
