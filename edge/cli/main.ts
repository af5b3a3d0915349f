#!/usr/bin/env node
import { parseArgs } from 'node:util';
import packageJson from '../../package.json' with { type: 'json' };
import { ConfigError, type EdgeConfig, readConfig } from '../config.ts';
import { commands } from './commands.ts';
import { daemonAt } from './daemon.ts';
import { placeOf } from './place.ts';
import { terminalOn } from './terminal.ts';
import { usage } from './usage.ts';

/** A command was called wrongly; the message says how it is called. */
class UsageError extends Error {
  override name = 'UsageError';
}

async function main(args: readonly string[]): Promise<boolean> {
  const { values, positionals } = parsed(args);
  if (values.help) {
    process.stdout.write(usage);
    return true;
  }
  if (values.version) {
    process.stdout.write(values.json ? `${JSON.stringify({ software: packageJson.version })}\n` : `fronta ${packageJson.version}\n`);
    return true;
  }
  const [name, rest] = namedIn(positionals);
  const command = commands[name]!;
  if (command.how === '' && rest.length > 0) throw new UsageError(`usage: fronta ${name}; it takes no "${rest.join(' ')}"`);
  const { place, environment } = placeOf(values.config ?? null, process.env);
  const config = (file: string = place.config): EdgeConfig => readConfig(['--config', file], environment);
  return await command.run({
    config,
    place,
    daemon: daemonAt(place.socket),
    terminal: terminalOn(process.stdout, process.stderr, values.json),
    rest,
    redact: values.redact,
    day: dayIn(values.day),
    lang: values.lang,
    rules: values.rule,
    refuse(how): never {
      throw new UsageError(`usage: fronta ${name} ${how}`);
    },
  });
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        json: { type: 'boolean', default: false },
        redact: { type: 'boolean', default: false },
        day: { type: 'string' },
        lang: { type: 'string', default: 'en' },
        rule: { type: 'string', multiple: true, default: [] },
        version: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** A business day as `--day` names it. */
function dayIn(day: string | undefined): string | null {
  if (day === undefined) return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  throw new UsageError(`--day ${day}: write it as 2026-11-23`);
}

/** The command that the first words name, the longest first, and the words after it. */
function namedIn(words: readonly string[]): readonly [string, readonly string[]] {
  if (words.length === 0) throw new UsageError(usage.trimEnd());
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    if (Object.hasOwn(commands, name)) return [name, words.slice(length)];
  }
  const longer = Object.keys(commands).filter((name) => name.startsWith(`${words[0]} `));
  if (longer.length > 0) throw new UsageError(`usage: ${longer.map((name) => `fronta ${name}`).join(' or ')}`);
  throw new UsageError(`no command is called "${words.join(' ')}"; "fronta --help" lists them`);
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  process.stderr.write(`fronta: ${(error as Error).message}\n`);
  process.exitCode = error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
}
