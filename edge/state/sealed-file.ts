import { open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Adapter } from 'lowdb';

/**
 * A lowdb adapter that survives a power cut and a full disk: a sibling is written with a checksum, synced, renamed, and the
 * folder synced. lowdb's own adapter never syncs.
 */
export function sealedFile<Content>(path: string): Adapter<Content> {
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch(absent);
      return text === null ? null : unseal<Content>(path, text);
    },
    async write(content) {
      const json = JSON.stringify(content);
      await replace(path, `${checksum(json)}\n${json}\n`);
    },
  };
}

async function replace(path: string, text: string): Promise<void> {
  const sibling = `${path}.new`;
  const file = await open(sibling, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await file.close();
    await unlink(sibling).catch(() => undefined);
    throw error;
  }
  await file.close();
  await rename(sibling, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function unseal<Content>(path: string, text: string): Content {
  const [said, json] = text.split('\n');
  if (json === undefined || said !== checksum(json)) throw new Error(`${path}: its checksum does not match`);
  return JSON.parse(json) as Content;
}

const checksum = (json: string): string => crc32(json).toString(16).padStart(8, '0');

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
