import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Clock } from '../clock/port.ts';
import { lastLineOf } from './gpiod-syntax.ts';

/** First pause before a program that died is started again, milliseconds; it doubles up to the last. */
export const restartMsMin = 250;
export const restartMsMax = 10_000;
/** A program that must end has so long, milliseconds. */
const endMsMax = 1_000;
/** Of what a program says on its way out this much is kept, characters. */
const lastWordsMax = 1_000;
/** A program that only reads has so long, milliseconds. */
const readMsMax = 5_000;

/** The name of a program of libgpiod. */
type Program = 'gpiodetect' | 'gpioget' | 'gpiomon' | 'gpioset';

/** Where the programs lie: a folder, or `null` for the search path. */
export type Programs = string | null;

const pathOf = (programs: Programs, program: Program): string => (programs === null ? program : join(programs, program));

/** Runs a program to its end. Rejects with one clear line when it is not installed. */
export function run(
  programs: Programs,
  program: Program,
  args: readonly string[],
): Promise<{ readonly failed: boolean; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(pathOf(programs, program), args, { timeout: readMsMax }, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT')
        reject(new Error(`buttons.driver "gpiomon": ${program} is not installed: apt install gpiod`, { cause: error }));
      else resolve({ failed: error !== null, stdout, stderr });
    });
  });
}

/** A program kept running until it is closed. */
export type KeptRunning = {
  /** Ends the one that runs; another is started at once. */
  renew(): void;
  /** Resolves when it has ended and its lines are free. */
  close(): Promise<void>;
};

/**
 * Starts the program with the arguments of the moment, and again whenever it dies, after a pause that doubles while it dies at once.
 * Every death that nobody asked for is told in one line. It ends with this process, and where
 * this one is killed, with the control group that systemd clears.
 */
export function keepRunning(options: {
  readonly programs: Programs;
  readonly program: Program;
  /** Asked before every start for the arguments; a rejection counts as a death. */
  readonly begin: () => Promise<readonly string[]>;
  readonly onLine?: (line: string) => void;
  readonly clock: Clock;
  readonly onTrouble: (line: string) => void;
}): KeptRunning {
  const { programs, program, begin, onLine, clock, onTrouble } = options;
  const pause = growingPause(clock);
  let child: ChildProcess | null = null;
  let renewing = false;
  let closed = false;
  let stopWaiting = () => {};
  let ended = (): void => {};
  const gone = new Promise<void>((resolve) => {
    ended = resolve;
  });

  const start = async (): Promise<void> => {
    pause.started();
    let args: readonly string[];
    try {
      args = await begin();
    } catch (error) {
      died((error as Error).message);
      return;
    }
    if (closed) {
      ended();
      return;
    }
    let lastWords = '';
    renewing = false;
    child = spawn(pathOf(programs, program), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    endWithUs(child);
    child.stdout!.setEncoding('utf8').on('data', wholeLines(onLine ?? (() => {})));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-lastWordsMax);
    });
    child.once('error', (error) => {
      lastWords = error.message;
    });
    child.once('close', (code, signal) => died(lastLineOf(lastWords) || (signal ?? `exit status ${code}`)));
  };
  const died = (why: string): void => {
    child = null;
    if (closed) ended();
    else if (renewing) void start();
    else startLater(why);
  };
  const startLater = (why: string): void => {
    const ms = pause.next();
    onTrouble(`buttons.driver "gpiomon": ${program} ended (${why}); it is started again in ${ms} ms`);
    stopWaiting = clock.after(ms, () => {
      stopWaiting = () => {};
      void start();
    });
  };
  void start();

  return {
    renew: () => {
      if (child === null || renewing) return;
      renewing = true;
      child.kill();
    },
    close: async () => {
      closed = true;
      stopWaiting();
      if (child === null) return;
      const stubborn = child;
      stubborn.kill();
      const stop = clock.after(endMsMax, () => stubborn.kill('SIGKILL'));
      await gone;
      stop();
    },
  };
}

const children = new Set<ChildProcess>();

/** Ends the child when this process exits by itself. */
function endWithUs(child: ChildProcess): void {
  if (children.size === 0) process.once('exit', endChildren);
  children.add(child);
  child.once('close', () => {
    children.delete(child);
    if (children.size === 0) process.off('exit', endChildren);
  });
}

function endChildren(): void {
  for (const child of children) child.kill();
}

/** Doubles from start to start, and begins anew for a program that ran longer than the longest pause. */
function growingPause(clock: Clock): { started(): void; next(): number } {
  let startedMs = 0;
  let ms = restartMsMin;
  return {
    started: () => {
      startedMs = clock.now().steady;
    },
    next: () => {
      if (clock.now().steady - startedMs > restartMsMax) ms = restartMsMin;
      const now = ms;
      ms = Math.min(ms * 2, restartMsMax);
      return now;
    },
  };
}

/** Text comes in pieces; a line that never ends is dropped. */
function wholeLines(onLine: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = (lines.pop() ?? '').slice(0, lastWordsMax);
    for (const line of lines) onLine(line);
  };
}
