import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { needs } from '../needs.ts';
import { startProcess } from '../office/process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const units = join(root, 'systemd/units');
const names = readdirSync(units).toSorted();
const programs = ['/opt/fronta/current/bin/node', '/usr/lib/fronta-cloud/bin/node', '/usr/sbin/fronta-update', '/usr/bin/cage'];
/** Units of packages that a machine may have or not: an order after one that is not there means nothing and does no harm. */
const ofOtherPackages = ['postgresql.service', 'mosquitto.service'];
/** Exposure that `systemd-analyze security` may find, tenths. */
const exposureMax = { 'fronta-edge.service': 15, 'fronta-cloud.service': 13 } as const;

const testWithSystemd = needs('systemd-analyze');
const testWithTracer = needs('systemd-analyze', 'strace');

type Said = { readonly code: number | null; readonly text: string };
const analyze = (...args: string[]): Said => {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8', env: { ...process.env, SYSTEMD_COLORS: '0' } });
  return { code: status, text: `${stdout}${stderr}` };
};

/** A machine on which the packages are installed, as far as systemd looks. */
function machine(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-units-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const system = join(folder, 'usr/lib/systemd/system');
  cpSync('/usr/lib/systemd/system', system, { recursive: true, verbatimSymlinks: true });
  for (const name of names) cpSync(join(units, name), join(system, name));
  for (const program of programs) {
    mkdirSync(dirname(join(folder, program)), { recursive: true });
    writeFileSync(join(folder, program), '#!/bin/sh\n');
    chmodSync(join(folder, program), 0o755);
  }
  return folder;
}

const instanceOf = (name: string): string => name.replace('@.', '@kiosk.');

testWithSystemd('systemd finds nothing to say about any unit', (t) => {
  const { code, text } = analyze('verify', '--man=no', `--root=${machine(t)}`, ...names.map(instanceOf));
  t.is(text, '');
  t.is(code, 0);
});

testWithSystemd('every unit that is named exists', (t) => {
  const system = join(machine(t), 'usr/lib/systemd/system');
  for (const unit of names)
    for (const [, named] of readFileSync(join(units, unit), 'utf8').matchAll(
      /^(?:After|Before|Wants|Requires|Conflicts|BindsTo|WantedBy)=(.+)$/gm,
    ))
      for (const name of named!.split(' '))
        t.true(ofOtherPackages.includes(name) || existsSync(join(system, name.replace(/@[^.]+\./, '@.'))), `${unit} names ${name}`);
});

for (const [name, max] of Object.entries(exposureMax))
  testWithSystemd(`${name} is exposed to at most ${max / 10}`, (t) => {
    const { code, text } = analyze('security', '--offline=true', '--no-pager', `--threshold=${max}`, join(units, name));
    t.is(code, 0, text.split('\n').at(-2));
  });

testWithTracer('the calls that the edge makes of the kernel are those that its unit lets through', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-calls-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const trace = join(folder, 'trace');
  const edge = startProcess(t, {
    command: 'strace',
    args: ['-f', '-qq', '-o', trace, process.execPath, 'edge/main.ts', '--config', 'edge/example.json'],
    env: { FRONTA_DATA: folder, FRONTA_EDGE_PORT: '0', FRONTA_LOG: 'silent' },
    ownGroup: true,
  });
  await edge.said(/is open at (\S+)/);
  await edge.end('SIGTERM');
  const calls = new Set([...readFileSync(trace, 'utf8').matchAll(/^\d+ +([a-z]\w*)\(/gm)].map(([, call]) => call!));
  const allowed = letThrough(readFileSync(join(units, 'fronta-edge.service'), 'utf8'));
  t.true(calls.has('fdatasync'), `only ${calls.size} calls were seen`);
  t.deepEqual(
    [...calls].filter((call) => !allowed.has(call)),
    [],
  );
});

/** The calls that the `SystemCallFilter=` lines of a unit leave: the first ones allow, those with `~` take away. */
function letThrough(unit: string): ReadonlySet<string> {
  const lines = [...unit.matchAll(/^SystemCallFilter=(~?)(.+)$/gm)];
  const expanded = (line: RegExpMatchArray): readonly string[] => line[2]!.split(' ').flatMap(callsOf);
  const taken = new Set(lines.filter(([, not]) => not === '~').flatMap(expanded));
  return new Set(
    lines
      .filter(([, not]) => not !== '~')
      .flatMap(expanded)
      .filter((call) => !taken.has(call)),
  );
}

/** A set of calls as systemd knows it, with the sets in it. */
function callsOf(name: string): readonly string[] {
  if (!name.startsWith('@')) return [name];
  const [, ...lines] = analyze('syscall-filter', name).text.split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap(callsOf);
}
