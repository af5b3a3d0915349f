import test from 'ava';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { officeOn } from './office-on.ts';

test('F13: a silent unit is greyed and told in the log; back again it is neither, and its counter calls as before', async (t) => {
  const { office, units, press, settled, log } = await officeOn(simulatedDisk());
  const present = () => office.views().staff.counters.map(({ unitPresent }) => unitPresent);
  await office.act(2, { action: 'open' });
  press('vozidla');
  await settled();
  units.lose(2);
  await settled();
  t.deepEqual(present(), [true, false, true]);
  t.true(log.includes('unit 2 is silent'));
  units.press(2, 'next');
  await settled();
  t.is(office.views().staff.counters[1]!.ticket, null);

  units.return(2);
  units.press(2, 'next');
  await settled();
  t.deepEqual(present(), [true, true, true]);
  t.true(log.includes('unit 2 answers: firmware simulated, boot 1'));
  t.is(office.views().staff.counters[1]!.ticket, 'A1');
});

test('what a unit finds wrong in itself is shown to the staff and told in the log once, until it is well (F10)', async (t) => {
  const { office, units, settled, log } = await officeOn(simulatedDisk());
  units.ail(3, ['key-stuck', 'eeprom']);
  units.ail(3, ['key-stuck', 'eeprom']);
  await settled();
  t.deepEqual(office.views().staff.deviceTroubles, [
    { counter: 3, trouble: 'key-stuck' },
    { counter: 3, trouble: 'eeprom' },
  ]);
  t.is(log.filter((line) => line === 'unit 3 answers: firmware simulated, boot 1, fault: key-stuck, eeprom').length, 1);
  units.ail(3, []);
  await settled();
  t.deepEqual(office.views().staff.deviceTroubles, []);
});
