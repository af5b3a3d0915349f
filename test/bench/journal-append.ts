import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fact } from '#contract/event.ts';
import { nodeDisk } from '../../edge/disk/node.ts';
import { openJournal } from '../../edge/journal/disk-journal.ts';
import type { Journal } from '../../edge/journal/port.ts';
import { type Measured, measured } from './report.ts';

const callersMany = 64;
/** Rounds of the journal and the bare file in turns, so that what else the machine does meanwhile meets both. */
const rounds = 40;
const appendsAlone = 100;
const groupsMany = 30;

const fact: Fact = { name: 'ticket.called', data: { ordinal: 1234, number: 'A1234', counter: 3, rule: 'order', passedOver: 0 } };
const stamp = { wall: Date.parse('2026-11-23T07:10:00Z'), steady: 123_456_789, clockTrusted: true };

/** Promised entries a second, for one caller that waits for each and for 64 at once, beside bare write and fdatasync of as many bytes. */
export async function journalAppend(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-bench-'));
  const { journal } = openJournal({ disk: nodeDisk, folder: join(folder, 'journal'), mintId: () => 'b'.repeat(32), after: 0 });
  const bare = openSync(join(folder, 'bare'), 'a');
  try {
    const bytesEach = await lineBytes(journal, folder);
    const alone = await inTurns(
      () => callers(journal, 1, appendsAlone),
      () => bareGroups(bare, bytesEach, appendsAlone),
    );
    const many = await inTurns(
      () => callers(journal, callersMany, groupsMany),
      () => bareGroups(bare, bytesEach * callersMany, groupsMany),
    );
    return [
      measured('journal-append 1 caller', '1/s', perSecond(appendsAlone, alone.ours), perSecond(appendsAlone, alone.bare)),
      measured(
        `journal-append ${callersMany} callers`,
        '1/s',
        perSecond(callersMany * groupsMany, many.ours),
        perSecond(callersMany * groupsMany, many.bare),
      ),
    ];
  } finally {
    closeSync(bare);
    await journal.close();
    rmSync(folder, { recursive: true });
  }
}

/** Bytes that one entry takes on the disk. */
async function lineBytes(journal: Journal, folder: string): Promise<number> {
  const segment = join(folder, 'journal', '000000000001.journal');
  await journal.append([fact], stamp).durable;
  const before = nodeDisk.size(segment);
  await journal.append([fact], stamp).durable;
  return nodeDisk.size(segment) - before;
}

async function callers(journal: Journal, count: number, appendsEach: number): Promise<void> {
  const caller = async (): Promise<void> => {
    for (let append = 0; append < appendsEach; append++) await journal.append([fact], stamp).durable;
  };
  await Promise.all(Array.from({ length: count }, caller));
}

async function bareGroups(file: number, bytes: number, count: number): Promise<void> {
  const group = Buffer.alloc(bytes, 0x61);
  for (let written = 0; written < count; written++) {
    writeSync(file, group);
    fdatasyncSync(file);
    await null;
  }
}

type Times = { readonly ours: number; readonly bare: number };

/** The median ms of each, run in turns after a round that only warms up. */
async function inTurns(ours: () => Promise<void>, bare: () => Promise<void>): Promise<Times> {
  const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  for (let round = 0; round <= rounds; round++)
    for (const [name, run] of [
      ['ours', ours],
      ['bare', bare],
    ] as const) {
      const begin = performance.now();
      await run();
      if (round > 0) times[name].push(performance.now() - begin);
    }
  return { ours: median(times.ours), bare: median(times.bare) };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const perSecond = (appends: number, ms: number): number => (appends / ms) * 1000;
