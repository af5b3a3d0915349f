import { type ChildProcess, spawn } from 'node:child_process';
import type { Language } from '#contract/language.ts';
import { chime } from './chime.ts';
import type { Pack } from './pack.ts';
import { confirmation, phrase } from './phrases.ts';
import type { Voice } from './port.ts';
import type { SoundCache } from './sound-cache.ts';
import { readWav, wavOf } from './wav.ts';

/** Announcements that wait for the one being said; further ones are not said: the board has them all. */
export const announcementsMax = 20;
/** Bytes of one sentence as sound; a speaker that says more is not listened to. */
const soundBytesMax = 4_000_000;

export type EspeakOptions = {
  readonly onMissing: (program: string) => void;
  readonly cache: SoundCache;
  /** Recorded voices; the first of a language says what it has words for, espeak-ng the rest. */
  readonly packs?: readonly Pack[];
  /** Every number given at the kiosk is said there. */
  readonly confirms?: boolean;
  readonly speaker?: string;
  readonly player?: string;
};

/**
 * Chime and announcement, one after the other: recorded words where a pack has them, else made by `espeak-ng` once and kept, played by
 * `aplay`. Without one of the programs its part is silence, told once through `onMissing` with the program's name.
 */
export function espeakVoice(options: EspeakOptions): Voice {
  const { cache, packs = [], confirms = false, speaker = 'espeak-ng', player = 'aplay' } = options;
  const sound = chime();
  const programs = childPrograms(options.onMissing);
  const waiting: { readonly text: string; readonly language: Language; readonly chimes: boolean }[] = [];
  let speaking: Promise<void> | null = null;

  const made = async (text: string, language: Language): Promise<Buffer | null> => {
    const recorded = packs.find((pack) => pack.language === language)?.say(text) ?? cache.find(`espeak-ng ${language}`, text);
    if (recorded !== null) return recorded;
    const spoken = whole(await programs.run(speaker, ['-v', language, '--stdin', '--stdout'], text));
    if (spoken !== null) cache.keep(`espeak-ng ${language}`, text, spoken);
    return spoken;
  };
  const speak = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (next.chimes) await programs.run(player, ['-q', '-'], sound);
      const words = await made(next.text, next.language);
      if (words !== null) await programs.run(player, ['-q', '-'], words);
    }
    speaking = null;
  };
  const say = (text: string, language: Language, chimes: boolean) => {
    if (programs.areClosed() || waiting.length >= announcementsMax) return;
    waiting.push({ text, language, chimes });
    speaking ??= speak();
  };

  return {
    announce: (call, language) => say(phrase(call, language), language, true),
    confirm: (number, moment, language) => {
      if (confirms === (moment === 'given')) say(confirmation(number, language), language, false);
    },
    close: async () => {
      waiting.length = 0;
      programs.close();
      await speaking;
    },
  };
}

/** What espeak-ng wrote, with a header that says its true length: into a pipe it writes one that does not. `null` when it said nothing. */
function whole(spoken: Buffer | null): Buffer | null {
  const sound = spoken === null ? null : readWav(spoken);
  return sound === null || sound.samples.length === 0 ? null : wavOf(sound);
}

/** Starts programs one at a time. What is missing is told once and from then on is silence. */
function childPrograms(onMissing: (program: string) => void) {
  const missing = new Set<string>();
  let child: ChildProcess | null = null;
  let closed = false;
  return {
    areClosed: () => closed,
    /** What the program wrote, when it ends, however that is; `null` if it could not be started. */
    run: (program: string, args: readonly string[], stdin: Buffer | string): Promise<Buffer | null> =>
      new Promise((resolve) => {
        if (missing.has(program) || closed) return resolve(null);
        const started = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
        const written: Buffer[] = [];
        let bytes = 0;
        child = started;
        started.once('error', () => {
          if (!missing.has(program)) onMissing(program);
          missing.add(program);
          resolve(null);
        });
        started.stdout.on('data', (piece: Buffer) => {
          bytes += piece.length;
          if (bytes <= soundBytesMax) written.push(piece);
        });
        started.once('close', (code) => resolve(code === 0 && bytes <= soundBytesMax ? Buffer.concat(written) : null));
        // A program that ends before it read everything is no trouble of ours.
        started.stdin.on('error', () => {});
        started.stdin.end(stdin);
      }),
    close() {
      closed = true;
      child?.kill();
    },
  };
}
