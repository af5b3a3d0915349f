import type { ExecutionContext } from 'ava';
import { type Process, startProcess } from './process.ts';

/** `npm start` as typed in a terminal; the pages are not built again, for other tests read them meanwhile. */
export async function npmStart(t: ExecutionContext, env: Readonly<Record<string, string>>): Promise<Process> {
  const office = startProcess(t, { command: 'npm', args: ['start', '--ignore-scripts'], env, ownGroup: true });
  await office.said(/Ctrl-C ends it/);
  return office;
}

/** Where it says that both sides are. */
export function addressesOf(office: Process): readonly [cloud: string, edge: string] {
  const cloud = /Book an hour +(\S+)\//.exec(office.stdout())?.[1];
  const edge = /The bench +(\S+)\/bench/.exec(office.stdout())?.[1];
  return [cloud ?? '', edge ?? ''];
}
