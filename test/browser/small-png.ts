import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const coloursMax = 256;

/**
 * The same picture in at most 256 colours, a third as large: for screenshots, which have few colours and their shades. Takes what
 * Chromium writes (8 bits, RGB or RGBA without transparency, not interlaced) [PNG 3, clauses 9, 11.2].
 */
export function smallPng(png: Buffer): Buffer {
  const chunks = readChunks(png);
  const header = chunks.find(({ type }) => type === 'IHDR')!.data;
  const [width, height, bytes] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3];
  const packed = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const colours = coloursOf(unfiltered(packed, width, height, bytes), bytes);
  const palette = mostFrequent(colours);
  const rows = Buffer.alloc(height * (width + 1));
  const indexOf = nearestIn(palette);
  colours.forEach((colour, at) => {
    rows[at + Math.floor(at / width) + 1] = indexOf(colour);
  });
  const indexed = Buffer.from(header);
  indexed[9] = 3;
  return Buffer.concat([
    signature,
    chunk('IHDR', indexed),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => channels(colour)))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function readChunks(png: Buffer): { readonly type: string; readonly data: Buffer }[] {
  const chunks = [];
  for (let at = signature.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Each row begins with the number of the filter that its bytes were told by: differences to the left, above, both. */
function unfiltered(packed: Buffer, width: number, height: number, bytes: number): Buffer {
  const row = width * bytes;
  const plain = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) {
    const filter = packed[y * (row + 1)];
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x;
      const left = x >= bytes ? plain[at - bytes]! : 0;
      const above = y > 0 ? plain[at - row]! : 0;
      const corner = x >= bytes && y > 0 ? plain[at - row - bytes]! : 0;
      plain[at] = packed[y * (row + 1) + 1 + x]! + [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter!]!;
    }
  }
  return plain;
}

/** [PNG 3, 9.4] */
function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove, toCorner] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function coloursOf(plain: Buffer, bytes: number): Uint32Array {
  return Uint32Array.from({ length: plain.length / bytes }, (_, at) => plain.readUIntBE(at * bytes, 3));
}

function mostFrequent(colours: Uint32Array): readonly number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return [...counts.entries()]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, coloursMax)
    .map(([colour]) => colour);
}

function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map<number, number>();
  return (colour) => {
    const found = known.get(colour) ?? nearest(palette, colour);
    known.set(colour, found);
    return found;
  };
}

function nearest(palette: readonly number[], colour: number): number {
  const wanted = channels(colour);
  const distances = palette.map((other) => channels(other).reduce((sum, value, index) => sum + (value - wanted[index]!) ** 2, 0));
  return distances.indexOf(Math.min(...distances));
}

const channels = (colour: number): readonly [red: number, green: number, blue: number] => [colour >> 16, (colour >> 8) & 255, colour & 255];
