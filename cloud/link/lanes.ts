import { messageLengthMax } from '#contract/envelope.ts';
import type { Heard } from './port.ts';

/** Messages of one edge that wait behind those being handled; its sender is held back beyond that. */
export const waitingMax = 256;
/** Characters of them, likewise. */
export const waitingLengthMax = 4 * messageLengthMax;

export type Lanes = {
  /** Hands the message over after all earlier ones of its lane. Calls `goOn` when the lane takes a further one: mostly at once. */
  push(message: Heard, goOn: () => void): void;
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
    push(message, goOn) {
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
      if (hasRoom) goOn();
      else lane.held.push(goOn);
    },
    idle: () => (lanes.size === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  };
}

const emptyLane = (): Lane => ({ waiting: [], length: 0, held: [] });

/** The lane of a topic is its edge: `fronta/1/<office>/<edge>`. */
function laneOf(topic: string): string {
  const up = topic.lastIndexOf('/up/');
  return up < 0 ? topic : topic.slice(0, up);
}
