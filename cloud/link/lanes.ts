/** Messages of one edge that wait behind the one being handled; its sender is held back beyond that. */
export const waitingMax = 32;

export type Lanes = {
  /** Runs `task` after all earlier tasks of the lane. Resolves when the lane takes a further one. */
  push(lane: string, task: () => Promise<void>): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
};

type Lane = { readonly waiting: (() => Promise<void>)[]; readonly held: (() => void)[] };

/** Strict order within a lane, no order between lanes. `onError` hears of tasks that reject; the lane goes on. */
export function createLanes(onError: (error: unknown) => void): Lanes {
  const lanes = new Map<string, Lane>();
  let whenIdle: (() => void)[] = [];

  const run = async (name: string, lane: Lane): Promise<void> => {
    for (let task = lane.waiting.shift(); task; task = lane.waiting.shift()) {
      await task().catch(onError);
      lane.held.shift()?.();
    }
    lanes.delete(name);
    if (lanes.size > 0) return;
    for (const resolve of whenIdle) resolve();
    whenIdle = [];
  };

  return {
    push(name, task) {
      const lane = lanes.get(name);
      if (!lane) {
        const fresh: Lane = { waiting: [task], held: [] };
        lanes.set(name, fresh);
        void run(name, fresh);
        return Promise.resolve();
      }
      lane.waiting.push(task);
      return lane.waiting.length < waitingMax ? Promise.resolve() : new Promise((resolve) => lane.held.push(resolve));
    },
    idle: () => (lanes.size === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  };
}

/** The lane of a topic is its edge: `fronta/1/<office>/<edge>`. */
export const laneOf = (topic: string): string => topic.split('/', 4).join('/');
