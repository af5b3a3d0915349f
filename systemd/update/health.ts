import type { Machine } from './port.ts';

/** A version that is not well by then does not stay, milliseconds (F30). */
export const wellWithinMs = 60_000;
/** It must have run this long as one process: a program that ends after its first answer is not well. */
export const steadyForMs = 10_000;
/** A program that ended this often by itself will not be well in a minute either: nobody in the hall needs to wait for it. */
export const failuresMax = 5;
const askEveryMs = 500;

/** Waits until the edge answers with this version and goes on running. Answers `null`, or in one phrase what was wrong. */
export async function waitUntilWell(machine: Machine, version: string): Promise<string | null> {
  const began = machine.steadyMs();
  let pid = 0;
  let since = began;
  let last = 'nothing answered';
  while (machine.steadyMs() - began < wellWithinMs) {
    if (machine.failures() >= failuresMax) return `it ended by itself ${failuresMax} times`;
    const running = await machine.running();
    if (running?.software === version && running.pid === pid && machine.steadyMs() - since >= steadyForMs) return null;
    if (running?.software !== version) {
      pid = 0;
      last = running === null ? 'nothing answered' : `${running.software} answered`;
    } else if (running.pid !== pid) {
      if (pid !== 0) last = 'it ended and was started again';
      pid = running.pid;
      since = machine.steadyMs();
    }
    await machine.pause(askEveryMs);
  }
  return `${last} within ${wellWithinMs / 1000} s`;
}
