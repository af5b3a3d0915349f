import { chownSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { readCode } from '#contract/enrolment.ts';
import type { EdgeConfig } from '../config.ts';
import { nodeDisk } from '../disk/node.ts';
import { enrolCard } from '../enrolling.ts';
import { salvage } from '../journal/salvage.ts';
import type { EnrolOutcome } from '../link/port.ts';
import { type Daemon, DaemonAway } from './daemon.ts';
import type { Terminal } from './terminal.ts';

type Asked = { readonly config: EdgeConfig; readonly daemon: Daemon; readonly terminal: Terminal; readonly origin: string | null };

/**
 * Enrols this edge: by the daemon where it runs, which has the right to its own files, else here, and what is written is given to whom the
 * data folder belongs. The code is read from the terminal or from standard input, never from the command line, which everybody can see.
 */
export async function enrol({ config, daemon, terminal, origin }: Asked): Promise<boolean> {
  const code = await askForCode(`One-time code for ${config.office}/${config.edge}: `);
  const outcome = await byDaemon(daemon, code, origin).catch((error: Error) => {
    if (error instanceof DaemonAway && error.mayBeDoneHere) return here(config, code, origin);
    throw error;
  });
  terminal.say(outcomeText(outcome, config), outcome);
  return outcome.ok;
}

const byDaemon = (daemon: Daemon, code: string, origin: string | null): Promise<EnrolOutcome> =>
  daemon.post<EnrolOutcome>('enrol', { code, origin });

async function here({ office, edge, cloud, data, mqtt }: EdgeConfig, code: string, origin: string | null): Promise<EnrolOutcome> {
  if (!existsSync(data)) throw new Error(`the data folder ${data} is not there; install the edge first, or set FRONTA_DATA`);
  const folder = join(data, 'journal');
  const journal = () => (existsSync(folder) ? salvage(nodeDisk, folder, 0).journal : null);
  const outcome = await enrolCard({ name: { office, edge }, disk: nodeDisk, data, cloud, mqtt, journal }, code, origin);
  const owner = statSync(data);
  if (outcome.ok && process.getuid?.() === 0) for (const file of outcome.files) chownSync(file, owner.uid, owner.gid);
  return outcome;
}

/** Asks on the terminal as often as the code is mistyped; reads one line where there is none. */
async function askForCode(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    if (!process.stdin.isTTY) {
      for await (const line of lines) return line;
      throw new Error('no code on standard input; give it there: "fronta enrol https://fronta.example < code"');
    }
    for (;;) {
      const typed = await lines.question(question);
      if (readCode(typed) !== null) return typed;
      process.stderr.write('That is no code: 16 digits, and a digit is wrong or missing. Ctrl-C ends it.\n');
    }
  } finally {
    lines.close();
  }
}

function outcomeText(outcome: EnrolOutcome, { office, edge }: EdgeConfig): string {
  if (!outcome.ok) return `not enrolled: ${outcome.says}\n   → ${outcome.todo}`;
  const { cloud, replacement, files, notes } = outcome;
  const numbers =
    replacement === 0 ? [] : [`It is replacement ${replacement} of this edge: a new journal begins with numbers of its own (F18).`];
  return [
    `enrolled: this is ${office}/${edge} of ${cloud}`,
    ...files.map((file) => `   written: ${file}`),
    ...numbers,
    ...notes.map((note) => `   ! ${note}`),
    'The link comes up within 10 s of the edge running; "fronta doctor" says whether it did.',
  ].join('\n');
}
