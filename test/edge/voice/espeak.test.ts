import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { chime } from '../../../edge/voice/chime.ts';
import { announcementsMax, espeakVoice } from '../../../edge/voice/espeak.ts';
import type { Pack } from '../../../edge/voice/pack.ts';
import type { SoundCache } from '../../../edge/voice/sound-cache.ts';
import { silence, wavOf } from '../../../edge/voice/wav.ts';
import { untilLines } from '../until-lines.ts';

/** Half a second of sound, as long as no chime. */
const spoken = wavOf(silence(500, 8_000));
const noCache: SoundCache = { find: () => null, keep: () => undefined };

/** Programs in place of `espeak-ng` and `aplay` that write down what they are told and when they end. */
async function withHall(
  use: (hall: { program: (name: string) => Promise<string>; heard: (ends: number) => Promise<string[]> }) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-voice-'));
  const log = join(folder, 'log');
  await writeFile(log, '');
  await writeFile(join(folder, 'spoken.wav'), spoken);
  await use({
    program: async (name) => {
      const path = join(folder, name);
      const said = name === 'speak' ? 'cat' : 'wc -c | tr -d " "';
      const answer = name === 'speak' ? `cat '${join(folder, 'spoken.wav')}'` : ':';
      await writeFile(path, `#!/bin/sh\n{ printf '%s %s: ' ${name} "$*"; ${said}; echo; echo 'end'; } >> '${log}'\n${answer}\n`);
      await chmod(path, 0o755);
      return path;
    },
    heard: (ends) => untilLines(log, (lines) => lines.filter((line) => line === 'end').length >= ends),
  });
  await rm(folder, { recursive: true });
}
const wordsIn = (lines: readonly string[]): readonly string[] => lines.filter((line) => line !== 'end' && line !== '');

test('a call is a chime and then its words in the language, and calls never talk over each other', async (t) => {
  await withHall(async ({ program, heard }) => {
    const missing = { cache: noCache, onMissing: (name: string) => t.fail(name) };
    const voice = espeakVoice({ ...missing, speaker: await program('speak'), player: await program('play') });
    voice.announce({ number: 'A12', counter: 3 }, 'cs');
    voice.announce({ number: 'B7', counter: 1 }, 'de');
    const chimes = `play -q -: ${chime().length}`;
    const words = `play -q -: ${spoken.length}`;
    t.deepEqual(wordsIn(await heard(6)), [
      chimes,
      'speak -v cs --stdin --stdout: Číslo á dvanáct, přepážka tři.',
      words,
      chimes,
      'speak -v de --stdin --stdout: Nummer B sieben, Schalter eins.',
      words,
    ]);
    await voice.close();
  });
});

test('what was said once is kept and needs no speaker again', async (t) => {
  await withHall(async ({ program, heard }) => {
    const kept = new Map<string, Buffer>();
    const cache: SoundCache = {
      find: (voice, text) => kept.get(`${voice}: ${text}`) ?? null,
      keep: (voice, text, sound) => void kept.set(`${voice}: ${text}`, sound),
    };
    const voice = espeakVoice({ cache, onMissing: (name) => t.fail(name), speaker: await program('speak'), player: await program('play') });
    voice.announce({ number: 'A12', counter: 3 }, 'cs');
    voice.announce({ number: 'A12', counter: 3 }, 'cs');
    t.is(wordsIn(await heard(5)).filter((line) => line.startsWith('speak')).length, 1);
    t.deepEqual([...kept.keys()], ['espeak-ng cs: Číslo á dvanáct, přepážka tři.']);
    await voice.close();
  });
});

test('a recorded voice says what it has words for, espeak-ng the rest', async (t) => {
  await withHall(async ({ program, heard }) => {
    const pack: Pack = {
      language: 'cs',
      speaker: 'Jana',
      say: (text) => (text.includes('dvanáct') ? wavOf(silence(100, 8_000)) : null),
      lacks: () => [],
    };
    const options = { cache: noCache, packs: [pack], confirms: true, onMissing: (name: string) => t.fail(name) };
    const voice = espeakVoice({ ...options, speaker: await program('speak'), player: await program('play') });
    voice.confirm('A12', 'given', 'cs');
    voice.confirm('A13', 'given', 'cs');
    voice.confirm('A12', 'given', 'en');
    t.deepEqual(wordsIn(await heard(5)), [
      'play -q -: 1644',
      'speak -v cs --stdin --stdout: Vaše číslo je á třináct.',
      `play -q -: ${spoken.length}`,
      'speak -v en --stdin --stdout: Your number is A twelve.',
      `play -q -: ${spoken.length}`,
    ]);
    await voice.close();
  });
});

for (const [confirms, said] of [
  [true, 'speak -v en --stdin --stdout: Your number is A twelve.'],
  [false, 'speak -v cs --stdin --stdout: Vaše číslo je bé sedm.'],
] as const)
  test(`a voice that ${confirms ? 'confirms says every number when it is given' : 'does not confirm says the number whose slip did not come (F8)'}, without a chime`, async (t) => {
    await withHall(async ({ program, heard }) => {
      const options = { confirms, cache: noCache, onMissing: (name: string) => t.fail(name), player: await program('play') };
      const voice = espeakVoice({ ...options, speaker: await program('speak') });
      voice.confirm('A12', 'given', 'en');
      voice.confirm('B7', 'no-slip', 'cs');
      t.deepEqual(wordsIn(await heard(2)), [said, `play -q -: ${spoken.length}`]);
      await voice.close();
    });
  });

test('a missing player or voice is silence, told once', async (t) => {
  await withHall(async ({ program, heard }) => {
    const missing: string[] = [];
    const voice = espeakVoice({
      cache: noCache,
      onMissing: (name) => missing.push(name),
      speaker: await program('speak'),
      player: '/no/such/aplay',
    });
    voice.announce({ number: 'A1', counter: 1 }, 'en');
    voice.announce({ number: 'A2', counter: 1 }, 'en');
    t.deepEqual(
      wordsIn(await heard(2)).map((line) => line.split(' ')[0]),
      ['speak', 'speak'],
    );
    t.deepEqual(missing, ['/no/such/aplay']);
    await voice.close();
  });
});

test('a hall with no voice at all goes on', async (t) => {
  const missing: string[] = [];
  await new Promise<void>((resolve) => {
    const onMissing = (name: string) => {
      missing.push(name);
      if (missing.length === 2) resolve();
    };
    const voice = espeakVoice({ cache: noCache, onMissing, speaker: '/no/such/espeak', player: '/no/such/aplay' });
    for (let index = 0; index < 3; index += 1) voice.announce({ number: 'A1', counter: 1 }, 'cs');
  });
  t.deepEqual(missing, ['/no/such/aplay', '/no/such/espeak']);
});

test('only so many announcements wait, and closing ends them', async (t) => {
  await withHall(async ({ program, heard }) => {
    const voice = espeakVoice({
      cache: noCache,
      onMissing: (name) => t.fail(name),
      speaker: await program('speak'),
      player: await program('play'),
    });
    for (let index = 1; index <= announcementsMax + 10; index += 1) voice.announce({ number: `A${index}`, counter: 1 }, 'cs');
    await heard(2);
    await voice.close();
    voice.announce({ number: 'A1', counter: 1 }, 'cs');
    t.pass();
  });
});
