#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../clock/system.ts';
import { ConfigError, type EdgeConfig, readConfig } from '../config.ts';
import { nodeDisk } from '../disk/node.ts';
import { verifyJournal } from '../journal/salvage.ts';
import { takeFolder } from '../state/sole-owner.ts';
import { rebuild } from './rebuild.ts';

const usage = `The technicians' command line of a Fronta edge.

  fronta journal verify --config FILE   reads the journal and says of each segment whether it is whole
  fronta rebuild --config FILE          makes a new journal from what is intact and sets the damaged one aside

  --json   one JSON object a line
  --help   this text

The data folder is FRONTA_DATA (var). Exit code: 0 all is well, 1 trouble found, 2 wrong usage.
`;

/** Answers whether all is well. */
type Command = (config: EdgeConfig, say: Say) => Promise<boolean>;
type Say = (text: string, facts: object) => void;

const commands: Readonly<Record<string, Command>> = {
  async 'journal verify'({ data }, say) {
    const segments = verifyJournal(nodeDisk, join(data, 'journal'));
    for (const { file, entries, bytes, torn, loss } of segments) {
      const state = loss !== null ? `DAMAGED: ${loss}` : torn ? 'whole, with a torn tail that the next start cuts' : 'whole';
      say(`${file}: ${entries} entries, ${bytes} bytes, ${state}`, { file, entries, bytes, torn, loss });
    }
    if (segments.length === 0) say(`no journal in ${join(data, 'journal')}`, { segments: 0 });
    return segments.every(({ loss }) => loss === null);
  },

  async rebuild({ data, settings, startAt }, say) {
    const giveBack = await takeFolder(data);
    const rebuilt = await rebuild({
      disk: nodeDisk,
      data,
      settings,
      mintId: () => randomBytes(16).toString('hex'),
      now(resume) {
        const clock = systemClock({ startAt, resume });
        return { ...clock.now(), clockTrusted: clock.trusted() };
      },
    });
    giveBack();
    for (const problem of rebuilt.unreadable) say(problem, { problem });
    const { from, journal, knownUpTo, left, numbersAfter, aside } = rebuilt;
    say(
      `Journal ${journal} goes on from ${from ?? 'nothing that could be read'}, entry ${knownUpTo}. ${left} intact entries behind the damage are not part of it.\n` +
        `Numbers of today continue after ${numbersAfter}, so that none is given twice. The old files are in ${aside}.\n` +
        'Start the edge now; the cloud sends the rest by itself.',
      rebuilt,
    );
    return true;
  },
};

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const words = args.filter((word) => word !== '--json');
  if (words.includes('--help')) return print(usage);
  const flag = words.indexOf('--config');
  const name = words.slice(0, flag < 0 ? words.length : flag).join(' ');
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return complain(name === '' ? usage : `fronta: no command is called "${name}"\n\n${usage}`, 2);
  if (flag < 0) return complain(`fronta ${name}: --config FILE is missing; FILE is the edge's configuration\n`, 2);
  const say: Say = (text, facts) => void print(`${json ? JSON.stringify(facts) : text}\n`);
  try {
    return (await command(readConfig(words.slice(flag), process.env), say)) ? 0 : 1;
  } catch (error) {
    return complain(`fronta ${name}: ${(error as Error).message}\n`, error instanceof ConfigError ? 2 : 1);
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function complain(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
