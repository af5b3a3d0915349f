import { type ChildProcess, spawn } from 'node:child_process';
import { chime } from './chime.ts';
import { confirmation, phrase } from './phrases.ts';
import type { Voice } from './port.ts';

/** Announcements that wait for the one being said; further ones are not said: the board has them all. */
export const announcementsMax = 20;

/**
 * Chime and announcement by `aplay` and `espeak-ng` as child processes, one after the other. Without one of the programs its part is
 * silence, told once through `onMissing` with the program's name.
 */
export function espeakVoice(options: {
  readonly onMissing: (program: string) => void;
  /** Every number given at the kiosk is said there. */
  readonly confirms?: boolean;
  readonly speaker?: string;
  readonly player?: string;
}): Voice {
  const { onMissing, confirms = false, speaker = 'espeak-ng', player = 'aplay' } = options;
  const sound = chime();
  const missing = new Set<string>();
  const waiting: { readonly text: string; readonly language: string; readonly chimes: boolean }[] = [];
  let speaking: Promise<void> | null = null;
  let child: ChildProcess | null = null;
  let closed = false;

  /** Ends when the program does, however that is. */
  const run = (program: string, args: readonly string[], stdin: Buffer | string) =>
    new Promise<void>((resolve) => {
      if (missing.has(program) || closed) return resolve();
      const started = spawn(program, args, { stdio: ['pipe', 'ignore', 'ignore'] });
      child = started;
      started.once('error', () => {
        if (!missing.has(program)) onMissing(program);
        missing.add(program);
        resolve();
      });
      started.once('close', () => resolve());
      // A program that ends before it read everything is no trouble of ours.
      started.stdin.on('error', () => {});
      started.stdin.end(stdin);
    });
  const speak = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (next.chimes) await run(player, ['-q', '-'], sound);
      await run(speaker, ['-v', next.language, '--stdin'], next.text);
    }
    speaking = null;
  };

  const say = (text: string, language: string, chimes: boolean) => {
    if (closed || waiting.length >= announcementsMax) return;
    waiting.push({ text, language, chimes });
    speaking ??= speak();
  };

  return {
    announce: (call, language) => say(phrase(call, language), language, true),
    confirm: (number, moment, language) => {
      if (confirms === (moment === 'given')) say(confirmation(number, language), language, false);
    },
    close: async () => {
      closed = true;
      waiting.length = 0;
      child?.kill();
      await speaking;
    },
  };
}
