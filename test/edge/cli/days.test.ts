import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { nodeDisk } from '../../../edge/disk/node.ts';
import { openJournal } from '../../../edge/journal/disk-journal.ts';
import { mondayMorning } from '../screens/numbers-of-weeks.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

type Answer = { readonly code: number | null; readonly out: string; readonly err: string };
type Fronta = (...args: string[]) => Answer;

/** The command line on a data folder whose journal, in several segments, holds a Monday and the Tuesday after it. */
async function twoDays(t: ExecutionContext): Promise<Fronta> {
  t.timeout(300_000, 'every command is a process of its own');
  const data = mkdtempSync(join(tmpdir(), 'fronta-days-'));
  t.teardown(() => rmSync(data, { recursive: true }));
  const here = mondayMorning();
  here.passes(24 * 60);
  here.takes('dovozy');
  const options = { disk: nodeDisk, folder: join(data, 'journal'), mintId: () => 'e'.repeat(32), after: 0, segmentBytesMax: 3_000 };
  const { journal } = openJournal(options);
  for (const { name, data: said, time, steadyMs, clockTrusted } of here.records())
    await journal.append([{ name, data: said } as never], { wall: Date.parse(time), steady: steadyMs, clockTrusted }).durable;
  await journal.close();
  return (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['edge/cli/main.ts', ...args, '--config', 'edge/example.json'], {
      cwd: root,
      env: { PATH: process.env.PATH, FRONTA_DATA: data },
      encoding: 'utf8',
    });
    return { code: status, out: stdout, err: stderr };
  };
}

test('a technician is told why a ticket was called later, of any day, in any language, and as JSON', async (t) => {
  const fronta = await twoDays(t);
  const told = fronta('story', 'a3', '--day', '2026-11-23');
  t.is(told.code, 0, told.err);
  t.regex(told.out, /^A3, 2026-11-23\n\n 8:10 {2}Issued for Vehicle registry\./);
  t.regex(told.out, /A4 to counter 2: had a reservation for 8:30–9:30, which is preferred\./);
  t.regex(told.out, /From the slip to the first call: 46 min\./);
  t.regex(fronta('story', 'A3', '--day', '2026-11-23', '--lang', 'cs').out, /A4 k přepážce 2: měl rezervaci/);
  t.is(JSON.parse(fronta('story', 'A3', '--day', '2026-11-23', '--json').out).number, 'A3');
  t.regex(fronta('story', 'B1').out, /^B1, 2026-11-24/, 'of the newest day');
});

test('a ticket, a day, a language or a rule that is none is told in a sentence', async (t) => {
  const fronta = await twoDays(t);
  t.like(fronta('story', 'A99'), { code: 1, out: 'no ticket A99 was given on 2026-11-24\n' });
  for (const [args, code, said] of [
    [['story', 'A3', '--day', '2026-11-01'], 1, /the journal knows no 2026-11-01; after it come 2026-11-23, 2026-11-24/],
    [['story', 'A3', '--day', 'yesterday'], 2, /--day yesterday: write it as 2026-11-23/],
    [['story', 'A3', '--lang', 'fr'], 2, /usage: fronta story <number>/],
    [['story'], 2, /usage: fronta story/],
    [['replay', '--rule', 'colour=red'], 2, /rules: fairness=off, fairness=MINUTES\/NTH/],
    [['replay', 'A3'], 2, /usage: fronta replay/],
  ] as const) {
    const answer = fronta(...args);
    t.is(answer.code, code, answer.err);
    t.regex(answer.err, said);
  }
});

test('a day is replayed under other rules, its waits side by side', async (t) => {
  const fronta = await twoDays(t);
  const { code, out, err } = fronta('replay', '--day', '2026-11-23', '--rule', 'counters=+1', '--rule', 'fairness=30/2');
  t.is(code, 0, err);
  const lines = out.split('\n');
  t.is(lines[0], '2026-11-23: 6 people, counters 1, 2; waiting in minutes');
  t.regex(lines[2] ?? '', /as it was +same rules +counters=\+1 fairness=30\/2/);
  const rows = lines.filter((line) => /^(all|walk-ins|reserved|vozidla|dovozy|ridici) /.test(line));
  t.is(rows.length, 6);
  t.is(new Set(rows.map((line) => line.length)).size, 1, 'aligned');
  t.is(JSON.parse(fronta('replay', '--day', '2026-11-23', '--json').out).groups[0].other, null);
});
