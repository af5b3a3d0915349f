import { createHash } from 'node:crypto';
import { type PictureType, pictureBytesMax, pictureSideMax } from '#contract/board.ts';
import type { KeptPicture } from '../../store/pictures.ts';

/** Why a file is not taken. `moving`: a board that flickers is no board. */
export type PictureRefusal = 'too-large' | 'no-picture' | 'moving' | 'too-wide';
type Read = { readonly ok: true; readonly picture: KeptPicture } | { readonly ok: false; readonly refusal: PictureRefusal };
type Seen = { readonly type: PictureType; readonly width: number; readonly height: number; readonly moves: boolean };

/**
 * Looks at a file by its bytes, whatever it is called: PNG, JPEG and WebP are taken as they are when they stand still, and are within
 * `pictureBytesMax` and `pictureSideMax`. The name is made of what is in it.
 */
export function readPicture(bytes: Uint8Array): Read {
  if (bytes.length > pictureBytesMax) return { ok: false, refusal: 'too-large' };
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const seen = see(file);
  if (seen === null || seen.width < 1 || seen.height < 1) return { ok: false, refusal: 'no-picture' };
  if (seen.moves) return { ok: false, refusal: 'moving' };
  if (Math.max(seen.width, seen.height) > pictureSideMax) return { ok: false, refusal: 'too-wide' };
  const { moves: _, ...picture } = seen;
  const name = createHash('sha256').update(file).digest('hex');
  return { ok: true, picture: { ...picture, name, data: file.toString('base64') } };
}

function see(file: Buffer): Seen | null {
  try {
    return seePng(file) ?? seeJpeg(file) ?? seeWebp(file);
  } catch (error) {
    // A length in the file led beyond its end.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Chunks of a length, a name and a checksum; `acTL` before the pixels makes it move [PNG 5.3, 11.2.2, 11.3.6]. */
function seePng(file: Buffer): Seen | null {
  if (file.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n' || file.toString('latin1', 12, 16) !== 'IHDR') return null;
  let moves = false;
  for (let at = 8; ; ) {
    const name = file.toString('latin1', at + 4, at + 8);
    if (name === 'acTL') moves = true;
    if (name === 'IDAT') return { type: 'png', width: file.readUInt32BE(16), height: file.readUInt32BE(20), moves };
    at += 12 + file.readUInt32BE(at);
  }
}

/** Segments of a marker and a length up to the one that says the size: SOF0 to SOF15 but for three that are none [JPEG B.1.1.3, B.2.2]. */
function seeJpeg(file: Buffer): Seen | null {
  if (file.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; ; at += 2 + file.readUInt16BE(at + 2)) {
    if (file.readUInt8(at) !== 0xff) return null;
    const marker = file.readUInt8(at + 1);
    const saysSize = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (saysSize) return { type: 'jpeg', height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7), moves: false };
    if (marker === 0xda || marker === 0xd9) return null;
  }
}

/** A RIFF file whose first chunk says which of three kinds it is [RFC 9649 2.3 to 2.7]. */
function seeWebp(file: Buffer): Seen | null {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WEBP') return null;
  const type = 'webp';
  switch (file.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { type, width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff, moves: false };
    case 'VP8L': {
      const bits = file.readUInt32LE(21);
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, moves: false };
    }
    case 'VP8X':
      return { type, width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1, moves: (file.readUInt8(20) & 0x02) !== 0 };
    default:
      return null;
  }
}
