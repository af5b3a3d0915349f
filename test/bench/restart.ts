import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { history, historyAt } from './history.ts';
import { type Measured, measured, percentile } from './report.ts';
import { startBare, startEdge } from './started.ts';

const few = 10_000;
const many = 1_000_000;
const starts = 9;

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

/** Each start is a minute of the office's time after the last: a second press of one button within two seconds would give no ticket. */
async function firstSlip(data: string, start: number): Promise<number> {
  const begin = performance.now();
  const edge = await startEdge(data, historyAt + (start + 1) * 60_000);
  const address = /is open at (\S+)$/.exec(edge.firstLine)![1]!;
  await fetch(`${address}/bench/buttons/service:vozidla/press`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  while (((await (await fetch(`${address}/bench/slips`)).json()) as unknown[]).length === 0);
  const took = performance.now() - begin;
  await edge.kill();
  return took;
}

async function bareStart(): Promise<number> {
  const begin = performance.now();
  const bare = await startBare();
  const took = performance.now() - begin;
  await bare.kill();
  return took;
}
