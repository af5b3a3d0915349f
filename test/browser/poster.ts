import { crc32, deflateSync } from 'node:zlib';

/** A picture for a notice: two fields and a disc, PNG of 8 bits RGB [PNG 3, clause 11.2]. */
export function poster(width: number, height: number): Uint8Array {
  const rows = Buffer.alloc(height * (1 + 3 * width));
  const radius = Math.min(width, height) / 3;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const isDisc = Math.hypot(x - width / 2, y - height / 2) < radius;
      const colour = isDisc ? [0xfa, 0xec, 0xc6] : y < height / 2 ? [0x1f, 0x5c, 0x38] : [0x8f, 0x2a, 0x12];
      rows.set(colour, y * (1 + 3 * width) + 1 + 3 * x);
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
