import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { daemonAt } from '../../../edge/cli/daemon.ts';
import type { Console } from '../../../edge/console/port.ts';
import { readJournal } from '../../office/stored-facts.ts';
import { until } from '../../office/until.ts';

/** The real daemon of the kiosk, as often started and killed as wanted; its card is in `/tmp/data`. */
export type Daemon = {
  /** Starts it and resolves when it says that it is open. */
  start(config: object): Promise<void>;
  end(signal: NodeJS.Signals): Promise<void>;
  /** Everything it said on standard error since the last start. */
  log(): string;
  /** The facts on its card. */
  facts(): ReturnType<typeof readJournal>['facts'];
  /** What it tells a technician of its devices. */
  findings(): Promise<ReturnType<Console['findings']>>;
  /** What the devices on the bus told it last. */
  devices(): Promise<ReturnType<Console['units']>>;
  /** What stands on the kiosk's screen, as its page is told. */
  screen(): Promise<string>;
};

const data = '/tmp/data';
const socket = join(data, 'console.sock');
const configFile = '/tmp/edge.json';
const outputFile = '/tmp/edge.out';
const errorFile = '/tmp/edge.err';
const address = 'http://127.0.0.1:8081';
const opensWithinMs = 150_000;

export function daemonFrom(instant: string): Daemon {
  const beganMs = performance.now();
  let running: ChildProcess | null = null;
  return {
    async start(config) {
      writeFileSync(configFile, JSON.stringify(config));
      const clock = new Date(Date.parse(instant) + performance.now() - beganMs).toISOString();
      const [output, errors] = [openSync(outputFile, 'w'), openSync(errorFile, 'w')];
      const child = spawn(process.execPath, ['edge/dist/main.cjs', '--config', configFile], {
        env: { ...process.env, FRONTA_DATA: data, FRONTA_CLOCK: clock, FRONTA_LOG: 'info' },
        stdio: ['ignore', output, errors],
      });
      closeSync(output);
      closeSync(errors);
      running = child;
      await until(
        () => `the daemon to say that it is open; it said: ${said(outputFile)}${said(errorFile)}`,
        () => said(outputFile).includes(' is open at ') || child.exitCode !== null,
        opensWithinMs,
      );
      if (child.exitCode !== null) throw new Error(`the daemon ended with ${child.exitCode}: ${said(errorFile)}`);
    },
    async end(signal) {
      if (running === null || running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, 'exit');
      running.kill(signal);
      await ended;
    },
    log: () => said(errorFile),
    facts: () => readJournal(data).facts,
    findings: () => daemonAt(socket).get('findings'),
    devices: () => daemonAt(socket).get('units'),
    screen: firstPicture,
  };
}

const said = (path: string): string => readFileSync(path, 'utf8');

/** The first event of the kiosk's stream. */
async function firstPicture(): Promise<string> {
  const ending = new AbortController();
  const answer = await fetch(`${address}/kiosk/events`, { signal: ending.signal });
  let text = '';
  for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.includes('\n\n')) break;
  }
  ending.abort();
  return text;
}
