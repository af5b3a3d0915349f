import { setTimeout as pause } from 'node:timers/promises';
import { exampleOffice } from '#contract/example-office.ts';
import { type OfficeOnDisk, officeOnDisk } from './office-on-disk.ts';
import { type RawAppend, rawAppend } from './raw-append.ts';
import { type Measured, measured, percentile } from './report.ts';

const warmUp = 200;
const samples = 1_000;
const pacedSamples = 200;
const pacedMs = 50;
const services = exampleOffice.services.map(({ id }) => id);

/**
 * From the press of a button to the last byte of its slip at the printer, the ticket journalled and synced in between,
 * beside one append of 256 bytes with fdatasync to the same disk, taken in turns.
 */
export async function pressToSlip(): Promise<readonly Measured[]> {
  const office = await officeOnDisk();
  const raw = rawAppend();
  try {
    await inTurns(office, raw, warmUp, 0);
    const few = await inTurns(office, raw, samples, 0);
    const paced = await inTurns(office, raw, pacedSamples, pacedMs);
    for (let ticket = 0; ticket < 10_000 - warmUp - samples - pacedSamples; ticket++) await press(office, ticket);
    const many = await inTurns(office, raw, samples, 0);
    return [
      measured('press-to-slip p50', 'ms', percentile(few.presses, 0.5), percentile(few.appends, 0.5)),
      measured('press-to-slip p99', 'ms', percentile(few.presses, 0.99), percentile(few.appends, 0.99)),
      measured(`press-to-slip p50 every ${pacedMs} ms`, 'ms', percentile(paced.presses, 0.5), percentile(paced.appends, 0.5)),
      measured(`press-to-slip p99 every ${pacedMs} ms`, 'ms', percentile(paced.presses, 0.99), percentile(paced.appends, 0.99)),
      measured('press-to-slip growth to 10000 waiting', 'ratio', growth(many), growth(few)),
    ];
  } finally {
    await office.close();
    raw.close();
  }
}

type Turns = { readonly presses: readonly number[]; readonly appends: readonly number[] };

/** A press as a multiple of the bare append beside it: what the machine does meanwhile cancels out. */
const growth = ({ presses, appends }: Turns): number => percentile(presses, 0.5) / percentile(appends, 0.5);

async function inTurns(office: OfficeOnDisk, raw: RawAppend, count: number, pauseMs: number): Promise<Turns> {
  const presses: number[] = [];
  const appends: number[] = [];
  for (let index = 0; index < count; index++) {
    if (pauseMs > 0) await pause(pauseMs);
    appends.push(raw.append());
    if (pauseMs > 0) await pause(pauseMs);
    presses.push(await press(office, index));
  }
  return { presses, appends };
}

/** One press, three seconds of the office's time after the last: a second press of one button within two would give no ticket. */
async function press(office: OfficeOnDisk, index: number): Promise<number> {
  office.clock.advance(3_000);
  await settled();
  const begin = performance.now();
  return (await office.press(services[index % services.length]!)) - begin;
}

/** Lets everything that the last press and the clock set going come to its end. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
