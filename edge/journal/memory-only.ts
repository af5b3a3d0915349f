import type { DurableWriter } from './durable-writer.ts';
import type { Entry } from './line.ts';
import type { SpareMemory } from './spare-memory.ts';

/** Entries in memory only at most: weeks of an office. Beyond that nothing more is promised. */
const entriesMax = 50_000;
/** Entries written at once when the disk takes them again; a decision is never parted. */
const groupEntries = 256;

/** What was given in volatile mode and is not on the disk yet. */
export type MemoryOnly = {
  /** Answers why no more can be kept, or `null`. */
  add(entries: readonly Entry[]): Error | null;
  /** Writes all of them, in order and with their own times. Answers what stood in the way; the rest stays. */
  drain(writer: DurableWriter): Error | null;
};

export function memoryOnly(journal: string, spare: SpareMemory, before: readonly Entry[]): MemoryOnly {
  let entries = [...before];
  return {
    add(more) {
      if (entries.length + more.length > entriesMax)
        return new Error(`the disk takes nothing, and ${entriesMax} entries are in memory only`);
      entries.push(...more);
      spare.add(journal, more);
      return null;
    },
    drain(writer) {
      let error = writer.attach();
      while (!error && entries.length > 0) {
        const group = nextGroup(entries);
        error = writer.write(group);
        if (!error) entries = entries.slice(group.length);
        if (!error) writer.turnPage();
      }
      if (!error) spare.clear();
      return error;
    },
  };
}

function nextGroup(entries: readonly Entry[]): readonly Entry[] {
  const end = entries.findIndex(({ more }, index) => index + 1 >= groupEntries && !more) + 1;
  return end > 0 ? entries.slice(0, end) : entries;
}
