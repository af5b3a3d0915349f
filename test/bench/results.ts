import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { gatedBenches, gateText, isMet, rowOf } from './gates.ts';
import { ratioBars } from './ratio-bars.ts';
import { type Measured, quietLoad } from './report.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
/** All benches together, and one of them; what would begin later is named as not run. */
const minutesMax = 25;
const benchMinutesMax = 6;

type Run = { readonly name: string; readonly lines: readonly Measured[]; readonly seconds: number; readonly failed: string | null };

/** Runs each bench in a process of its own and writes RESULTS.md and results.svg; answers how many failed. Figures are told as they come. */
export async function writeResults(names: readonly string[]): Promise<number> {
  const began = performance.now();
  const load = loadavg()[0]!;
  const runs: Run[] = [];
  for (const name of names) {
    const leftMs = minutesMax * 60_000 - (performance.now() - began);
    runs.push(
      leftMs <= 0 ? { name, lines: [], seconds: 0, failed: `not run: ${minutesMax} minutes were over` } : await runOne(name, leftMs),
    );
    // After each: whoever ends it early has what was found until then.
    write(runs, { load, minutes: (performance.now() - began) / 60_000 });
  }
  return runs.filter(({ failed }) => failed !== null).length;
}

async function runOne(name: string, leftMs: number): Promise<Run> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', join(here, 'main.ts'), name], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: Measured[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line));
    process.stdout.write(`${line}\n`);
  });
  const late = setTimeout(() => child.kill('SIGKILL'), Math.min(leftMs, benchMinutesMax * 60_000));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(late);
  const failed = signal === 'SIGKILL' ? 'cut off: it took too long' : code === 0 ? null : `ended with ${code ?? signal}`;
  return { name, lines, seconds: (performance.now() - began) / 1_000, failed };
}

function write(runs: readonly Run[], { load, minutes }: { readonly load: number; readonly minutes: number }): void {
  const lines = runs.flatMap((run) => run.lines);
  writeFileSync(join(here, 'results.svg'), ratioBars(lines));
  const missing = gatedBenches.filter((bench) => !runs.some(({ name }) => name === bench || name === `${bench}-part`));
  const failed = runs.filter((run) => run.failed !== null);
  writeFileSync(
    join(here, 'RESULTS.md'),
    `# Figures of one run

Written by \`npm run bench -- --results\`, which repeats it: every bench in a process of its own, each figure beside what the bare machine did in the
same run. Absolute figures are of this machine alone; the ratios are what a gate asks about, and none of them is a test.

| | |
| --- | --- |
| date | ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC |
| machine | ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch} |
| Node | ${process.version} |
| load before | ${load.toFixed(1)}${load > quietLoad ? ': others were at work, the ratios of tails say little' : ''} |
| took | ${minutes.toFixed(0)} min |

![Ratios by their gates](results.svg)

| figure | here | limit | ratio | gate | |
| --- | --- | --- | --- | --- | --- |
${lines.map(row).join('\n')}
${failed.map(({ name, failed: why }) => `\n**${name}** ${why}.`).join('\n')}
${missing.length > 0 ? `\nNot asked for in this run: ${missing.join(', ')}.\n` : ''}
\`booking-race-part\` is a tenth of the race; the whole million is \`npm run bench -- booking-race\`.
`,
  );
}

function row(line: Measured): string {
  const { name, value, unit, limit, ratio } = line;
  const found = rowOf(line);
  const verdict = found === null ? '' : isMet(found.gate, ratio) ? 'met' : `missed${found.why ? `: ${found.why}` : ''}`;
  return `| ${name} | ${value} ${unit} | ${limit} | ${ratio} | ${found ? gateText(found.gate) : ''} | ${verdict} |`;
}
