/** Sound as it lies in a WAV file of 16-bit mono PCM: the only form that the hall plays. */
export type Sound = { readonly sampleRate: number; readonly samples: Buffer };

const headerBytes = 44;

/** The file of a sound: RIFF, PCM, one channel. */
export function wavOf({ sampleRate, samples }: Sound): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.write('RIFF', 0, 'ascii');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'ascii');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'ascii');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** Reads a WAV file; `null` when it is none, or not 16-bit mono PCM. Chunks that say nothing of the sound are passed over. */
export function readWav(file: Buffer): Sound | null {
  if (file.length < headerBytes || file.toString('ascii', 0, 4) !== 'RIFF' || file.toString('ascii', 8, 12) !== 'WAVE') return null;
  let sampleRate: number | null = null;
  for (let at = 12; at + 8 <= file.length; ) {
    const kind = file.toString('ascii', at, at + 4);
    const bytes = file.readUInt32LE(at + 4);
    const from = at + 8;
    if (kind === 'fmt ' && from + 16 <= file.length) {
      const isPlain = file.readUInt16LE(from) === 1 && file.readUInt16LE(from + 2) === 1 && file.readUInt16LE(from + 14) === 16;
      if (!isPlain) return null;
      sampleRate = file.readUInt32LE(from + 4);
    }
    if (kind === 'data' && sampleRate !== null) {
      const length = Math.min(bytes, file.length - from);
      return { sampleRate, samples: file.subarray(from, from + length - (length % 2)) };
    }
    at = from + bytes + (bytes % 2);
  }
  return null;
}

/** Silence of so many milliseconds. */
export const silence = (ms: number, sampleRate: number): Sound => ({
  sampleRate,
  samples: Buffer.alloc(2 * Math.round((sampleRate * ms) / 1000)),
});
