import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Measured, measured } from './report.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** An office-year: in 60 days a fifth of the processor's time went into compiling what had just been loaded. */
const days = 250;
/** Office-years, of 250 days, that a minute of one core should live. */
const yearsPerCoreMinute = 2;

/** Simulated lives of a seed nobody chose, by the processor time they took: `npm run simulate`'s own last line. */
export async function simulate(): Promise<readonly Measured[]> {
  const child = spawn(process.execPath, ['test/simulation/main.ts', '--seed', 'bench', '--days', String(days)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`the simulation ended with ${code}: ${said.slice(-300)}`);
  const last = JSON.parse(said.trim().split('\n').at(-1)!) as { readonly officeYearsPerCoreMinute: number };
  return [measured('simulate office-years a core-minute', 'ratio', last.officeYearsPerCoreMinute, yearsPerCoreMinute)];
}
