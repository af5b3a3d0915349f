import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { until } from '../office/until.ts';
import type { Image } from './atmega.ts';
import { make } from './makefile.ts';

/** A program that answers on a pseudo-terminal. */
export type LineProcess = {
  /** Path of the pseudo-terminal's other end. */
  readonly line: string;
  /** A line on its standard input. */
  tell(words: string): void;
  /** Everything it printed so far. */
  said(): string;
};

/** Starts the program and waits for the line of its output that names the pseudo-terminal; it ends with the test. */
async function lineProcess(t: ExecutionContext, program: string, args: readonly string[]): Promise<LineProcess> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  t.teardown(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      said += text.toString();
    });
  const line = await until(
    () => `a line from ${program}: ${said}`,
    () => /^line (\S+)\n/m.exec(said)?.[1],
  );
  return { line, tell: (words) => void child.stdin.write(`${words}\n`), said: () => said };
}

/** The sources for this machine, built anew, on a pseudo-terminal. */
export async function onThisMachine(t: ExecutionContext, image: Image, ...options: readonly string[]): Promise<LineProcess> {
  const { code, said, build } = await make(t, `host`);
  if (code !== 0) throw new Error(said);
  return lineProcess(t, `${build}/host/${image}`, options);
}

/** The committed image on simavr's chip. Needs simavr's library and headers, Debian's libsimavr-dev. */
export async function onSimavr(t: ExecutionContext, image: Image): Promise<LineProcess> {
  const { build } = await make(t, 'help');
  const program = `${build}/simavr-line`;
  const source = fileURLToPath(new URL('simavr-line.c', import.meta.url));
  const built = await run('cc', '-O2', '-I/usr/include/simavr', '-o', program, source, '-lsimavrparts', '-lsimavr');
  if (built.code !== 0) throw new Error(`simavr-line.c cannot be built; is libsimavr-dev installed?\n${built.said}`);
  return lineProcess(t, program, [fileURLToPath(new URL(`../../firmware/images/${image}.hex`, import.meta.url))]);
}

/** Longest run of a program, milliseconds. */
const runMsMax = 60_000;

/** Runs a program to its end. */
export const run = (program: string, ...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> =>
  new Promise((resolve) =>
    execFile(program, args, { timeout: runMsMax }, (error, out, trouble) => resolve({ code: error === null ? 0 : 1, said: out + trouble })),
  );
