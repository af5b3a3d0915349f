import { exampleOffice } from '#contract/example-office.ts';
import { type OfficeOnDisk, officeOnDisk } from './office-on-disk.ts';
import { type RawAppend, rawAppend } from './raw-append.ts';
import { type Measured, measured, percentile } from './report.ts';

const few = 10;
const many = 10_000;
const warmUp = 100;
const samples = 500;
const services = exampleOffice.services.map(({ id }) => id);

/**
 * From "next" at a counter to the call on the disk, beside one append with fdatasync in turns, with 10 and with 10,000 waiting. After each
 * call somebody else comes, so that as many go on waiting. The growth is that of the ratios: what the machine does meanwhile cancels out.
 */
export async function callNext(): Promise<readonly Measured[]> {
  const office = await officeOnDisk();
  const raw = rawAppend();
  try {
    await office.act(1, { action: 'open' });
    await fill(office, few);
    await calls(office, raw, warmUp);
    const short = await calls(office, raw, samples);
    await fill(office, many - few);
    const long = await calls(office, raw, samples);
    const growth = (turns: Turns): number => percentile(turns.calls, 0.5) / percentile(turns.appends, 0.5);
    return [
      measured('call-next p50', 'ms', percentile(short.calls, 0.5), percentile(short.appends, 0.5)),
      measured('call-next p99', 'ms', percentile(short.calls, 0.99), percentile(short.appends, 0.99)),
      measured(`call-next growth to ${many} waiting`, 'ratio', growth(long), growth(short)),
    ];
  } finally {
    await office.close();
    raw.close();
  }
}

type Turns = { readonly calls: readonly number[]; readonly appends: readonly number[] };

async function calls(office: OfficeOnDisk, raw: RawAppend, count: number): Promise<Turns> {
  const times: number[] = [];
  const appends: number[] = [];
  for (let index = 0; index < count; index++) {
    appends.push(raw.append());
    const begin = performance.now();
    const { refusal } = await office.act(1, { action: 'next' });
    times.push(performance.now() - begin);
    if (refusal) throw new Error('nobody waited: there is nothing to measure');
    await fill(office, 1);
  }
  return { calls: times, appends };
}

/** So many people take a ticket, three seconds apart. */
async function fill(office: OfficeOnDisk, people: number): Promise<void> {
  for (let person = 0; person < people; person++) {
    office.clock.advance(3_000);
    await office.press(services[person % services.length]!);
  }
}
