import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Fact } from '#contract/event.ts';
import { exampleOffice } from '#contract/example-office.ts';
import { nodeDisk } from '../../edge/disk/node.ts';
import { writeLine } from '../../edge/journal/line.ts';
import { segmentName } from '../../edge/journal/segment.ts';
import { recoverQueue } from '../../edge/loop/recover.ts';
import { twoGenerations } from '../../edge/state/two-generations.ts';
import { type Measured, measured, percentile } from './report.ts';

const few = 10_000;
const many = 1_000_000;
const starts = 9;
/** Entries after the snapshot: as many as there may ever be. */
const replayed = 2_000;
const segmentBytesMax = 1024 * 1024;
const root = fileURLToPath(new URL('../..', import.meta.url));
const begins = Date.parse('2026-11-23T07:00:00Z');
const journalId = 'b'.repeat(32);

/** From the start of the edge's process to its first slip with 1M entries of history, beside three starts of a bare Node and 150 ms. */
export async function restart(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-bench-'));
  try {
    const [young, old] = [await history(join(folder, 'young'), few), await history(join(folder, 'old'), many)];
    const times = { bare: [] as number[], young: [] as number[], old: [] as number[] };
    for (let start = 0; start <= starts; start++) {
      const [bare, ofYoung, ofOld] = [await bareStart(), await firstSlip(young, start), await firstSlip(old, start)];
      if (start === 0) continue;
      times.bare.push(bare);
      times.young.push(ofYoung);
      times.old.push(ofOld);
    }
    const [bare, ofYoung, ofOld] = [percentile(times.bare, 0.5), percentile(times.young, 0.5), percentile(times.old, 0.5)];
    return [
      measured('restart with 1M entries', 'ms', ofOld, 3 * bare + 150),
      measured('restart with 10k entries', 'ms', ofYoung, 3 * bare + 150),
      measured('restart growth from 10k to 1M entries', 'ratio', ofOld / ofYoung, 1),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A data folder as an edge leaves it that journalled so many entries and whose power went right before its next snapshot. */
async function history(data: string, count: number): Promise<string> {
  const journal = join(data, 'journal');
  mkdirSync(journal, { recursive: true });
  const opened = { name: 'day.opened', data: { day: '2026-11-23', trusted: true } } as const;
  const factAt = (seq: number): Fact =>
    seq === 1 ? opened : { name: seq % 6 < 3 ? 'counter.opened' : 'counter.closed', data: { counter: (seq % 3) + 1 } };
  let file = -1;
  let bytes = Number.POSITIVE_INFINITY;
  for (let seq = 1; seq <= count; seq++) {
    if (bytes > segmentBytesMax) {
      if (file >= 0) closeSync(file);
      file = openSync(join(journal, segmentName(seq)), 'a');
      bytes = writeSync(file, writeLine({ format: 1, journal: journalId, first: seq }));
    }
    const moment = { time: new Date(begins).toISOString(), steadyMs: 1, boot: 1, clockTrusted: true };
    bytes += writeSync(file, writeLine({ ...factAt(seq), seq, ...moment, group: seq }));
  }
  closeSync(file);
  const known = [opened, ...[1, 2, 3].map((counter) => ({ name: 'counter.opened', data: { counter } }) as const)];
  const entries = known.map((fact, index) => ({
    ...fact,
    seq: index + 1,
    time: new Date(begins).toISOString(),
    steadyMs: 1,
    boot: 1,
    clockTrusted: true,
  }));
  const queue = recoverQueue(null, entries, exampleOffice);
  await twoGenerations(nodeDisk, data, () => undefined).save({ journal: journalId, seq: count - replayed, acked: 0, queue });
  const example = JSON.parse(readFileSync(join(root, 'edge/example.json'), 'utf8'));
  writeFileSync(join(data, 'password'), 'none');
  writeFileSync(
    join(data, 'edge.json'),
    JSON.stringify({ ...example, mqtt: { ...example.mqtt, url: 'mqtt://127.0.0.1:1', passwordFile: 'password' } }),
  );
  return data;
}

async function firstSlip(data: string, start: number): Promise<number> {
  const env = {
    PATH: process.env.PATH,
    FRONTA_DATA: data,
    FRONTA_EDGE_PORT: '0',
    FRONTA_LOG: 'silent',
    FRONTA_CLOCK: new Date(begins + (start + 1) * 60_000).toISOString(),
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'),
  };
  const begin = performance.now();
  const edge = spawn(process.execPath, ['edge/main.ts', '--config', join(data, 'edge.json')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await openAt(edge);
  await fetch(`${address}/bench/buttons/service:vozidla/press`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  while (((await (await fetch(`${address}/bench/slips`)).json()) as unknown[]).length === 0);
  const took = performance.now() - begin;
  edge.kill('SIGKILL');
  await once(edge, 'exit');
  return took;
}

const openAt = (edge: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    createInterface({ input: edge.stdout! }).once('line', (line) => resolve(/is open at (\S+)$/.exec(line)![1]!));
    edge.once('exit', (code) => reject(new Error(`the edge ended with ${code} before it was open`)));
  });

async function bareStart(): Promise<number> {
  const begin = performance.now();
  const bare = spawn(process.execPath, ['-e', 'console.log("open"); setInterval(() => {}, 1000)'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(bare.stdout, 'data');
  const took = performance.now() - begin;
  bare.kill('SIGKILL');
  await once(bare, 'exit');
  return took;
}
