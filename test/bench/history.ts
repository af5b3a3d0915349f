import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '#contract/event.ts';
import { exampleOffice } from '#contract/example-office.ts';
import { nodeDisk } from '../../edge/disk/node.ts';
import { writeLine } from '../../edge/journal/line.ts';
import { segmentName } from '../../edge/journal/segment.ts';
import { recoverQueue } from '../../edge/loop/recover.ts';
import { twoGenerations } from '../../edge/state/two-generations.ts';

/** Entries after the snapshot: as many as there may ever be. */
const replayed = 500;
const segmentBytesMax = 256 * 1024;
const journalId = 'b'.repeat(32);

/** The instant of every entry. */
export const historyAt = Date.parse('2026-11-23T07:00:00Z');

/** A data folder as an edge leaves it that journalled so many entries and whose power went right before its next snapshot. */
export async function history(data: string, count: number): Promise<string> {
  writeJournal(join(data, 'journal'), count);
  const known = [opened, ...[1, 2, 3].map((counter) => ({ name: 'counter.opened', data: { counter } }) as const)];
  const entries = known.map((fact, index) => ({ ...fact, ...moment, seq: index + 1 }));
  const queue = recoverQueue(null, entries, exampleOffice);
  await twoGenerations(nodeDisk, data, () => undefined).save({ journal: journalId, seq: count - replayed, acked: 0, queue });
  const example = JSON.parse(readFileSync(new URL('../../edge/example.json', import.meta.url), 'utf8'));
  writeFileSync(join(data, 'password'), 'none');
  writeFileSync(
    join(data, 'edge.json'),
    JSON.stringify({ ...example, mqtt: { ...example.mqtt, url: 'mqtt://127.0.0.1:1', passwordFile: 'password' } }),
  );
  return data;
}

const opened = { name: 'day.opened', data: { day: '2026-11-23', trusted: true } } as const;
const moment = { time: new Date(historyAt).toISOString(), steadyMs: 1, boot: 1, clockTrusted: true };

const factAt = (seq: number): Fact =>
  seq === 1 ? opened : { name: seq % 6 < 3 ? 'counter.opened' : 'counter.closed', data: { counter: (seq % 3) + 1 } };

function writeJournal(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  let file = -1;
  let bytes = Number.POSITIVE_INFINITY;
  for (let seq = 1; seq <= count; seq++) {
    if (bytes > segmentBytesMax) {
      if (file >= 0) closeSync(file);
      file = openSync(join(folder, segmentName(seq)), 'a');
      bytes = writeSync(file, writeLine({ format: 1, journal: journalId, first: seq }));
    }
    bytes += writeSync(file, writeLine({ ...factAt(seq), ...moment, seq, group: seq }));
  }
  closeSync(file);
}
