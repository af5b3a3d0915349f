import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refused, type Release } from './release.ts';

/** A small file of a release has at most this many bytes. */
const smallMax = 256 * 1024;
/** One file of a release comes within this, milliseconds. */
const fetchMsMax = 10 * 60_000;

/** Where releases lie: a folder (a stick, a share) or an `https://` address of one. */
export type Source = string;

/** Reads a small file of a source; `null` when it has none. Throws when the source cannot be reached. */
export async function readSmall(source: Source, name: string): Promise<Buffer | null> {
  const file = await open(source, name);
  if (file === null) return null;
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of file) {
    bytes += (part as Buffer).length;
    if (bytes > smallMax) throw new Refused(`${name} of ${source} has over ${smallMax} bytes`);
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

/** Brings the release's package to `path`. Throws `Refused`, and leaves nothing there, when it is not byte for byte what was signed. */
export async function fetchArchive(source: Source, release: Release, path: string): Promise<void> {
  const file = await open(source, release.file);
  if (file === null) throw new Refused(`${source} has no ${release.file}, which its release names`);
  const sum = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(
      file,
      async function* (parts: AsyncIterable<Buffer>) {
        for await (const part of parts) {
          bytes += part.length;
          if (bytes > release.bytes) throw new Refused(`${release.file} is longer than the ${release.bytes} bytes that were signed`);
          sum.update(part);
          yield part;
        }
      },
      createWriteStream(path, { mode: 0o600 }),
    );
    if (bytes !== release.bytes || sum.digest('hex') !== release.sha256)
      throw new Refused(`${release.file} is not what was signed; fetch it again`);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function open(source: Source, name: string): Promise<Readable | null> {
  if (source.startsWith('/')) return await openFile(join(source, name));
  const answer = await fetch(new URL(name, source.endsWith('/') ? source : `${source}/`), {
    signal: AbortSignal.timeout(fetchMsMax),
    redirect: 'error',
  });
  if (answer.status === 404) return null;
  if (!answer.ok || answer.body === null) throw new Error(`${source} answers ${answer.status} for ${name}`);
  return Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
}

async function openFile(path: string): Promise<Readable | null> {
  const stream = createReadStream(path);
  return await new Promise((resolve, reject) => {
    stream.once('open', () => resolve(stream));
    stream.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? resolve(null) : reject(error)));
  });
}

/** All keys in the folders that exist. */
export async function keysIn(folders: readonly string[], list: (folder: string) => readonly string[]): Promise<readonly string[]> {
  const paths = folders.flatMap((folder) => list(folder).map((name) => join(folder, name)));
  return await Promise.all(paths.filter((path) => path.endsWith('.pem')).map((path) => readFile(path, 'utf8')));
}
