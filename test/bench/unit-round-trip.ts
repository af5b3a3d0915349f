import { setTimeout as pause } from 'node:timers/promises';
import { exampleOffice } from '#contract/example-office.ts';
import { systemClock } from '../../edge/clock/system.ts';
import { openBus } from '../../edge/units/modbus.ts';
import { type OfficeOnDisk, officeOnDisk } from './office-on-disk.ts';
import { type Measured, measured, percentile } from './report.ts';
import { type TimedLine, timedLine } from './timed-line.ts';

const unitCount = 8;
const samples = 250;
const idleMs = 5_000;
const counters = Array.from({ length: unitCount }, (_, index) => index + 1);
const services = exampleOffice.services.map(({ id }) => id);

/**
 * From the finger on a unit's key to the called number on the same unit's display, the call journalled and synced in between: 8 units
 * polled on one line with the timing of 19,200 baud. The limit is two full poll cycles of the idle line, measured in the same run.
 */
export async function unitRoundTrip(): Promise<readonly Measured[]> {
  const line = timedLine(unitCount);
  const { units } = await openBus({
    port: 'a timed line',
    counters: Object.fromEntries(counters.map((number) => [number, { address: number }])),
    keypad: null,
    clock: systemClock({ startAt: null, resume: null }),
    connect: line.connect,
  });
  const everyCounter = counters.map((number) => ({ ...exampleOffice.counters[0]!, number }));
  const office = await officeOnDisk({ units, settings: { ...exampleOffice, counters: everyCounter } });
  try {
    for (let ticket = 0; ticket < samples; ticket++) await walkIn(office, ticket);
    for (const number of counters) await office.act(number, { action: 'open' });
    await pause(idleMs);
    const twoCycles = 2 * idleCycle(line);
    const trips: number[] = [];
    for (let index = 0; index < samples; index++) trips.push(await roundTrip(line, counters[(index * 3) % unitCount]!, twoCycles / 2));
    return [
      measured('unit-round-trip p50', 'ms', percentile(trips, 0.5), twoCycles),
      measured('unit-round-trip p99', 'ms', percentile(trips, 0.99), twoCycles),
    ];
  } finally {
    await office.close();
  }
}

async function walkIn(office: OfficeOnDisk, index: number): Promise<void> {
  office.clock.advance(3_000);
  await new Promise((resolve) => setImmediate(resolve));
  await office.press(services[index % services.length]!);
}

/** Mean time from one question to the same unit to the next, while nobody presses. */
function idleCycle(line: TimedLine): number {
  const from = performance.now() - idleMs / 2;
  const cycles = counters.map((unit) => {
    const asked = line.asked(unit).filter((at) => at >= from);
    return (asked.at(-1)! - asked[0]!) / (asked.length - 1);
  });
  return cycles.reduce((sum, cycle) => sum + cycle, 0) / cycles.length;
}

/** One press at a moment of chance within a cycle. */
async function roundTrip(line: TimedLine, unit: number, cycleMs: number): Promise<number> {
  await pause(Math.random() * cycleMs);
  const began = performance.now();
  return (await line.press(unit, 'next')) - began;
}
