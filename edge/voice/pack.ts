import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { Language } from '#contract/language.ts';
import { readWav, type Sound, silence, wavOf } from './wav.ts';

/** The file that makes a folder a pack. */
export const manifestName = 'pack.json';
/** Recordings of one pack, and bytes of one recording: a word is a second or two. */
const wordsMax = 2_000;
const fileBytesMax = 1_000_000;
/** All of a pack is held in memory: some eighty words of a second each are 4 MB. */
const packBytesMax = 16_000_000;
const commaMs = 250;
const wordMs = 40;

/** `words` names for what is said the file beside the manifest: single words, or several that were recorded in one breath. */
const Manifest = z.strictObject({
  language: Language,
  speaker: z.string().min(1).max(200),
  words: z.record(z.string().regex(/^[\p{L}\p{N}-]+( [\p{L}\p{N}-]+)*$/u, 'words in small letters, one space between'), z.string().min(1)),
});

/** A recorded voice of one language. */
export type Pack = {
  readonly language: Language;
  /** Whose voice it is, as the manifest says. */
  readonly speaker: string;
  /** The sentence in this voice as a WAV file; `null` when a word of it was never recorded. */
  say(text: string): Buffer | null;
  /** The words of these sentences that were never recorded. */
  lacks(texts: readonly string[]): readonly string[];
};

/**
 * Reads the pack in a folder, all of it: what is wrong with it is said at the start and not when somebody is called.
 * Throws an error of one line that names the file and what to do.
 */
export function readPack(folder: string): Pack {
  const path = join(folder, manifestName);
  const manifest = Manifest.safeParse(parsed(path));
  if (!manifest.success) {
    const { path: place, message } = manifest.error.issues[0]!;
    throw new Error(`${path}: ${place.join('.')}: ${message}`);
  }
  const { language, speaker, words } = manifest.data;
  const entries = Object.entries(words);
  if (entries.length === 0 || entries.length > wordsMax)
    throw new Error(`${path}: words: 1 to ${wordsMax} are read, there are ${entries.length}`);
  const sounds = new Map(entries.map(([word, file]) => [word.toLowerCase(), recording(folder, file)]));
  const bytes = [...sounds.values()].reduce((sum, { samples }) => sum + samples.length, 0);
  if (bytes > packBytesMax)
    throw new Error(`${path}: its recordings are over ${packBytesMax} bytes together; record at 16,000 samples a second`);
  const sampleRate = [...sounds.values()][0]!.sampleRate;
  for (const [word, sound] of sounds)
    if (sound.sampleRate !== sampleRate)
      throw new Error(
        `${join(folder, words[word] ?? word)}: ${sound.sampleRate} samples a second, the others have ${sampleRate}; record them alike`,
      );
  const longest = Math.max(...[...sounds.keys()].map((word) => word.split(' ').length));
  return {
    language,
    speaker,
    say: (text) => inThisVoice(text, sounds, sampleRate, longest),
    lacks: (texts) => [...new Set(texts.flatMap((text) => parts(text).flatMap((part) => missing(part, sounds, longest))))],
  };
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code === undefined ? `${path}: not JSON: ${message}` : `${path}: cannot be read (${code})`);
  }
}

/** A file of the pack; one that lies elsewhere is none of it. */
function recording(folder: string, file: string): Sound {
  const path = resolve(folder, file);
  if (!path.startsWith(`${resolve(folder)}/`)) throw new Error(`${file}: lies outside the pack ${folder}`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Error(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const sound = bytes.length > fileBytesMax ? null : readWav(bytes);
  if (sound === null) throw new Error(`${path}: must be a WAV file of 16-bit mono PCM of at most ${fileBytesMax} bytes`);
  return sound;
}

/** What is said in one breath, by words. */
const parts = (text: string): readonly (readonly string[])[] =>
  text
    .toLowerCase()
    .split(/[,.;:!?]/)
    .map((part) => part.trim().split(/\s+/))
    .filter(([first]) => first !== undefined && first !== '');

function inThisVoice(text: string, sounds: ReadonlyMap<string, Sound>, sampleRate: number, longest: number): Buffer | null {
  const pieces: Buffer[] = [];
  for (const part of parts(text)) {
    const said = wordByWord(part, sounds, longest);
    if (said.some((word) => !sounds.has(word))) return null;
    if (pieces.length > 0) pieces.push(silence(commaMs, sampleRate).samples);
    for (const word of said) pieces.push(sounds.get(word)!.samples, silence(wordMs, sampleRate).samples);
  }
  return pieces.length === 0 ? null : wavOf({ sampleRate, samples: Buffer.concat(pieces) });
}

const missing = (part: readonly string[], sounds: ReadonlyMap<string, Sound>, longest: number): readonly string[] =>
  wordByWord(part, sounds, longest).filter((word) => !sounds.has(word));

/** The longest recordings that follow each other: "sto dvanáct" before "sto" and "dvanáct". */
function wordByWord(part: readonly string[], sounds: ReadonlyMap<string, Sound>, longest: number): readonly string[] {
  const said: string[] = [];
  for (let at = 0; at < part.length; ) {
    let length = Math.min(longest, part.length - at);
    while (length > 1 && !sounds.has(part.slice(at, at + length).join(' '))) length -= 1;
    said.push(part.slice(at, at + length).join(' '));
    at += length;
  }
  return said;
}
