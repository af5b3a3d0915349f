/** Simulated time and all that will happen in it. Nothing real is waited for. */
export type Schedule = {
  /** True time, ms since 1970. */
  now(): number;
  /** Does `task` at a moment, at once if it is past, unless the returned function is called before. */
  at(atMs: number, task: () => void): () => void;
  after(ms: number, task: () => void): () => void;
  /** Lives until this moment; after each task every promise that can settle does. */
  runUntil(untilMs: number, stopped: () => boolean): Promise<void>;
  /** Tasks done. */
  done(): number;
};

/** A microtask through it costs a fifth of one through `queueMicrotask`, which keeps an asynchronous context. */
const settled = Promise.resolve();

type Item = { readonly atMs: number; readonly order: number; task: (() => void) | null };

export function schedule(startMs: number): Schedule {
  const heap: Item[] = [];
  let nowMs = startMs;
  let orders = 0;
  let count = 0;

  /** What happens next, at its moment, which is now; `null` when it is `untilMs` before anything does. */
  const taskUntil = (untilMs: number): (() => void) | null => {
    for (let first = heap[0]; first && first.atMs <= untilMs; first = heap[0]) {
      pop(heap);
      if (first.task === null) continue;
      nowMs = first.atMs;
      count += 1;
      return first.task;
    }
    nowMs = untilMs;
    return null;
  };

  const self: Schedule = {
    now: () => nowMs,
    at(atMs, task) {
      if (!Number.isFinite(atMs)) throw new Error(`nothing can happen at ${atMs}`);
      const item: Item = { atMs: Math.max(Math.round(atMs), nowMs), order: orders++, task };
      push(heap, item);
      return () => {
        item.task = null;
      };
    },
    after: (ms, task) => self.at(nowMs + Math.max(0, Math.round(ms)), task),
    /** Node turns to its ticks only when the microtasks are through: then no promise can settle any more, and the next task's turn begins. */
    runUntil: (untilMs, stopped) =>
      new Promise((resolve, reject) => {
        const next = (): void => {
          const task = taskUntil(untilMs);
          if (task === null) return void resolve();
          try {
            task();
            process.nextTick(judge);
          } catch (error) {
            reject(error);
          }
        };
        const judge = (): void => (stopped() ? resolve() : void settled.then(next));
        next();
      }),
    done: () => count,
  };
  return self;
}

const isBefore = (a: Item, b: Item): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

/** Each item on the way of another moves by one place; the other is put down where the way ends. */
function push(heap: Item[], item: Item): void {
  let index = heap.length;
  while (index > 0) {
    const parent = heap[(index - 1) >> 1]!;
    if (!isBefore(item, parent)) break;
    heap[index] = parent;
    index = (index - 1) >> 1;
  }
  heap[index] = item;
}

function pop(heap: Item[]): void {
  const last = heap.pop()!;
  const { length } = heap;
  if (length === 0) return;
  let index = 0;
  for (let child = 1; child < length; child = 2 * index + 1) {
    if (child + 1 < length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
    if (!isBefore(heap[child]!, last)) break;
    heap[index] = heap[child]!;
    index = child;
  }
  heap[index] = last;
}
