import test from 'ava';
import { edgeMetrics } from '../../../edge/screens/metrics.ts';
import { simulatedUnits } from '../../../edge/units/simulated.ts';

const vitals = {
  ...{ journalLastSeq: 1, journalDurable: true, unsentEvents: 0, linkUp: true, clockTrusted: true },
  ...{ ticketsWaiting: 0, messagesSetAside: 0 },
};

test('each device on the bus has its own samples, and a fault goes away with the fault (F13)', async (t) => {
  const units = simulatedUnits([1, 2]);
  const read = edgeMetrics(() => vitals, units.health);
  units.lose(2);
  units.ail(1, ['watchdog']);
  const ailing = await read();
  t.regex(ailing, /^fronta_edge_device_present\{device="unit 1"\} 1$/m);
  t.regex(ailing, /^fronta_edge_device_present\{device="unit 2"\} 0$/m);
  t.regex(ailing, /^fronta_edge_device_boots\{device="unit 1"\} 1$/m);
  t.regex(ailing, /^fronta_edge_device_bad_frames\{device="unit 1"\} 0$/m);
  t.regex(ailing, /^fronta_edge_device_fault\{device="unit 1",fault="watchdog"\} 1$/m);
  units.ail(1, []);
  t.notRegex(await read(), /fronta_edge_device_fault\{/);
});
