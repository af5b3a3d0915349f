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

type Item = { readonly atMs: number; readonly order: number; task: (() => void) | null };

export function schedule(startMs: number): Schedule {
  const heap: Item[] = [];
  let nowMs = startMs;
  let orders = 0;
  let count = 0;
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
    async runUntil(untilMs, stopped) {
      for (let first = heap[0]; first && first.atMs <= untilMs; first = heap[0]) {
        pop(heap);
        if (first.task === null) continue;
        nowMs = first.atMs;
        count += 1;
        first.task();
        await settled();
        if (stopped()) return;
      }
      nowMs = untilMs;
    },
    done: () => count,
  };
  return self;
}

/** Resolves when no promise can settle any more: Node turns to its ticks only when the microtasks are through. */
export const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

const isBefore = (a: Item, b: Item): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

function push(heap: Item[], item: Item): void {
  heap.push(item);
  for (let index = heap.length - 1; index > 0; ) {
    const parent = (index - 1) >> 1;
    if (!isBefore(heap[index]!, heap[parent]!)) return;
    swap(heap, index, parent);
    index = parent;
  }
}

function pop(heap: Item[]): void {
  const last = heap.pop()!;
  if (heap.length === 0) return;
  heap[0] = last;
  for (let index = 0; ; ) {
    let least = index;
    for (const child of [2 * index + 1, 2 * index + 2]) if (child < heap.length && isBefore(heap[child]!, heap[least]!)) least = child;
    if (least === index) return;
    swap(heap, index, least);
    index = least;
  }
}

function swap(heap: Item[], a: number, b: number): void {
  const kept = heap[a]!;
  heap[a] = heap[b]!;
  heap[b] = kept;
}
