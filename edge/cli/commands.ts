import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Recorded } from '#contract/event.ts';
import { languages } from '#contract/language.ts';
import { systemClock } from '../clock/system.ts';
import { ConfigError, type EdgeConfig } from '../config.ts';
import type { BusDevice, Status } from '../console/port.ts';
import { readRule, rulesKnown } from '../core/replay/other-rules.ts';
import { nodeDisk } from '../disk/node.ts';
import { verifyJournal } from '../journal/salvage.ts';
import { rebuild } from '../rebuild.ts';
import { takeFolder } from '../state/sole-owner.ts';
import { busText } from './bus.ts';
import { type Daemon, DaemonAway } from './daemon.ts';
import { story, whatIf } from './days.ts';
import { doctorText, examine } from './doctor.ts';
import { enrol } from './enrol.ts';
import { entriesPath, writeBundle } from './export.ts';
import { factLine } from './fact-line.ts';
import type { Place } from './place.ts';
import { readDay } from './read-day.ts';
import { statusText } from './status.ts';
import type { Terminal } from './terminal.ts';

/** What a command is given. */
export type Task = {
  /** Reads and checks the configuration. Throws `ConfigError`. */
  readonly config: (file?: string) => EdgeConfig;
  readonly place: Place;
  readonly daemon: Daemon;
  readonly terminal: Terminal;
  /** The words after the command's name. */
  readonly rest: readonly string[];
  readonly redact: boolean;
  /** A business day, ISO date; `null` is the newest. */
  readonly day: string | null;
  readonly lang: string;
  readonly rules: readonly string[];
  /** Ends with the usage of this command. */
  readonly refuse: (how: string) => never;
};

/** `run` answers whether all is well. */
export type Command = { readonly how: string; readonly does: string; run(task: Task): Promise<boolean> };

/** Every command of `fronta`, by its words. */
export const commands: Readonly<Record<string, Command>> = {
  status: {
    how: '',
    does: 'the office at one glance',
    async run({ daemon, terminal }) {
      const status = await daemon.get<Status>('status');
      terminal.say(statusText(status, terminal), status);
      return true;
    },
  },
  doctor: {
    how: '',
    does: 'looks at every device, disk, clock and link, and says what to do',
    async run({ config, daemon, terminal }) {
      const found = await examine(config, daemon, Date.now());
      terminal.say(doctorText(found, terminal), { findings: found });
      return found.every(({ state }) => state === 'fine');
    },
  },
  tail: {
    how: '',
    does: 'the last 20 entries of the journal, then each new one as it happens',
    async run({ config, daemon, terminal }) {
      const { timeZone } = config().settings;
      for await (const fact of daemon.lines<Recorded>('entries?last=20&follow=1')) terminal.say(factLine(fact, timeZone), fact);
      throw new DaemonAway('the edge has ended');
    },
  },
  call: {
    how: '<counter> next|recall',
    does: 'calls at a counter whose unit is broken',
    async run({ daemon, terminal, rest: [counter, action, ...more], refuse }) {
      if (!counter || !/^[1-9]\d?$/.test(counter) || (action !== 'next' && action !== 'recall') || more.length > 0) return refuse(this.how);
      const answer = await daemon.post<{ ok: boolean; ticket?: string | null; refusal?: string }>(
        `act?counter=${counter}&action=${action}`,
      );
      terminal.say(
        answer.ok ? `counter ${counter}: ${answer.ticket ?? 'nobody'}` : `counter ${counter}: refused, ${answer.refusal}`,
        answer,
      );
      return answer.ok;
    },
  },
  'print test': {
    how: '',
    does: 'prints a slip that is plainly no ticket',
    async run({ daemon, terminal }) {
      const { outcome } = await daemon.post<{ outcome: string }>('print-test');
      terminal.say(outcome === 'printed' ? 'printed: look whether the Czech letters are right' : `not printed: ${outcome}`, { outcome });
      return outcome === 'printed';
    },
  },
  'units scan': {
    how: '',
    does: 'says of each device on the bus what it tells about itself, and what to do',
    async run({ daemon, terminal }) {
      const devices = await daemon.get<readonly BusDevice[]>('units');
      terminal.say(busText(devices, terminal), { units: devices });
      return devices.every(({ state }) => state === 'fine');
    },
  },
  'check-config': {
    how: '[FILE]',
    does: 'reads a configuration and says the first thing that is wrong',
    async run({ config, place, terminal, rest: [file, ...more], refuse }) {
      if (more.length > 0) return refuse(this.how);
      const path = file ?? place.config;
      const read = tried(() => config(file));
      // What this command is asked for is whether the file is well: that it is not is an answer, and no wrong usage.
      if (read instanceof ConfigError) terminal.complain(read.message, { file: path, wrong: read.message });
      else terminal.say(`${path}: well, the edge ${read.office}/${read.edge}`, { file: path, office: read.office, edge: read.edge });
      return !(read instanceof ConfigError);
    },
  },
  export: {
    how: '[--redact] [FILE]',
    does: 'writes what somebody far away needs to know; with --redact without secrets and names',
    async run({ config, daemon, terminal, rest: [file, ...more], redact, refuse }) {
      if (more.length > 0) return refuse(this.how);
      const running = <Answer>(path: string, without: Answer): Promise<Answer> =>
        daemon.get<Answer>(path).catch((error: Error) => {
          if (error instanceof DaemonAway) return without;
          throw error;
        });
      const now = Date.now();
      const bundle = {
        made: new Date(now).toISOString(),
        status: await running<Status | null>('status', null),
        findings: await examine(config, daemon, now),
        config: config(),
        entries: await running<readonly Recorded[]>(entriesPath, []),
      };
      const path = writeBundle(bundle, { redact, file: file ?? null });
      terminal.say(`written: ${path}${redact ? '' : ' (with tokens and codes: for trusted hands alone; --redact leaves them out)'}`, {
        path,
        redacted: redact,
      });
      return true;
    },
  },
  enrol: {
    how: '[ORIGIN]',
    does: 'makes this a kiosk of its office: asks for the one-time code that /admin shows',
    async run({ config, daemon, terminal, rest: [origin, ...more], refuse }) {
      const edge = config();
      if (more.length > 0 || (!origin && edge.cloud === null))
        return refuse('ORIGIN, the address that citizens open, e.g. https://fronta.example');
      return enrol({ config: edge, daemon, terminal, origin: origin ?? null });
    },
  },
  story: {
    how: '<number> [--day DAY] [--lang cs|en|de]',
    does: 'why a ticket was called later: what happened to it, and who was called before and by which rule',
    async run({ config, terminal, rest: [number, ...more], day, lang, refuse }) {
      const language = languages.find((one) => one === lang);
      if (!number || !/^[A-Za-z]\d{1,4}$/.test(number) || more.length > 0 || !language) return refuse(this.how);
      return story(await readDay(nodeDisk, config(), day), number.toUpperCase(), language, terminal);
    },
  },
  replay: {
    how: '[--day DAY] [--rule NAME=VALUE]...',
    does: 'a day once more, under other rules, and how long people would have waited',
    async run({ config, terminal, rest, day, rules, refuse }) {
      const read = rules.flatMap((rule) => readRule(rule) ?? []);
      if (rest.length > 0) return refuse(this.how);
      if (read.length < rules.length) return refuse(`${this.how}\nrules: ${rulesKnown}`);
      whatIf(await readDay(nodeDisk, config(), day), read, rules, terminal);
      return true;
    },
  },
  'journal verify': {
    how: '',
    does: 'reads the journal and says of each segment whether it is whole',
    async run({ config, terminal }) {
      const { data } = config();
      const segments = verifyJournal(nodeDisk, join(data, 'journal'));
      for (const { file, entries, bytes, torn, loss } of segments) {
        const state = loss !== null ? `DAMAGED: ${loss}` : torn ? 'whole, with a torn tail that the next start cuts' : 'whole';
        terminal.say(`${file}: ${entries} entries, ${bytes} bytes, ${state}`, { file, entries, bytes, torn, loss });
      }
      if (segments.length === 0) terminal.say(`no journal in ${join(data, 'journal')}`, { segments: 0 });
      return segments.every(({ loss }) => loss === null);
    },
  },
  rebuild: {
    how: '',
    does: 'makes a new journal from what is intact and sets the damaged one aside',
    async run({ config, terminal }) {
      const { data, settings, startAt } = config();
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
      for (const problem of rebuilt.unreadable) terminal.say(problem, { problem });
      const { from, journal, knownUpTo, left, numbersAfter, aside } = rebuilt;
      terminal.say(
        `Journal ${journal} goes on from ${from ?? 'nothing that could be read'}, entry ${knownUpTo}. ${left} intact entries behind the damage are not part of it.\n` +
          `Numbers of today continue after ${numbersAfter}, so that none is given twice. The old files are in ${aside}.\n` +
          'Start the edge now; the cloud sends the rest by itself.',
        rebuilt,
      );
      return true;
    },
  },
};

function tried<Value>(read: () => Value): Value | ConfigError {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}
