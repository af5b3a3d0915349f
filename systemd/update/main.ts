import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { systemdMachine } from './machine.ts';
import { nodeFiles } from './node-files.ts';
import { installed } from './places.ts';
import { Formats, objection, Refused, readRelease, releaseFile, signatureFile } from './release.ts';
import { fetchArchive, keysIn, readSmall } from './source.ts';
import { readState } from './state.ts';
import { currentVersion, putIn, recover, takePackaged, type Updater } from './update.ts';

/**
 * `fronta-update`, see its manual page: brings to an end what an earlier run left, then puts in the newest release of its source, if that
 * is newer. One run at a time: the wrapper in /usr/sbin holds a lock. Exit code: 0 fine, 1 the update was refused or in vain, 2 usage.
 */
const configFile = '/etc/fronta/update.json';
const keyFolders = ['/usr/share/fronta/release-keys', '/etc/fronta/release-keys'];
const socket = '/run/fronta/console.sock';

const Config = z.strictObject({
  source: z
    .string()
    .regex(/^(\/|https:\/\/)\S+$/, 'a folder, or an address that begins with https://')
    .nullable(),
});

class UsageError extends Error {}

const tell = (what: string): void => void process.stderr.write(`fronta-update: ${what}\n`);
const updater: Updater = { files: nodeFiles, machine: systemdMachine(socket), places: installed, tell };
const architecture = { x64: 'amd64', arm64: 'arm64' }[process.arch as string] ?? process.arch;

async function main(args: readonly string[]): Promise<boolean> {
  const { values } = parsed(args);
  if (values.packaged) {
    if (takePackaged(updater)) tell(`the packaged ${currentVersion(updater)} takes over`);
    return true;
  }
  if (values.status) {
    const { now, refused } = readState(nodeFiles, installed);
    process.stdout.write(
      `${JSON.stringify({ version: currentVersion(updater), tree: nodeFiles.linkTarget(join(installed.trees, 'current')), now, refused })}\n`,
    );
    return true;
  }
  const left = await recover(updater);
  if (left?.in === 'vain') return false;
  const source = values.from ?? configured();
  if (source === null) return true;
  return await putInNewest(source, values.again);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        from: { type: 'string' },
        again: { type: 'boolean', default: false },
        packaged: { type: 'boolean', default: false },
        status: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nusage: fronta-update [--from FOLDER|ADDRESS] [--again] | --status | --packaged`);
  }
}

function configured(): string | null {
  if (!existsSync(configFile)) return null;
  const read = Config.safeParse(JSON.parse(readFileSync(configFile, 'utf8')));
  if (!read.success) throw new UsageError(`${configFile}: ${read.error.issues[0]!.path.join('.')}: ${read.error.issues[0]!.message}`);
  return read.data.source;
}

async function putInNewest(source: string, again: boolean): Promise<boolean> {
  const told = await readSmall(source, releaseFile(architecture));
  const signature = await readSmall(source, signatureFile(architecture));
  if (told === null || signature === null) {
    tell(`${source} has no release for ${architecture}`);
    return true;
  }
  const list = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);
  const release = readRelease(told, signature.toString('utf8'), await keysIn(keyFolders, list));
  const version = currentVersion(updater) ?? '0.0.0';
  if (release.version === version) return true;
  const before = readState(nodeFiles, installed).refused.find((one) => one.version === release.version);
  if (before && !again) throw new Refused(`${release.version} did not work before (${before.why}); --again tries it once more`);
  const why = objection(release, { version, architecture, formats: formatsHere() });
  if (why !== null) throw new Refused(why);
  const archive = join(installed.state, 'release.deb');
  await fetchArchive(source, release, archive);
  tell(`puts in ${release.version} in place of ${version}`);
  const outcome = await putIn(updater, { version: release.version, archive });
  rmSync(archive, { force: true });
  tell(outcome.in === 'service' ? `${release.version} is in service` : `${version} goes on: ${outcome.why}`);
  return outcome.in === 'service';
}

/** What the program in service reads and writes. */
function formatsHere(): Formats {
  return Formats.parse(JSON.parse(readFileSync(join(installed.trees, 'current/formats.json'), 'utf8')));
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  tell((error as Error).message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
