import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'ava';
import { root } from './sources.ts';

type Rule = { readonly name: string; readonly comment: string };

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { readonly forbidden: readonly Rule[] };

/** A small office in which every rule is broken at least once, of those for single libraries one, by the file that stands with it. */
const broken: Readonly<Record<string, readonly [rule: string | null, text: string]>> = {
  'edge/main.ts': [null, "import './state/cycle.ts'; import './printer/port.ts'; import './core/decide.ts'; export const main = 1;"],
  'edge/contract/event.ts': ['contract-stands-alone', "import { pino } from 'pino'; export const event = pino;"],
  'edge/core/decide.ts': ['core-is-pure', "import { readFileSync } from 'node:fs'; export const decide = readFileSync;"],
  'edge/core/views/slip.ts': [null, 'export type Slip = string; export const slip = 1;'],
  'edge/printer/port.ts': ['things-take-only-types-of-views', "export { slip as Printer } from '../core/views/slip.ts';"],
  'edge/buttons/onoff.ts': ['things-do-not-know-each-other', "import { voice } from '../voice/espeak.ts'; export const buttons = voice;"],
  'edge/voice/espeak.ts': ['configuration-is-handed-down', "import { config } from '../config.ts'; export const voice = config;"],
  'edge/journal/line.ts': ['faces-are-types', "import { Printer } from '../printer/port.ts'; export const line = Printer;"],
  'edge/loop/turn.ts': ['loop-joins-core-and-faces', "import { buttons } from '../buttons/onoff.ts'; export const turn = buttons;"],
  'edge/screens/server.ts': ['screens-show-views', "import { decide } from '../core/decide.ts'; export const server = decide;"],
  'edge/screens/board.ts': ['screens-take-only-types-of-views', "import { slip } from '../core/views/slip.ts'; export const board = slip;"],
  'edge/screens/pages/kiosk/kiosk.ts': ['pages-run-in-a-browser', "import 'koa'; export const kiosk = 1;"],
  'edge/screens/pages/board/board.ts': [
    'pages-take-only-types-from-outside',
    "import { board } from '../../board.ts'; export const page = board;",
  ],
  'edge/config.ts': ['config-reads-words-and-tables', "import { line } from './journal/line.ts'; export const config = line;"],
  'edge/state/cycle.ts': ['no-cycles', "import type { Round } from './round.ts'; export type Cycle = Round;"],
  'edge/state/round.ts': [null, "import type { Cycle } from './cycle.ts'; export type Round = Cycle;"],
  'edge/state/alone.ts': ['no-orphans', 'export const alone = 1;'],
  'edge/state/forgotten.ts': ['nothing-forgotten', "import './round.ts'; export const forgotten = 1;"],
  'edge/clock/system.ts': ['nobody-imports-main', "import { main } from '../main.ts'; export const clock = main;"],
  'edge/link/mqtt.ts': ['edge-lives-without-cloud', "import { feed } from '../../cloud/feed/feed.ts'; export const link = feed;"],
  'edge/units/modbus.ts': ['nothing-imports-test', "import { stand } from '../../test/stand.ts'; export const units = stand;"],
  'edge/voice/words.ts': ['one-face-for-mqtt', "import mqtt from 'mqtt'; export const words = mqtt;"],
  'edge/cli/rebuild.ts': [null, 'export const rebuild = 1;'],
  'edge/state/rebuilt.ts': [
    'command-line-is-a-second-main',
    "import { rebuild } from '../cli/rebuild.ts'; export const rebuilt = rebuild;",
  ],
  'edge/watchdog/systemd.ts': ['resolvable', "import { nothing } from './nowhere.ts'; export const watchdog = nothing;"],
  'edge/disk/node.ts': ['only-declared-packages', "import debug from 'debug'; export const disk = debug;"],
  'edge/keypad/bus.ts': ['no-development-package-in-the-office', "import fc from 'fast-check'; export const keypad = fc;"],
  'cloud/main.ts': [null, "import './feed/feed.ts'; export const main = 1;"],
  'cloud/clock.ts': ['shared-leaves-import-nothing', "import { feed } from './feed/feed.ts'; export const clock = feed;"],
  'cloud/feed/feed.ts': ['cloud-rooms-meet-in-app', "import { outbox } from '../mail/outbox.ts'; export const feed = outbox;"],
  'cloud/mail/outbox.ts': [
    'two-sides-meet-in-the-contract',
    "import { decide } from '../../edge/core/decide.ts'; export const outbox = decide;",
  ],
  'cloud/store/open.ts': ['store-is-the-floor', "import type { Face } from '../mail/port.ts'; export type Store = Face;"],
  'cloud/mail/port.ts': [null, 'export type Face = string;'],
  'cloud/views/live.ts': ['contract-by-its-name', "import { event } from '../../edge/contract/event.ts'; export const live = event;"],
  'systemd/start.ts': ['launcher-starts-processes', "import { decide } from '../edge/core/decide.ts'; export const start = decide;"],
  'test/stand.ts': [null, 'export const stand = 1;'],
};

test('every import rule stops the import it forbids, and a type in a circle is a circle', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-imports-'));
  t.teardown(() => rm(folder, { recursive: true }));
  for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) await cp(join(root, name), join(folder, name));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, [, text]] of Object.entries(broken)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const told = await violations(folder);
  const untold = Object.entries(broken).filter(([file, [rule]]) => rule !== null && !told.includes(`${rule} in ${file}`));
  t.deepEqual(untold, []);
  const unproven = forbidden.filter(({ name }) => !name.startsWith('one-face-for-') && !told.some((line) => line.startsWith(`${name} in`)));
  t.deepEqual(unproven, [], 'break the new rule in the small office');
});

test('every import rule has one sentence of advice', (t) => {
  for (const { name, comment } of forbidden) t.regex(comment, /^\S.{20,250}\.$/, name);
});

/** `rule in file` for everything that is not allowed in the office in this folder. */
async function violations(folder: string): Promise<readonly string[]> {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'edge', 'cloud', 'systemd', 'test'];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout) => resolve(stdout));
  });
  const { summary } = JSON.parse(output) as { summary: { violations: { rule: Rule; from: string; to: string }[] } };
  return summary.violations.flatMap(({ rule, from, to }) => [
    `${rule.name} in ${from}`,
    ...(rule.name === 'nothing-forgotten' ? [`${rule.name} in ${to}`] : []),
  ]);
}
