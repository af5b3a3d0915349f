/**
 * Answers of late by what was asked, for questions whose answer never changes: `max` of them at most, the one that came first making room. What is
 * `undefined` is not kept.
 */
export function remembered<Key, Value>(max: number): (key: Key, make: () => Value) => Value {
  const known = new Map<Key, Value>();
  return (key, make) => {
    const there = known.get(key);
    if (there !== undefined) return there;
    const value = make();
    if (value === undefined) return value;
    if (known.size >= max) known.delete(known.keys().next().value as Key);
    known.set(key, value);
    return value;
  };
}
