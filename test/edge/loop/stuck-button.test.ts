import test from 'ava';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { officeOn } from './office-on.ts';

const dark = { lit: false, blinks: 0 };

test('F10: a stuck button is dark and named to the staff and in the log until it is free; the others go on', async (t) => {
  const { office, buttons, press, settled, log } = await officeOn(simulatedDisk());
  const waiting = () => office.views().staff.queue.map(({ number }) => number);
  buttons.hold('service:ridici');
  await settled();
  t.deepEqual(office.views().staff.stuckButtons, [{ id: 'service:ridici', label: 'Registr řidičů' }]);
  t.true(log.includes('button stuck and masked'));
  t.false(buttons.lamp('service:ridici').lit);
  t.deepEqual(waiting(), ['C1'], 'it counted once');

  press('ridici');
  press('vozidla');
  await settled();
  t.deepEqual(waiting(), ['C1', 'A1']);

  buttons.release('service:ridici');
  await settled();
  t.deepEqual(office.views().staff.stuckButtons, []);
  t.true(log.includes('button free again'));
  t.true(buttons.lamp('service:ridici').lit);
});

test('the lamps come on with the office, and a button of no service stays dark', async (t) => {
  const { buttons } = await officeOn(simulatedDisk());
  for (const id of ['service:vozidla', 'service:dovozy', 'service:ridici', 'reserved', 'language'])
    t.deepEqual(buttons.lamp(id), { lit: true, blinks: 0 }, id);
  t.deepEqual(buttons.lamp('service:nic'), dark);
});

test('staff read what is written beside a stuck button, and the id of one that has no words', async (t) => {
  const { office, buttons, settled } = await officeOn(simulatedDisk());
  for (const id of ['reserved', 'language']) buttons.hold(id);
  await settled();
  const labels = office.views().staff.stuckButtons.map(({ label }) => label);
  t.deepEqual(labels, ['Klienti objednaní přes web', 'CS EN DE']);
});
