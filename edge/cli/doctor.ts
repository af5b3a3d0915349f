import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type EdgeConfig } from '../config.ts';
import type { Finding } from '../console/port.ts';
import { nodeDisk } from '../disk/node.ts';
import { verifyJournal } from '../journal/salvage.ts';
import { credentialFile } from '../state/credential.ts';
import { readPack } from '../voice/pack.ts';
import { confirmation, phrase } from '../voice/phrases.ts';
import { brokerCertificate } from './broker-certificate.ts';
import { type Daemon, DaemonAway } from './daemon.ts';
import { columns, type Terminal } from './terminal.ts';

/** Days before the end of a certificate from which on somebody should look. */
const certificateDaysFew = 30;
/** Programs that the voice starts (edge/voice/espeak.ts). */
const voicePrograms = ['espeak-ng', 'aplay'] as const;
/** Numbers of each service that a recorded voice should be able to say. */
const numbersSaid = 199;
const dayMs = 24 * 3_600_000;

const fine = (thing: string, says: string): Finding => ({ thing, state: 'fine', says, todo: null });
const broken = (thing: string, says: string, todo: string): Finding => ({ thing, state: 'broken', says, todo });

/** Looks at everything there is, whether the edge runs or not. */
export async function examine(readConfig: () => EdgeConfig, daemon: Daemon, now: number): Promise<readonly Finding[]> {
  const config = attempt(readConfig);
  if (config instanceof ConfigError)
    return [broken('configuration', config.message, 'Correct it; "fronta check-config" says when it is well.')];
  if (config instanceof Error) throw config;
  const asked = await daemon.get<readonly Finding[]>('findings').catch((error: Error) => error);
  if (asked instanceof Error && !(asked instanceof DaemonAway)) throw asked;
  const running =
    asked instanceof Error
      ? [broken('daemon', asked.message, 'If it does not stay up, "journalctl -u fronta-edge -n 50" says why.'), journalAtRest(config.data)]
      : [fine('daemon', 'runs and answers'), ...asked];
  const shown = await brokerCertificate(config, now, certificateDaysFew);
  return [fine('configuration', 'is well'), ...onThisMachine(config, now), ...shown, ...running];
}

/** Files and devices that the configuration names. */
function onThisMachine({ data, mqtt, units, printer, voice, settings }: EdgeConfig, now: number): readonly Finding[] {
  const devices = [
    ...(units.driver === 'modbus' ? [device('bus', units.port!, 'the USB-RS485 adapter')] : []),
    ...(printer.driver === 'file' ? [device('printer device', printer.path!, 'the printer')] : []),
  ];
  return [
    folder(data),
    secret(data, mqtt.passwordFile),
    ...(mqtt.caFile ? [certificate(mqtt.caFile, now)] : []),
    ...devices,
    ...(voice.driver === 'espeak' ? [spoken(), ...voice.packs.map((pack) => recorded(pack, settings))] : []),
  ];
}

/** A hall without a voice goes on in silence, so nobody else would say it. */
function spoken(): Finding {
  const thing = 'voice';
  const missing = voicePrograms.filter((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined);
  if (missing.length === 0) return fine(thing, `${voicePrograms.join(' and ')} are there`);
  return { thing, state: 'look', says: `${missing.join(' and ')} missing: the hall is silent`, todo: 'apt install espeak-ng alsa-utils' };
}

/** Whether a recorded voice can be read, and which words of this office's calls it lacks. */
function recorded(folder: string, { services, counters }: EdgeConfig['settings']): Finding {
  const thing = 'voice pack';
  const pack = attempt(() => readPack(folder));
  if (pack instanceof Error) return { thing, state: 'look', says: pack.message, todo: 'Correct it; espeak-ng speaks meanwhile.' };
  const numbers = services.flatMap(({ letter }) => Array.from({ length: numbersSaid }, (_, index) => `${letter}${index + 1}`));
  const calls = [
    ...numbers.map((number) => ({ number, counter: counters[0]!.number })),
    ...counters.map(({ number }) => ({ number: 'A1', counter: number })),
  ];
  const lacks = pack.lacks([
    ...calls.map((call) => phrase(call, pack.language)),
    ...numbers.map((number) => confirmation(number, pack.language)),
  ]);
  if (lacks.length === 0) return fine(thing, `${folder}: ${pack.speaker} says every call in ${pack.language}`);
  return {
    thing,
    state: 'look',
    says: `${folder} lacks: ${lacks.slice(0, 20).join(', ')}`,
    todo: 'Record them; espeak-ng says those calls meanwhile.',
  };
}

function folder(data: string): Finding {
  const error = attempt(() => accessSync(data, constants.W_OK));
  if (!(error instanceof Error)) return fine('data', data);
  return broken(
    'data',
    `${data} cannot be written`,
    'Ask as root or as the account of the daemon; if it is read-only, the card may be worn out.',
  );
}

/** What enrolment wrote goes before what the configuration names. */
function secret(data: string, named: string): Finding {
  const thing = 'password';
  const enrolled = join(data, credentialFile);
  const path = existsSync(enrolled) ? enrolled : named;
  const stat = attempt(() => statSync(path));
  if (stat instanceof Error) return broken(thing, `${path} cannot be read`, 'Enrol this edge, "sudo fronta enrol", or ask as root.');
  if ((stat.mode & 0o004) !== 0) return { thing, state: 'look', says: `everybody may read ${path}`, todo: `chmod 640 ${path}` };
  return fine(thing, path);
}

function certificate(path: string, now: number): Finding {
  const thing = 'certificate';
  const read = attempt(() => new X509Certificate(readFileSync(path)));
  if (read instanceof Error)
    return broken(thing, `${path} is no certificate that can be read`, 'Copy the authority of the broker there, as PEM.');
  const days = Math.floor((Date.parse(read.validTo) - now) / dayMs);
  const says = days < 0 ? `${path} ended on ${read.validTo}` : `${path} ends in ${days} days`;
  if (days >= certificateDaysFew) return fine(thing, says);
  return { thing, state: days < 0 ? 'broken' : 'look', says, todo: 'Ask who runs the cloud for the new one.' };
}

const device = (thing: string, path: string, what: string): Finding =>
  existsSync(path)
    ? fine(thing, path)
    : broken(thing, `${path} is not there`, `Plug in ${what}; "dmesg | tail" shows whether the kernel sees it.`);

function journalAtRest(data: string): Finding {
  const verdicts = attempt(() => verifyJournal(nodeDisk, join(data, 'journal')));
  if (verdicts instanceof Error) return broken('journal', verdicts.message, 'Ask as root or as the account of the daemon.');
  const loss = verdicts.find((verdict) => verdict.loss !== null)?.loss;
  return loss
    ? broken('journal', loss, '"fronta rebuild" takes up what is intact.')
    : fine('journal', `${verdicts.length} segments, whole`);
}

/** A line a thing; what is not well comes with what to do beneath it. */
export function doctorText(findings: readonly Finding[], { paint }: Terminal): string {
  const lines = columns(findings.map(({ thing, state, says }) => [markOf(state, paint), thing, says])).split('\n');
  return findings.map(({ todo }, index) => withTodo(lines[index]!, todo, paint)).join('\n');
}

export const markOf = (state: Finding['state'], paint: Terminal['paint']): string =>
  ({ fine: paint('green', '✓'), look: paint('yellow', '!'), broken: paint('red', '✗') })[state];

/** A line, and beneath it what to do. */
export const withTodo = (line: string, todo: string | null, paint: Terminal['paint']): string =>
  todo === null ? line : `${line}\n   ${paint('bold', `→ ${todo}`)}`;

function attempt<Value>(look: () => Value): Value | Error {
  try {
    return look();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
