import { messageLengthMax } from '#contract/envelope.ts';
import type { Heard } from './port.ts';

/** Messages of one edge that wait behind those being handled; its sender is held back beyond that. */
export const waitingMax = 256;
/** Characters of them, likewise. */
export const waitingLengthMax = 4 * messageLengthMax;

export type Lanes = {
  /** Hands the message over after all earlier ones of its lane. Resolves when the lane takes a further one. */
  push(message: Heard): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
};

type Lane = { waiting: Heard[]; length: number; held: (() => void)[] };

/**
 * Strict order within a lane, no order between lanes. All that waits in a lane is handed over at once, so that one commit can do for many messages.
 * `onError` hears of runs that reject; the lane goes on.
 */
export function createLanes(handle: (messages: readonly Heard[]) => Promise<void>, onError: (error: unknown) => void): Lanes {
  const lanes = new Map<string, Lane>();
  let whenIdle: (() => void)[] = [];

  const run = async (name: string, lane: Lane): Promise<void> => {
    while (lane.waiting.length > 0) {
      const { waiting, held } = lane;
      Object.assign(lane, emptyLane());
      for (const release of held) release();
      await handle(waiting).catch(onError);
    }
    lanes.delete(name);
    if (lanes.size > 0) return;
    for (const resolve of whenIdle) resolve();
    whenIdle = [];
  };

  return {
    push(message) {
      const name = laneOf(message.topic);
      const known = lanes.get(name);
      const lane = known ?? emptyLane();
      lane.waiting.push(message);
      lane.length += message.text.length;
      if (!known) {
        lanes.set(name, lane);
        void run(name, lane);
      }
      const hasRoom = lane.waiting.length < waitingMax && lane.length < waitingLengthMax;
      return hasRoom ? Promise.resolve() : new Promise((resolve) => lane.held.push(resolve));
    },
    idle: () => (lanes.size === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  };
}

const emptyLane = (): Lane => ({ waiting: [], length: 0, held: [] });

/** The lane of a topic is its edge: `fronta/1/<office>/<edge>`. */
const laneOf = (topic: string): string => topic.split('/', 4).join('/');
