/** Turns of the threads of one process at a database that has one writer at a time, in the order in which they asked. */
export type WriteTurns = {
  /** By this another thread joins; it goes with its `workerData`. */
  readonly shared: SharedArrayBuffer;
  /** Resolves when it is the caller's turn. */
  take(): Promise<void>;
  /** Ends the turn of whoever has it: the next one's begins. */
  give(): void;
};

/** Where the number stands that is given next, and that of whose turn it is. */
const next = 0;
const current = 1;

/**
 * Turns by numbers, as in any waiting room: SQLite's own lock is won by chance, and who waits for it stands still with the whole thread.
 * Without `shared` a new row begins.
 */
export function writeTurns(shared = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)): WriteTurns {
  const numbers = new Int32Array(shared);
  return {
    shared,
    async take() {
      const mine = Atomics.add(numbers, next, 1);
      for (let called = Atomics.load(numbers, current); called !== mine; called = Atomics.load(numbers, current))
        await Atomics.waitAsync(numbers, current, called).value;
    },
    give() {
      Atomics.add(numbers, current, 1);
      Atomics.notify(numbers, current);
    },
  };
}
