import type { Fact } from '#contract/event.ts';
import { type SimulatedDisk, simulatedDisk } from '../../../edge/disk/simulated.ts';
import { type OpenedJournal, openJournal } from '../../../edge/journal/disk-journal.ts';

export const folder = '/data/journal';
export const firstSegment = `${folder}/000000000001.journal`;
export const stamp = { wall: Date.parse('2026-11-23T07:10:00Z'), steady: 1_000, clockTrusted: true };

/** Opens the journal on a simulated disk as a start of the daemon would. */
export const openOn = (disk: SimulatedDisk, after = 0): OpenedJournal => openJournal({ disk, folder, mintId: () => 'a'.repeat(32), after });

/** A fact whose line has about as many bytes as asked. */
export const fact = (counter: number, bytes = 0): Fact =>
  bytes === 0
    ? { name: 'counter.opened', data: { counter } }
    : { name: 'ticket.returned', data: { ordinal: counter, number: `A${'1'.repeat(bytes)}` } };

/** A journal of single promised facts; answers its disk. */
export async function journalOf(count: number, bytes = 0): Promise<SimulatedDisk> {
  const disk = simulatedDisk();
  const { journal } = openOn(disk);
  for (let index = 1; index <= count; index++) await journal.append([fact(index, bytes)], stamp).durable;
  return disk;
}
