import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { announcementsMax, espeakVoice } from '../../../edge/voice/espeak.ts';
import { untilLines } from '../until-lines.ts';

/** Programs in place of `espeak-ng` and `aplay` that write down what they are told and when they end. */
async function withHall(
  use: (hall: { program: (name: string) => Promise<string>; heard: (ends: number) => Promise<string[]> }) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-voice-'));
  const log = join(folder, 'log');
  await writeFile(log, '');
  await use({
    program: async (name) => {
      const path = join(folder, name);
      const said = name === 'speak' ? 'cat' : 'wc -c | tr -d " "';
      await writeFile(path, `#!/bin/sh\n{ printf '%s %s: ' ${name} "$*"; ${said}; echo; echo 'end'; } >> '${log}'\n`);
      await chmod(path, 0o755);
      return path;
    },
    heard: (ends) => untilLines(log, (lines) => lines.filter((line) => line === 'end').length >= ends),
  });
  await rm(folder, { recursive: true });
}

test('a call is a chime and then its words in the language, and calls never talk over each other', async (t) => {
  await withHall(async ({ program, heard }) => {
    const voice = espeakVoice({ onMissing: (name) => t.fail(name), speaker: await program('speak'), player: await program('play') });
    voice.announce({ number: 'A12', counter: 3 }, 'cs');
    voice.announce({ number: 'B7', counter: 1 }, 'de');
    const lines = await heard(4);
    t.regex(lines[0]!, /^play -q -: \d{5}$/);
    t.deepEqual(
      lines.filter((line) => !line.startsWith('play')),
      [
        'end',
        'speak -v cs --stdin: Číslo á dvanáct, přepážka tři.',
        'end',
        'end',
        'speak -v de --stdin: Nummer B sieben, Schalter eins.',
        'end',
      ],
    );
    await voice.close();
  });
});

for (const [confirms, said] of [
  [true, 'speak -v en --stdin: Your number is A twelve.'],
  [false, 'speak -v cs --stdin: Vaše číslo je bé sedm.'],
] as const)
  test(`a voice that ${confirms ? 'confirms says every number when it is given' : 'does not confirm says the number whose slip did not come (F8)'}, without a chime`, async (t) => {
    await withHall(async ({ program, heard }) => {
      const options = { confirms, onMissing: (name: string) => t.fail(name), player: await program('play') };
      const voice = espeakVoice({ ...options, speaker: await program('speak') });
      voice.confirm('A12', 'given', 'en');
      voice.confirm('B7', 'no-slip', 'cs');
      t.deepEqual(await heard(1), [said, 'end']);
      await voice.close();
    });
  });

test('a missing player or voice is silence, told once', async (t) => {
  await withHall(async ({ program, heard }) => {
    const missing: string[] = [];
    const voice = espeakVoice({ onMissing: (name) => missing.push(name), speaker: await program('speak'), player: '/no/such/aplay' });
    voice.announce({ number: 'A1', counter: 1 }, 'en');
    voice.announce({ number: 'A2', counter: 1 }, 'en');
    t.is((await heard(2)).length, 4);
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
    const voice = espeakVoice({ onMissing, speaker: '/no/such/espeak', player: '/no/such/aplay' });
    for (let index = 0; index < 3; index += 1) voice.announce({ number: 'A1', counter: 1 }, 'cs');
  });
  t.deepEqual(missing, ['/no/such/aplay', '/no/such/espeak']);
});

test('only so many announcements wait, and closing ends them', async (t) => {
  await withHall(async ({ program, heard }) => {
    const voice = espeakVoice({ onMissing: (name) => t.fail(name), speaker: await program('speak'), player: await program('play') });
    for (let index = 1; index <= announcementsMax + 10; index += 1) voice.announce({ number: `A${index}`, counter: 1 }, 'cs');
    await heard(2);
    await voice.close();
    voice.announce({ number: 'A1', counter: 1 }, 'cs');
    t.pass();
  });
});
