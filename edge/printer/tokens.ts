/** One piece of an ESC/POS stream: a character, or a command by its two bytes in hexadecimal with what follows them. */
export type Token =
  | { readonly kind: 'character'; readonly offset: number; readonly byte: number }
  | { readonly kind: 'command'; readonly offset: number; readonly name: string; readonly parameters: Uint8Array };

/** Bytes that no printer of ours understands: a bug of whoever wrote them. `offset` counts from the first byte of all. */
export class UnknownCommand extends Error {
  readonly offset: number;
  constructor(what: string, offset: number) {
    super(`${what} at offset ${offset}`);
    this.offset = offset;
  }
}

/** Splits a stream; a command cut off by its end is refused, or left out when `torn` says that the power went. */
export function tokens(bytes: Uint8Array, torn: boolean): Token[] {
  const found: Token[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const byte = bytes[offset]!;
    if (byte >= 0x20) {
      found.push({ kind: 'character', offset, byte });
      offset += 1;
      continue;
    }
    const length = commandLength(bytes, offset);
    const name = hex(bytes.subarray(offset, offset + Math.min(2, length ?? 2)));
    if (length === null) throw new UnknownCommand(`unknown command ${name}`, offset);
    if (offset + length > bytes.length) {
      if (torn) return found;
      throw new UnknownCommand(`command ${name} without its end`, offset);
    }
    found.push({ kind: 'command', offset, name, parameters: bytes.slice(offset + 2, offset + length) });
    offset += length;
  }
  return found;
}

/** Length with parameters; `null` if the command is none of ours. A cut off one reaches beyond the bytes. */
function commandLength(bytes: Uint8Array, offset: number): number | null {
  const first = bytes[offset];
  if (first === 0x0a) return 1;
  if (first !== 0x1b && first !== 0x1d) return null;
  if (offset + 1 >= bytes.length) return 2;
  const name = hex(bytes.subarray(offset, offset + 2));
  if (name === '1b40') return 2;
  if (['1b74', '1b61', '1b45', '1b64', '1d21'].includes(name)) return 3;
  // GS V m: 0, 1 (or their digits) cut at once, others take a feed.
  if (name === '1d56') return [0, 1, 0x30, 0x31].includes(bytes[offset + 2]!) ? 3 : 4;
  // GS ( fn pL pH, then pL + pH x 256 bytes.
  if (name === '1d28') return offset + 4 < bytes.length ? 5 + bytes[offset + 3]! + bytes[offset + 4]! * 256 : 5;
  return null;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
