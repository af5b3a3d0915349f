import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { soundCache } from '../../../edge/voice/sound-cache.ts';

const folderOf = (t: ExecutionContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-sounds-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'voice');
};
/** Every file there seems to have been used long ago, so that the next one is newer whatever the clock's grain. */
const age = (folder: string): void => {
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), new Date(1_000), new Date(1_000));
};

test('a sound is found again under its voice and words alone', (t) => {
  const cache = soundCache(folderOf(t));
  t.is(cache.find('espeak-ng cs', 'á'), null);
  cache.keep('espeak-ng cs', 'á', Buffer.from('sound'));
  t.deepEqual(cache.find('espeak-ng cs', 'á'), Buffer.from('sound'));
  t.is(cache.find('espeak-ng de', 'á'), null);
});

test('the cache never holds more files or bytes than its maxima; what was used last stays', (t) => {
  const folder = folderOf(t);
  const cache = soundCache(folder, { files: 3, bytes: 100 });
  for (const text of ['one', 'two', 'three']) cache.keep('v', text, Buffer.alloc(30));
  age(folder);
  cache.find('v', 'one');
  cache.keep('v', 'four', Buffer.alloc(30));
  t.is(readdirSync(folder).length, 3);
  t.truthy(cache.find('v', 'one'), 'it was used');
  t.truthy(cache.find('v', 'four'));
  age(folder);
  cache.keep('v', 'long', Buffer.alloc(90));
  t.is(readdirSync(folder).length, 1);
  t.truthy(cache.find('v', 'long'));
});

test('a disk that takes nothing makes the cache empty, not the hall silent', (t) => {
  const folder = folderOf(t);
  writeFileSync(folder, 'a file where the folder should be');
  const cache = soundCache(folder);
  cache.keep('v', 'one', Buffer.alloc(30));
  t.is(cache.find('v', 'one'), null);
});
