/**
 * The QR code of a text as rows of dark (true) and light modules, without its quiet zone. ISO/IEC 18004: byte mode, level M,
 * versions 1 to 6, mask 0. `null` when the text is longer than 106 bytes.
 */
export function qrCode(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text);
  const version = capacities.findIndex(({ blocks, data }) => blocks * data >= bytes.length + 2) + 1;
  const capacity = capacities[version - 1];
  if (capacity === undefined) return null;
  const modules = interleaved(dataWords(bytes, capacity.blocks * capacity.data), capacity);
  return drawn(17 + 4 * version, version, modules);
}

type Capacity = { readonly blocks: number; readonly data: number; readonly check: number };

/** Level M of versions 1 to 6 [ISO/IEC 18004 table 9]: equal blocks, data words and check words in each. */
const capacities: readonly Capacity[] = [
  { blocks: 1, data: 16, check: 10 },
  { blocks: 1, data: 28, check: 16 },
  { blocks: 1, data: 44, check: 26 },
  { blocks: 2, data: 32, check: 18 },
  { blocks: 2, data: 43, check: 24 },
  { blocks: 4, data: 27, check: 16 },
];

/** Mode, length, bytes, end, and the padding words 0xEC and 0x11 in turn. */
function dataWords(bytes: Uint8Array, length: number): number[] {
  const nibbles = [4, bytes.length >> 4, bytes.length & 15, ...[...bytes].flatMap((byte) => [byte >> 4, byte & 15]), 0];
  const words = Array.from({ length: nibbles.length >> 1 }, (_, index) => ((nibbles[2 * index] ?? 0) << 4) | (nibbles[2 * index + 1] ?? 0));
  while (words.length < length) words.push((words.length - bytes.length) % 2 === 0 ? 0xec : 0x11);
  return words.slice(0, length);
}

function interleaved(words: readonly number[], { blocks, data, check }: Capacity): number[] {
  const parts = Array.from({ length: blocks }, (_, block) => words.slice(block * data, (block + 1) * data));
  const checks = parts.map((part) => checkWords(part, check));
  const inTurn = (lists: readonly (readonly number[])[], length: number): number[] =>
    Array.from({ length: length * blocks }, (_, index) => lists[index % blocks]?.[Math.floor(index / blocks)] ?? 0);
  return [...inTurn(parts, data), ...inTurn(checks, check)];
}

/** Reed-Solomon over GF(256) with the polynomial 0x11D. */
function checkWords(words: readonly number[], count: number): number[] {
  let generator = [1];
  for (let power = 0; power < count; power += 1) {
    generator = [...generator, 0].map((term, index) => term ^ multiply(generator[index - 1] ?? 0, exponentials[power] ?? 0));
  }
  const rest = [...words, ...Array<number>(count).fill(0)];
  for (let index = 0; index < words.length; index += 1) {
    const factor = rest[index] ?? 0;
    generator.forEach((term, offset) => {
      rest[index + offset] = (rest[index + offset] ?? 0) ^ multiply(term, factor);
    });
  }
  return rest.slice(words.length);
}

const exponentials: readonly number[] = (() => {
  const powers = [1];
  while (powers.length < 255) {
    const twice = (powers.at(-1) ?? 0) << 1;
    powers.push(twice > 255 ? twice ^ 0x11d : twice);
  }
  return powers;
})();

const multiply = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (exponentials[(exponentials.indexOf(a) + exponentials.indexOf(b)) % 255] ?? 0);

/** Finder, timing and alignment patterns, format word, then the words upwards and downwards in pairs of columns. */
function drawn(size: number, version: number, words: readonly number[]): boolean[][] {
  const grid: (boolean | undefined)[][] = Array.from({ length: size }, () => Array<boolean | undefined>(size).fill(undefined));
  const set = (row: number, column: number, dark: boolean): void => {
    const line = grid[row];
    if (line !== undefined && column >= 0 && column < size) line[column] = dark;
  };
  const square = (row: number, column: number, reach: number, darkAt: (distance: number) => boolean): void => {
    for (let down = -reach; down <= reach; down += 1) {
      for (let right = -reach; right <= reach; right += 1) {
        set(row + down, column + right, darkAt(Math.max(Math.abs(down), Math.abs(right))));
      }
    }
  };
  for (let index = 8; index < size - 8; index += 1) {
    set(6, index, index % 2 === 0);
    set(index, 6, index % 2 === 0);
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    square(row, column, 4, (distance) => distance !== 2 && distance !== 4);
  if (version > 1) square(size - 7, size - 7, 2, (distance) => distance !== 1);
  formatBits.forEach((dark, index) => {
    set(index < 6 ? index : index < 8 ? index + 1 : size - 15 + index, 8, dark);
    set(8, index < 8 ? size - 1 - index : index < 9 ? 7 : 14 - index, dark);
  });
  set(size - 8, 8, true);
  fill(grid, words);
  return grid.map((row) => row.map((dark) => dark === true));
}

/** Level M, mask 0: 101010000010010 [ISO/IEC 18004 annex C], lowest bit first. */
const formatBits: readonly boolean[] = [...'010010000010101'].map((bit) => bit === '1');

function fill(grid: (boolean | undefined)[][], words: readonly number[]): void {
  const size = grid.length;
  let bit = 0;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    const upwards = ((right > 6 ? size - 1 - right : size - 2 - right) / 2) % 2 === 0;
    for (let step = 0; step < size; step += 1) {
      const row = upwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        const line = grid[row];
        if (line === undefined || line[column] !== undefined) continue;
        const dark = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        line[column] = dark !== ((row + column) % 2 === 0);
        bit += 1;
      }
    }
  }
}
