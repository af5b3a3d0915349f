/** A MAX7219 with four digits, seen from its wires. Written from its datasheet, apart from the firmware. */
export type Max7219 = {
  /** A byte that came in on DIN, while LOAD is low. */
  shift(byte: number): void;
  /** LOAD rises: the last 16 bits are taken. [MAX7219 "Serial-Addressing Modes"] */
  load(): void;
  /** The segments that are lit, leftmost digit first, bits 6 to 0 for a to g; all dark unless it is set up as it must be. */
  segments(): readonly number[];
  /** The same as characters; `?` for segments that are none. */
  text(): string;
  /** Times that a digit got other segments than it had. */
  changes(): number;
};

/** Register addresses. [MAX7219 table 2] */
const at = { digit0: 1, decodeMode: 9, intensity: 10, scanLimit: 11, shutdown: 12, displayTest: 15 } as const;
const digits = 4;
const scanLimitMax = 7;

export function max7219(): Max7219 {
  const registers = new Uint8Array(16);
  let word = 0;
  let changes = 0;
  const isSetUp = () =>
    registers[at.shutdown] === 1 &&
    registers[at.displayTest] === 0 &&
    registers[at.decodeMode] === 0 &&
    registers[at.scanLimit]! >= digits - 1 &&
    registers[at.scanLimit]! <= scanLimitMax;
  const segments = () => Array.from({ length: digits }, (_, place) => (isSetUp() ? registers[at.digit0 + place]! & 0x7f : 0));
  return {
    shift: (byte) => {
      word = ((word << 8) | byte) & 0xffff;
    },
    load: () => {
      const register = (word >> 8) & 0x0f;
      const value = word & 0xff;
      if (register >= at.digit0 && register < at.digit0 + digits && registers[register] !== value) changes += 1;
      registers[register] = value;
    },
    segments,
    text: () => segments().map(characterOf).join(''),
    changes: () => changes,
  };
}

/** What people read in segments: drawn here as a picture each, so that no table of the firmware vouches for itself. */
const pictures: readonly (readonly [characters: string, segments: string])[] = [
  [' ', ''],
  ['-', 'g'],
  ['0', 'abcdef'],
  ['1', 'bc'],
  ['2', 'abdeg'],
  ['3', 'abcdg'],
  ['4', 'bcfg'],
  ['5', 'acdfg'],
  ['6', 'acdefg'],
  ['7', 'abc'],
  ['8', 'abcdefg'],
  ['9', 'abcdfg'],
  ['A', 'abcefg'],
  ['B', 'cdefg'],
  ['C', 'adef'],
  ['D', 'bcdeg'],
  ['E', 'adefg'],
  ['F', 'aefg'],
  ['G', 'acdef'],
  ['H', 'bcefg'],
  ['I', 'ef'],
  ['J', 'bcde'],
  ['L', 'def'],
  ['N', 'ceg'],
  ['O', 'cdeg'],
  ['P', 'abefg'],
  ['Q', 'abcfg'],
  ['R', 'eg'],
  ['T', 'defg'],
  ['U', 'bcdef'],
  ['Y', 'bcdfg'],
];

const bits = (segments: string): number => Array.from(segments).reduce((lit, segment) => lit | (1 << (6 - 'abcdefg'.indexOf(segment))), 0);
const read: ReadonlyMap<number, string> = new Map(pictures.map(([character, segments]) => [bits(segments), character]));

const characterOf = (segments: number): string => read.get(segments) ?? '?';
