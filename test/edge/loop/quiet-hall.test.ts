import test from 'ava';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { officeOn } from './office-on.ts';

/** Half of the unit's WatchdogSec: within it something must have come to its end, or systemd ends the daemon. */
const feedingMs = 10_000;

test('F24: an office that nobody comes to makes progress all night', async (t) => {
  const { clock, progressed, journal, settled } = await officeOn(simulatedDisk(), '2026-11-23T23:00:00+01:00');
  const last = journal.last();
  for (let minute = 0; minute < 30; minute++) {
    const before = progressed();
    clock.advance(feedingMs);
    await settled();
    t.true(progressed() > before, `nothing within ${feedingMs} ms, ${minute} feedings after the start`);
  }
  t.is(journal.last(), last, 'nothing was journalled meanwhile');
});
