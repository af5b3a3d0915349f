import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Slip } from '../office/bench-hands.ts';
import { compileCache, edgeBundle } from '../office/edge-bundle.ts';
import { getJson, post } from '../office/http.ts';
import { factsNamed, readJournal } from '../office/stored-facts.ts';

/** The real daemon with simulated devices on a folder of its own: started, pressed, killed, started again. */
export type Daemon = {
  readonly data: string;
  /** Starts it, under another program if one is given, and resolves when it is open. Rejects with its last words when it ends before. */
  start(under?: readonly string[]): Promise<void>;
  readonly pid: () => number;
  /** Presses a button of the bench. Answers false when the daemon was gone. */
  press(service: string): Promise<boolean>;
  /** The slips that came out of the printer since the start, newest first; none when the daemon was gone. */
  slips(): Promise<readonly Slip[]>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves with the exit code when it has ended. Rejects when it stays. */
  ended(): Promise<number | null>;
  get(path: string): Promise<Response>;
  stderr(): string;
  /** Numbers in the journal on the disk, oldest first. */
  journalled(): readonly string[];
};

const root = fileURLToPath(new URL('../..', import.meta.url));

export type DaemonOptions = {
  readonly settings?: OfficeSettings;
  /** Asked at every start. */
  readonly environment?: () => Readonly<Record<string, string>>;
};

/** One that neither opens nor ends in this time hangs: the test says so, with its last words. */
const patienceMs = 60_000;

/** A daemon that meets no cloud; everything of it goes with the test. */
export function daemonOf(t: ExecutionContext, options: DaemonOptions = {}): Daemon {
  const data = mkdtempSync(join(tmpdir(), 'fronta-daemon-'));
  const config = join(data, 'edge.json');
  const example = JSON.parse(readFileSync(join(root, 'edge/example.json'), 'utf8'));
  writeFileSync(
    config,
    JSON.stringify({
      ...example,
      mqtt: { ...example.mqtt, url: 'mqtt://127.0.0.1:1', passwordFile: 'password' },
      ...(options.settings && { settings: options.settings }),
    }),
  );
  writeFileSync(join(data, 'password'), 'none');
  let child: ChildProcess | null = null;
  let address = '';
  let stderr = '';
  t.teardown(async () => {
    if (child && child.exitCode === null && child.signalCode === null) {
      signalGroup(child, 'SIGKILL');
      await once(child, 'exit');
    }
    rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  });

  async function start(under: readonly string[] = []): Promise<void> {
    const [command, ...args] = [...under, process.execPath, ...edgeBundle, '--config', config];
    const env = {
      PATH: process.env.PATH,
      FRONTA_DATA: data,
      FRONTA_EDGE_PORT: '0',
      FRONTA_LOG: 'warn',
      ...compileCache,
      ...options.environment?.(),
    };
    const started = spawn(command!, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    child = started;
    started.stderr.on('data', (text) => {
      stderr += text;
    });
    const lines = createInterface({ input: started.stdout });
    address = await new Promise<string>((resolve, reject) => {
      lines.on('line', (line) => {
        const open = /is open at (\S+)$/.exec(line);
        if (open) resolve(open[1]!);
      });
      started.once('exit', (code) => reject(new Error(`the daemon ended with ${code}: ${stderr}`)));
      AbortSignal.timeout(patienceMs).onabort = () => reject(new Error(`the daemon does not open: ${stderr}`));
    });
  }

  return {
    data,
    start,
    pid: () => child!.pid!,
    press: (service) =>
      post(`${address}/bench/buttons/service:${service}/press`, {}).then(
        ({ status }) => status === 200,
        () => false,
      ),
    slips: () => getJson<readonly Slip[]>(`${address}/bench/slips`).catch(() => []),
    signal: (signal) => signalGroup(child!, signal),
    async ended() {
      const running = child!;
      if (running.exitCode === null && running.signalCode === null)
        await once(running, 'exit', { signal: AbortSignal.timeout(patienceMs) }).catch(() => {
          throw new Error(`the daemon does not end: ${stderr}`);
        });
      return running.exitCode;
    },
    get: (path) => fetch(address + path),
    stderr: () => stderr,
    journalled: () => factsNamed(readJournal(data).facts, 'ticket.issued').map((fact) => fact.data.number),
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-child.pid!, signal);
  } catch {
    // It is gone already.
  }
}
