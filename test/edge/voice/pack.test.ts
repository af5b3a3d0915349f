import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { manifestName, readPack } from '../../../edge/voice/pack.ts';
import { readWav, type Sound, silence, wavOf } from '../../../edge/voice/wav.ts';

/** A sound whose samples all have this value, so that it is known again. */
const tone = (value: number, sampleRate = 8_000): Sound => {
  const samples = Buffer.alloc(200);
  for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE(value, at);
  return { sampleRate, samples };
};

async function packOf(t: ExecutionContext, words: Readonly<Record<string, Sound | string>>, manifest: object = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fronta-pack-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const files: Record<string, string> = {};
  for (const [index, [word, sound]] of Object.entries(words).entries()) {
    files[word] = typeof sound === 'string' ? sound : `${index}.wav`;
    if (typeof sound !== 'string') await writeFile(join(folder, `${index}.wav`), wavOf(sound));
  }
  await writeFile(join(folder, manifestName), JSON.stringify({ language: 'cs', speaker: 'Jana', words: files, ...manifest }));
  return folder;
}

/** The values that a sentence is made of, in order, silence left out. */
function valuesIn(file: Buffer | null): readonly number[] {
  const { samples } = readWav(file!)!;
  const values: number[] = [];
  for (let at = 0; at < samples.length; at += 2) {
    const value = samples.readInt16LE(at);
    if (value !== 0 && values.at(-1) !== value) values.push(value);
  }
  return values;
}

const words = { číslo: tone(1), á: tone(2), sto: tone(3), dvanáct: tone(4), 'sto dvanáct': tone(5), přepážka: tone(6), tři: tone(7) };

test('a recorded voice says a call by the longest words it has, and is silent for a breath at a comma', async (t) => {
  const pack = readPack(await packOf(t, words));
  t.is(pack.speaker, 'Jana');
  t.deepEqual(valuesIn(pack.say('Číslo á sto dvanáct, přepážka tři.')), [1, 2, 5, 6, 7]);
  t.deepEqual(valuesIn(pack.say('Číslo á dvanáct, přepážka tři.')), [1, 2, 4, 6, 7]);
  const withComma = readWav(pack.say('Tři, tři')!)!.samples.length;
  const without = readWav(pack.say('Tři tři')!)!.samples.length;
  t.is(withComma - without, silence(250, 8_000).samples.length);
});

test('a sentence with a word that was never recorded is not said, and the word is named', async (t) => {
  const pack = readPack(await packOf(t, words));
  t.is(pack.say('Číslo á třináct, přepážka tři.'), null);
  t.deepEqual(pack.lacks(['Číslo á třináct, přepážka tři.', 'Číslo bé dvanáct']), ['třináct', 'bé']);
  t.is(pack.say(' .'), null);
});

for (const [what, made, says] of [
  [
    'a folder without its manifest',
    (t) => packOf(t, words).then((folder) => join(folder, 'nowhere')),
    /pack\.json: cannot be read \(ENOENT\)$/,
  ],
  ['a manifest of an unknown language', (t) => packOf(t, words, { language: 'sk' }), /pack\.json: language: /],
  ['a word in capitals with a sign', (t) => packOf(t, { 'A!': tone(1) }), /pack\.json: words\.A!: /],
  ['a recording that is not there', (t) => packOf(t, { á: 'a.wav' }), /a\.wav: cannot be read \(ENOENT\)$/],
  ['a recording outside its folder', (t) => packOf(t, { á: '../../etc/passwd' }), /lies outside the pack/],
  [
    'recordings of two kinds',
    (t) => packOf(t, { á: tone(1), bé: tone(2, 16_000) }),
    /16000 samples a second, the others have 8000; record them alike$/,
  ],
] as readonly (readonly [string, (t: ExecutionContext) => Promise<string>, RegExp])[])
  test(`${what} is refused in one line`, async (t) => {
    const folder = await made(t);
    const error = t.throws(() => readPack(folder));
    t.regex(error.message, says);
    t.false(error.message.includes('\n'));
  });

test('a recording that is no plain WAV is refused', async (t) => {
  const folder = await packOf(t, { á: 'a.wav' });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'a.wav'), 'no sound at all, but more than forty-four characters long');
  t.regex(t.throws(() => readPack(folder)).message, /must be a WAV file of 16-bit mono PCM/);
});

test('a WAV is read again as it was written, past chunks that say nothing of the sound', (t) => {
  const file = wavOf(tone(9));
  const list = Buffer.concat([Buffer.from('LIST'), Buffer.from([3, 0, 0, 0]), Buffer.from('abc\0')]);
  const noted = Buffer.concat([file.subarray(0, 12), list, file.subarray(12)]);
  t.deepEqual(readWav(noted), { ...tone(9), samples: tone(9).samples });
  const stereo = Buffer.from(file);
  stereo.writeUInt16LE(2, 22);
  t.is(readWav(stereo), null);
  t.is(readWav(Buffer.alloc(10)), null);
});
