/**
 * An immutable list sorted by a numeric key, kept in short chunks so that a change copies a chunk and the spine,
 * not the list: taking a ticket costs the same with 10 and with 10,000 waiting. Plain data, so that a snapshot is its JSON.
 */
export type Sequence<Value> = readonly Chunk<Value>[];
type Chunk<Value> = { readonly keys: readonly number[]; readonly values: readonly Value[] };

const chunkMax = 64;

/** The value at `key`, or `undefined`. */
export function at<Value>(sequence: Sequence<Value>, key: number): Value | undefined {
  const chunk = sequence[chunkFor(sequence, key)];
  const index = chunk ? placeOf(chunk.keys, key) : 0;
  return chunk?.keys[index] === key ? chunk.values[index] : undefined;
}

/** The sequence with `value` at `key`, new or in the place of the old one. */
export function put<Value>(sequence: Sequence<Value>, key: number, value: Value): Sequence<Value> {
  const position = chunkFor(sequence, key);
  const chunk = sequence[position];
  if (!chunk) return [{ keys: [key], values: [value] }];
  const index = placeOf(chunk.keys, key);
  if (chunk.keys[index] === key) return sequence.with(position, { keys: chunk.keys, values: chunk.values.with(index, value) });
  const changed = { keys: chunk.keys.toSpliced(index, 0, key), values: chunk.values.toSpliced(index, 0, value) };
  if (changed.keys.length <= chunkMax) return sequence.with(position, changed);
  return sequence.toSpliced(position, 1, ...split(changed));
}

/** The sequence without `key`; the same one if it was not there. */
export function without<Value>(sequence: Sequence<Value>, key: number): Sequence<Value> {
  const position = chunkFor(sequence, key);
  const chunk = sequence[position];
  if (!chunk) return sequence;
  const index = placeOf(chunk.keys, key);
  if (chunk.keys[index] !== key) return sequence;
  if (chunk.keys.length === 1) return sequence.toSpliced(position, 1);
  return sequence.toSpliced(position, 1, { keys: chunk.keys.toSpliced(index, 1), values: chunk.values.toSpliced(index, 1) });
}

/** The value with the lowest key, or `undefined`. */
export const first = <Value>(sequence: Sequence<Value>): Value | undefined => sequence[0]?.values[0];

export const size = (sequence: Sequence<unknown>): number => sequence.reduce((sum, chunk) => sum + chunk.keys.length, 0);

/** How many keys are lower than `key`. */
export function countBelow(sequence: Sequence<unknown>, key: number): number {
  let count = 0;
  for (const chunk of sequence) {
    if (chunk.keys.at(-1)! < key) count += chunk.keys.length;
    else return count + placeOf(chunk.keys, key);
  }
  return count;
}

/** All values by rising key. */
export function* values<Value>(sequence: Sequence<Value>): Generator<Value> {
  for (const chunk of sequence) yield* chunk.values;
}

/** The chunk that holds `key` or would: the last one that begins at or below it. */
function chunkFor(sequence: Sequence<unknown>, key: number): number {
  let low = 0;
  let high = sequence.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sequence[middle]!.keys[0]! <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}

function placeOf(keys: readonly number[], key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function split<Value>(chunk: Chunk<Value>): readonly Chunk<Value>[] {
  const half = chunkMax / 2;
  return [
    { keys: chunk.keys.slice(0, half), values: chunk.values.slice(0, half) },
    { keys: chunk.keys.slice(half), values: chunk.values.slice(half) },
  ];
}
