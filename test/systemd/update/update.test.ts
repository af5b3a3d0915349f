import { readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readState } from '../../../systemd/update/state.ts';
import { currentVersion, putIn, recover, takePackaged } from '../../../systemd/update/update.ts';
import { type Cut, Gone, type KioskOnDisk, kioskOnDisk } from './kiosk.ts';

type Run = ReturnType<KioskOnDisk['run']>;
const updaterOf = (kiosk: KioskOnDisk, run: Run = kiosk.run()) => ({ ...run, places: kiosk.places, tell: kiosk.tell });

/** Runs to the end, or to where it is cut off. Answers whether it was. */
async function cutOff(work: Promise<unknown>): Promise<boolean> {
  return await work.then(
    () => false,
    (error: Error) => {
      if (error instanceof Gone) return true;
      throw error;
    },
  );
}

test('a release is put into the tree that is not in service, by turns, and stays when it is well', async (t) => {
  const kiosk = kioskOnDisk(t);
  for (const [version, tree] of [
    ['1.1.0', 'a'],
    ['1.2.0', 'b'],
    ['1.3.0', 'a'],
  ] as const) {
    t.deepEqual(await putIn(updaterOf(kiosk), { version, archive: kiosk.archive(version) }), { in: 'service' });
    t.is(kiosk.runs(), version);
    t.is(readlinkSync(join(kiosk.places.trees, 'current')), join(kiosk.places.trees, tree));
  }
  t.is(readState(kiosk.run().files, kiosk.places).now.step, 'idle');
});

test('F30: a release that is not well within its minute is taken back and remembered', async (t) => {
  const kiosk = kioskOnDisk(t);
  const outcome = await putIn(updaterOf(kiosk), { version: '1.1.0', archive: kiosk.archive('1.1.0', false) });
  t.deepEqual(outcome, { in: 'vain', why: 'nothing answered within 60 s' });
  t.is(kiosk.runs(), '1.0.0');
  t.deepEqual(readState(kiosk.run().files, kiosk.places), {
    now: { step: 'idle' },
    refused: [{ version: '1.1.0', why: 'nothing answered within 60 s' }],
  });
  t.is(await recover(updaterOf(kiosk)), null);
});

test('a release whose archive holds another version is never in service', async (t) => {
  const kiosk = kioskOnDisk(t);
  const outcome = await putIn(updaterOf(kiosk), { version: '1.1.0', archive: kiosk.archive('9.9.9') });
  t.is(outcome.in, 'vain');
  t.is(kiosk.wouldStart(), '1.0.0');
});

for (const works of [true, false])
  for (const takes of ['kill', 'power'] as const)
    test(`F30: an update to a release that ${works ? 'works' : 'does not work'}, cut off by ${takes} at each of its calls, leaves the old or the new one`, async (t) => {
      let places = 0;
      for (let after = 0; ; after++) {
        const kiosk = kioskOnDisk(t);
        if (!(await cutOffAndMended(kiosk, { after, takes }, works))) break;
        places++;
        const runs = kiosk.runs();
        t.true(runs === '1.0.0' || (works && runs === '1.1.0'), `after call ${after}: ${runs} runs`);
        t.is(readState(kiosk.run().files, kiosk.places).now.step, 'idle', `after call ${after}`);
        kiosk.remove();
      }
      t.true(places > 25, `only ${places} places`);
    });

/** An update that is cut off, a start of the machine, and the run that mends it, cut off everywhere too; answers whether the first was cut off at all. */
async function cutOffAndMended(kiosk: KioskOnDisk, cut: Cut, works: boolean): Promise<boolean> {
  const release = { version: '1.1.0', archive: kiosk.archive('1.1.0', works) };
  if (!(await cutOff(putIn(updaterOf(kiosk, kiosk.run(cut)), release)))) return false;
  none(kiosk, cut);
  if (cut.takes === 'power') kiosk.startAgain();
  for (let after = 0; after < 40; after += 3)
    if (!(await cutOff(recover(updaterOf(kiosk, kiosk.run({ after, takes: cut.takes })))))) break;
    else {
      none(kiosk, cut);
      if (cut.takes === 'power') kiosk.startAgain();
    }
  await recover(updaterOf(kiosk));
  none(kiosk, cut);
  return true;
}

/** At no moment may the link lead to nothing or to half a program. */
function none(kiosk: KioskOnDisk, { after }: Cut): void {
  const version = kiosk.wouldStart();
  if (version !== '1.0.0' && version !== '1.1.0') throw new Error(`after call ${after} the link leads to ${version}`);
}

test('a package takes over from what was put in beside it, unless that is newer', async (t) => {
  const kiosk = kioskOnDisk(t);
  await putIn(updaterOf(kiosk), { version: '1.1.0', archive: kiosk.archive('1.1.0') });
  t.false(takePackaged(updaterOf(kiosk)), 'the package is the older one');
  t.is(currentVersion(updaterOf(kiosk)), '1.1.0');
  writeFileSync(join(kiosk.places.packaged, 'version'), '1.1.0\n');
  t.true(takePackaged(updaterOf(kiosk)));
  t.is(readlinkSync(join(kiosk.places.trees, 'current')), kiosk.places.packaged);
  t.false(takePackaged(updaterOf(kiosk)), 'it is in service already');
});

test('a state that nobody can read counts as none, and the link says what runs', async (t) => {
  const kiosk = kioskOnDisk(t);
  writeFileSync(join(kiosk.places.state, 'state.json'), '{"now":');
  t.is(await recover(updaterOf(kiosk)), null);
  t.deepEqual(await putIn(updaterOf(kiosk), { version: '1.1.0', archive: kiosk.archive('1.1.0') }), { in: 'service' });
});
