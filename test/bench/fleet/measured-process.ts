import { readFileSync } from 'node:fs';

/** Clock ticks of /proc in a second, fixed by Linux for all programs (proc(5), sysconf(_SC_CLK_TCK)). */
const ticksPerSecond = 100;

/** Seconds of processor time that a process has used so far. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** MiB of memory that a process holds now, and the most it ever held. */
export function memoryMiB(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const line = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)![1]) / 1_024;
  return { now: line('VmRSS'), most: line('VmHWM') };
}
