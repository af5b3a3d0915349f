import { wavOf } from './wav.ts';

/** Two falling tones that ring out, as a WAV file of 16-bit mono: hall loudspeakers and hearing aids carry these pitches best. */
export function chime(): Buffer {
  const samples = new Int16Array(Math.round(sampleRate * seconds));
  for (const { hertz, atSecond } of tones) {
    const start = Math.round(atSecond * sampleRate);
    for (let index = start; index < samples.length; index += 1) {
      const time = (index - start) / sampleRate;
      const rise = Math.min(1, time / 0.005);
      samples[index]! += Math.round(loudness * rise * Math.exp(-4 * time) * Math.sin(2 * Math.PI * hertz * time));
    }
  }
  return wavOf({ sampleRate, samples: Buffer.from(samples.buffer) });
}

const sampleRate = 22_050;
const seconds = 1.2;
/** A fifth of full scale for each tone: the sum never clips. */
const loudness = 6_500;
const tones = [
  { hertz: 880, atSecond: 0 },
  { hertz: 698.5, atSecond: 0.35 },
] as const;
