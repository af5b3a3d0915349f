import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { atTheEnd } from './at-the-end.ts';

/** A process of ours under test, with everything it said. */
export type Process = {
  readonly pid: number;
  /** What the first group of the pattern matches in a line of its standard output, said already or still to come. Rejects when it ends without. */
  said(pattern: RegExp): Promise<string>;
  stdout(): string;
  stderr(): string;
  /** Settles after its last word. */
  readonly ended: Promise<Ending>;
  /** Sends the signal and waits for the end; what hangs is killed after a while, which the ending then tells. */
  end(signal: NodeJS.Signals): Promise<Ending>;
};
export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type ProcessOptions = {
  readonly command?: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Leads a process group of its own, as a command typed in a terminal does; signals then go to the whole group. */
  readonly ownGroup?: boolean;
};

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Pipes of which a grandchild still holds an end would keep a killed process from ever being over. */
const lastWordsMs = 2_000;
const endsMs = 8_000;
/** Characters of standard error shown with a failed test. */
const lastErrorsLength = 2_000;

/** Starts a process in the project's folder. It is killed with the test, or at the latest with the test process. */
export function startProcess(t: ExecutionContext, { command = process.execPath, args, env, ownGroup = false }: ProcessOptions): Process {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...inherited(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = ending(child);
  const signalIt = (signal: NodeJS.Signals): void => signalTo(child, ownGroup, signal);
  const kill = (): void => signalIt('SIGKILL');
  const forget = atTheEnd(kill);
  t.teardown(async () => {
    kill();
    await ended;
    forget();
    const errors = stderr.slice(-lastErrorsLength);
    if (!t.passed && errors !== '') t.log(`${args.join(' ')}: ${errors}`);
  });
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    said: (pattern) => lineLike(child, pattern, () => ({ stdout, stderr })),
    async end(signal) {
      signalIt(signal);
      const timer = setTimeout(() => signalIt('SIGKILL'), endsMs);
      const how = await ended;
      clearTimeout(timer);
      return how;
    },
  };
}

/** The environment of the tests without anything that would steer the processes under test. */
const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^FRONTA_|^NODE_ENV$|^NODE_OPTIONS$|^NOTIFY_SOCKET$|^WATCHDOG_USEC$/.test(name)),
  );

async function ending(child: ChildProcess): Promise<Ending> {
  const closed = once(child, 'close');
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  const late = new Promise((resolve) => setTimeout(resolve, lastWordsMs).unref());
  await Promise.race([closed, late]);
  return { code, signal };
}

function signalTo(child: ChildProcess, group: boolean, signal: NodeJS.Signals): void {
  if (child.pid === undefined || (child.exitCode !== null && !group)) return;
  try {
    process.kill(group ? -child.pid : child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function lineLike(child: ChildProcess, pattern: RegExp, words: () => { stdout: string; stderr: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const find = (line: string): void => {
      const found = pattern.exec(line);
      if (found) resolve(found[1] ?? found[0]);
    };
    for (const line of words().stdout.split('\n')) find(line);
    createInterface({ input: child.stdout! }).on('line', find);
    child.once('close', (code, signal) =>
      reject(new Error(`ended (${signal ?? code}) without saying ${pattern}\n${words().stdout}\n${words().stderr}`)),
    );
  });
}
