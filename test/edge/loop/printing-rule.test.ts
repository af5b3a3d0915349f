import test from 'ava';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { renderSlip } from '../../../edge/printer/escpos.ts';
import { printerModels } from '../../../edge/printer/models.ts';
import { walkIn } from '../printer/slips.ts';
import { officeOn } from './office-on.ts';

/** Longer than the pause in which a second press of the same button gives nothing (F11), milliseconds. */
const anotherPressMs = 3_000;

test('the link cut at any byte of a slip: its number stands on the screen, is called like any other, and is never given again (F9)', async (t) => {
  const hall = await officeOn(simulatedDisk());
  await hall.office.act(1, { action: 'open' });
  const { length } = renderSlip(walkIn, printerModels['epson-tm-t20']);
  const given: string[] = [];
  for (let bytes = 0; bytes <= length; bytes += 1) {
    hall.clock.advance(anotherPressMs);
    hall.printer.losePowerAfterBytes(bytes);
    hall.press('vozidla');
    await hall.settled();
    const number = `A${bytes + 1}`;
    given.push(number);
    const { kiosk, staff } = hall.shown();
    t.true(kiosk.text.includes(number), `after byte ${bytes} the screen says ${kiosk.text}`);
    t.is(kiosk.text.includes('OK'), bytes > 0, 'a copy is offered where the slip may have come out');
    t.is(staff.printer, 'offline');
    const before = hall.printer.slips().length;
    hall.printer.setState('ok');
    await hall.settled();
    t.is(hall.printer.slips().length, before, 'nothing stale prints');
  }
  const called: (string | null)[] = [];
  for (const _ of given) {
    await hall.office.act(1, { action: 'next' });
    called.push(hall.shown().staff.counters[0]?.ticket ?? null);
  }
  t.deepEqual(called, given);
});
