/** Chance from a seed: the same seed always gives the same life. */
export type Random = {
  /** From 0, below 1. */
  next(): number;
  /** A whole number from 0, below `count`. */
  below(count: number): number;
  /** A whole number between both, included. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
  /** Waiting times of events that know nothing of each other. */
  exponential(mean: number): number;
  /** So many random bits in hex digits. */
  hex(digits: number): string;
  /** Chance of its own: what it is asked does not move this one. */
  fork(name: string): Random;
};

/** sfc32 (Chris Doty-Humphrey's Small Fast Counter, public domain) seeded by a text. */
export function random(seed: string): Random {
  let [a, b, c, d] = seedOf(seed);
  const bits = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 12; warm++) bits();
  const self: Random = {
    next: () => bits() / 4_294_967_296,
    below: (count) => Math.floor(self.next() * count),
    between: (from, to) => from + self.below(to - from + 1),
    chance: (probability) => self.next() < probability,
    pick: (values) => values[self.below(values.length)]!,
    exponential: (mean) => -Math.log(1 - self.next()) * mean,
    hex(digits) {
      let text = '';
      while (text.length < digits) text += bits().toString(16).padStart(8, '0');
      return text.slice(0, digits);
    },
    fork: (name) => random(`${seed}/${name}`),
  };
  return self;
}

/** A few cheap throws that follow from a number: splitmix32 with the finisher of MurmurHash3 (Austin Appleby, public domain). */
export function quickRandom(seed: number): Pick<Random, 'next' | 'below' | 'between' | 'chance'> {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let bits = state;
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return ((bits ^ (bits >>> 16)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return { next, below, between: (from, to) => from + below(to - from + 1), chance: (probability) => next() < probability };
}

/** FNV-1a over the text, four times from different beginnings. */
function seedOf(text: string): [number, number, number, number] {
  const from = (start: number): number => {
    let hash = start;
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
    return hash | 0;
  };
  return [from(-2_128_831_035), from(374_761_393), from(668_265_263), 1];
}
