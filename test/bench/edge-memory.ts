import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { history, historyAt } from './history.ts';
import { type Measured, measured, percentile } from './report.ts';
import { type Started, startBare, startEdge } from './started.ts';

const few = 10_000;
const many = 1_000_000;
const starts = 5;
/** What the edge may take on top of a bare Node, and what a hundred times the history may add, MiB. */
const packagedMiBMax = 32;
const historyMiBMax = 2;
/** Readings of one process; the lowest counts, since garbage is not what the edge needs. */
const readings = 20;

/** Resident memory of the running edge with simulated devices, beside a bare Node of the same binary that waits. MiB. */
export async function edgeMemory(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-bench-'));
  try {
    const [young, old] = [await history(join(folder, 'young'), few), await history(join(folder, 'old'), many)];
    await (await startEdge(young, historyAt)).kill(); // compiles, for all that follow
    const found = { bare: [] as number[], young: [] as number[], old: [] as number[] };
    for (let start = 1; start <= starts; start++) {
      const at = historyAt + start * 60_000;
      const all = await Promise.all([startBare(), startEdge(young, at), startEdge(old, at)]);
      const [bare, ofYoung, ofOld] = await Promise.all(all.map(resident));
      await Promise.all(all.map((one) => one.kill()));
      found.bare.push(bare!);
      found.young.push(ofYoung!);
      found.old.push(ofOld!);
    }
    const [bare, ofYoung, ofOld] = [percentile(found.bare, 0.5), percentile(found.young, 0.5), percentile(found.old, 0.5)];
    return [
      measured('edge-memory', 'MiB', ofYoung, bare + packagedMiBMax),
      measured('edge-memory over a bare Node', 'MiB', ofYoung - bare, packagedMiBMax),
      measured('edge-memory growth from 10k to 1M entries', 'MiB', Math.max(0, ofOld - ofYoung), historyMiBMax),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function resident({ pid }: Started): Promise<number> {
  let lowest = Number.POSITIVE_INFINITY;
  for (let reading = 0; reading < readings; reading++) {
    const kib = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    lowest = Math.min(lowest, kib / 1024);
    await pause(100);
  }
  return lowest;
}
