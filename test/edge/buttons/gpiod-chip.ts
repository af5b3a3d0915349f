import { createWriteStream, type FSWatcher, readFileSync, type WriteStream, watch } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GpiodMajor } from '../../../edge/buttons/gpiod-syntax.ts';

/** A GPIO chip behind programs that stand in for those of libgpiod, as strict about their arguments as the real ones of that version. */
export type GpiodChip = {
  /** The folder with the programs. */
  readonly programs: string;
  /** Lines that somebody else uses. */
  readonly taken: Set<number>;
  /** The next runs of `gpiomon` end at once, saying this. */
  dieSaying(words: string | null): void;
  /** Sets a line from outside, seen by whoever watches it as of the kernel's `atMs`. */
  set(line: number, level: 0 | 1, atMs: number): void;
  /** Ends every running `gpiomon`. */
  breakMonitors(words: string): void;
  readonly watches: (line: number) => boolean;
  /** Every level that an output was driven to, oldest first. */
  readonly driven: (line: number) => readonly number[];
  /** Programs that run now. */
  readonly running: () => number;
  /** How often `gpiomon` was started. */
  readonly starts: () => number;
  close(): Promise<void>;
};

type Words = { readonly out?: string; readonly err?: string; readonly exit?: number };
type Run = {
  readonly pid: number;
  readonly told: WriteStream;
  readonly program: string;
  readonly options: ReadonlyMap<string, string>;
  readonly lines: readonly number[];
};

const label = 'pinctrl-bcm2711';
const chipName = 'gpiochip0';
const version = { 1: 'v1.6.3', 2: 'v2.2.1' } as const;

/** Long options that a version knows, of those that matter. */
const known: Readonly<Record<GpiodMajor, Readonly<Record<string, readonly string[]>>>> = {
  1: {
    gpioget: ['active-low', 'bias'],
    gpiomon: ['active-low', 'bias', 'line-buffered', 'format'],
    gpioset: ['active-low', 'mode'],
    gpiodetect: [],
  },
  2: {
    gpioget: ['active-low', 'bias', 'numeric', 'chip', 'consumer'],
    gpiomon: ['active-low', 'bias', 'format', 'chip', 'consumer'],
    gpioset: ['active-low', 'chip', 'consumer'],
    gpiodetect: [],
  },
};

/** Leaves its arguments in the folder and then says what it is told through a pipe of its own: a shell starts faster than anything else. */
const standIn = (folder: string, program: string): string => `#!/bin/sh
call="${folder}/call-$$"
mkfifo "$call.pipe"
printf '%s\\n' ${program} "$@" >"$call.new"
mv "$call.new" "$call"
exec <"$call.pipe"
while IFS= read -r line; do
  case $line in
    out\\ *) printf '%s\\n' "\${line#out }" ;;
    err\\ *) printf '%s\\n' "\${line#err }" >&2 ;;
    exit\\ *) exit "\${line#exit }" ;;
  esac
done
exit 1
`;

/** Lines are high until they are set: buttons that are up, pulled up. */
export async function gpiodChip(major: GpiodMajor, printedVersion: string = version[major]): Promise<GpiodChip> {
  const programs = await mkdtemp(join(tmpdir(), 'fronta-gpiod-'));
  const levels = new Map<number, 0 | 1>();
  const driven = new Map<number, number[]>();
  const taken = new Set<number>();
  const held = new Set<Run>();
  const calls = new Map<string, WriteStream>();
  let lastWords: string | null = null;
  let starts = 0;

  for (const program of Object.keys(known[major])) await writeFile(join(programs, program), standIn(programs, program), { mode: 0o755 });
  const watcher: FSWatcher = watch(programs, (_, name) => {
    if (name === null || !/^call-\d+$/.test(name) || calls.has(name)) return;
    const [program, ...args] = readFileSync(join(programs, name), 'utf8').trimEnd().split('\n');
    // Opened for both, so that a program that has been ended meanwhile leaves nobody waiting, and kept open: what is in a pipe that
    // nobody holds is lost, and the program may not have opened it yet.
    const told = createWriteStream(join(programs, `${name}.pipe`), { flags: 'r+' });
    told.on('error', () => {});
    calls.set(name, told);
    serve(Number(name.slice('call-'.length)), told, program!, args);
  });

  const say = ({ told }: Pick<Run, 'told'>, { out, err, exit }: Words) => {
    if (out !== undefined) told.write(`out ${out}\n`);
    if (err !== undefined) told.write(`err ${err}\n`);
    if (exit !== undefined) told.write(`exit ${exit}\n`);
  };
  const runs = (): Run[] => [...held].filter(({ pid }) => isAlive(pid));
  const isUsed = (line: number) => taken.has(line) || runs().some(({ lines }) => lines.includes(line));

  /** What the program prints and ends with; `null` for one that runs on. */
  function answer(program: string, args: readonly string[], run: Run | string): Words | null {
    if (args[0] === '--version') return { out: `${program} (libgpiod) ${printedVersion}`, exit: 0 };
    if (program === 'gpiodetect') return { out: `${chipName} [${label}] (58 lines)`, exit: 0 };
    if (typeof run === 'string') return { err: `${program}: ${run}`, exit: 1 };
    if (program === 'gpiomon') starts += 1;
    if (program === 'gpiomon' && lastWords !== null) return { err: `gpiomon: ${lastWords}`, exit: 1 };
    if (run.lines.some(isUsed)) return { err: `${program}: unable to request lines: Device or resource busy`, exit: 1 };
    return program === 'gpioget' ? { out: `${run.lines.map((line) => logical(run, line)).join(' ')}`, exit: 0 } : null;
  }

  function serve(pid: number, told: WriteStream, program: string, args: readonly string[]): void {
    const asked = understood(major, program, args);
    const run = typeof asked === 'string' ? asked : { pid, told, program, ...asked };
    const words = answer(program, args, run);
    if (words !== null) say({ told }, words);
    else hold(run as Run, args);
  }

  function hold(run: Run, args: readonly string[]): void {
    held.add(run);
    if (run.program !== 'gpioset') return;
    const [line, level] = args.at(-1)!.split('=').map(Number);
    driven.set(line!, [...(driven.get(line!) ?? []), level!]);
  }

  const logical = ({ options }: Run, line: number): number => (levels.get(line) ?? 1) ^ Number(options.has('active-low'));
  const monitors = (line?: number) =>
    runs().filter(({ program, lines }) => program === 'gpiomon' && (line === undefined || lines.includes(line)));

  return {
    programs,
    taken,
    dieSaying: (words) => {
      lastWords = words;
    },
    set(line, level, atMs) {
      levels.set(line, level);
      for (const run of monitors(line)) say(run, { out: edge(major, run, line, logical(run, line) === 1, atMs) });
    },
    breakMonitors(words) {
      for (const run of monitors()) say(run, { err: `gpiomon: ${words}`, exit: 1 });
    },
    watches: (line) => monitors(line).length > 0,
    driven: (line) => driven.get(line) ?? [],
    running: () => runs().length,
    starts: () => starts,
    close: async () => {
      watcher.close();
      for (const told of calls.values()) told.destroy();
      await rm(programs, { recursive: true });
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The options and lines of a call, or what the program would complain of. */
function understood(
  major: GpiodMajor,
  program: string,
  args: readonly string[],
): { readonly options: ReadonlyMap<string, string>; readonly lines: readonly number[] } | string {
  const options = new Map(
    args.filter((arg) => arg.startsWith('--')).map((arg) => [arg.slice(2).split('=')[0]!, arg.split('=').slice(1).join('=')] as const),
  );
  const stranger = [...options.keys()].find((name) => !known[major][program]!.includes(name));
  if (stranger !== undefined) return `unrecognized option '--${stranger}'`;
  const rest = args.filter((arg) => !arg.startsWith('--'));
  const chip = major === 1 ? rest.shift() : options.get('chip');
  if (chip !== chipName) return `cannot find GPIO chip '${chip}'`;
  if (program === 'gpioset' && major === 1 && options.get('mode') !== 'signal') return 'would end at once';
  if (program === 'gpioget' && major === 2 && !options.has('numeric')) return 'would print names';
  const lines = rest.map((arg) => Number(arg.split('=')[0]));
  return lines.length > 0 && lines.every((line) => line >= 0 && line < 58) ? { options, lines } : 'invalid line';
}

/** One line of `gpiomon`, by its own format. */
function edge(major: GpiodMajor, { options }: Run, line: number, active: boolean, atMs: number): string {
  const ns = BigInt(Math.round(atMs * 1_000_000));
  const second = ns / 1_000_000_000n;
  const rest = ns % 1_000_000_000n;
  const values: Readonly<Record<string, string>> = {
    o: String(line),
    e: active ? '1' : String(major === 1 ? 0 : 2),
    ...(major === 1 ? { s: String(second), n: String(rest) } : { S: `${second}.${String(rest).padStart(9, '0')}` }),
  };
  return options.get('format')!.replaceAll(/%(.)/g, (whole, letter: string) => values[letter] ?? whole);
}
