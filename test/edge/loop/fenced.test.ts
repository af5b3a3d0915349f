import test from 'ava';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { officeOn } from './office-on.ts';

test('P33: a fenced kiosk says that it may not know every reservation, as one without a link does (F19)', async (t) => {
  const { office, link, journal, settled } = await officeOn(simulatedDisk());
  link.setState('online');
  await settled();
  t.is(office.views().kiosk.offline, null);
  link.deliver({ kind: 'fence', body: { journal: journal.id, by: 'b'.repeat(32), since: '2026-11-23T07:10:00Z' } });
  await settled();
  t.is(office.views().kiosk.offline, 'Bez spojení od 8:10. Lístky vydáváme dál.');
});
