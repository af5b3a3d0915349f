import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { needs } from '../../needs.ts';

const withStrace = needs('strace');
const run = promisify(execFile);
const disk = new URL('../../../edge/disk/node.ts', import.meta.url).href;

/** Writes a file, syncs it, gives it its name, syncs the folder and only then promises, on its standard output. */
const program = (folder: string) => `
  import { writeSync } from 'node:fs';
  import { nodeDisk as disk } from '${disk}';
  const file = disk.open('${folder}/new');
  disk.write(file, Buffer.from('A12'));
  disk.sync(file);
  disk.close(file);
  disk.rename('${folder}/new', '${folder}/kept');
  disk.syncFolder('${folder}');
  writeSync(1, 'promised');
`;

withStrace('what was synced went to the disk itself before anything was promised (F1)', async (t) => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'fronta-disk-')));
  t.teardown(() => rm(folder, { recursive: true }));
  const watched = ['-f', '-y', '-e', 'trace=write,fdatasync,fsync,rename,renameat,renameat2', process.execPath];
  const { stderr } = await run('strace', [...watched, '--input-type=module', '--eval', program(folder)], { maxBuffer: 64 * 1024 * 1024 });
  const calls = stderr.split('\n').filter((line) => line.includes(folder) || line.includes('promised'));
  const named = calls.map((line) => /(\w+)\(.*= \d+$/.exec(line)?.[1]);
  t.deepEqual(named, ['write', 'fdatasync', named[2], 'fsync', 'write'], calls.join('\n'));
  t.regex(named[2] ?? '', /^rename/);
});
