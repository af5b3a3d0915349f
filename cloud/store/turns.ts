/** Lets several do something at once, or one alone, in the order in which they asked. */
export type Turns = {
  /** Runs `work` beside others. */
  together<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work` while nobody else does. */
  alone<T>(work: () => Promise<T>): Promise<T>;
};

/** Turns of which at most `togetherMax` run at once. */
export function takeTurns(togetherMax: number): Turns {
  let free = togetherMax;
  const waiting: { readonly places: number; readonly begin: () => void }[] = [];
  const next = (): void => {
    // Strictly in order: who wants to be alone is not passed by those who do not.
    while (waiting[0] !== undefined && waiting[0].places <= free) {
      const { places, begin } = waiting.shift()!;
      free -= places;
      begin();
    }
  };
  const take = async <T>(places: number, work: () => Promise<T>): Promise<T> => {
    await new Promise<void>((begin) => {
      waiting.push({ places, begin });
      next();
    });
    try {
      return await work();
    } finally {
      free += places;
      next();
    }
  };
  return { together: (work) => take(1, work), alone: (work) => take(togetherMax, work) };
}
