import type { Queue } from '../queue.ts';
import { boardView } from './board-view.ts';
import { kioskView } from './kiosk-view.ts';
import { lampsView } from './lamps-view.ts';
import { publicView } from './public-view.ts';
import type { Views } from './screens.ts';
import { staffView } from './staff-view.ts';
import type { Surroundings } from './surroundings.ts';
import { unitView } from './unit-view.ts';

/** All pictures of one moment. */
export const allViews = (queue: Queue, around: Surroundings): Views => ({
  public: publicView(queue, around.now.wall),
  kiosk: kioskView(queue, around),
  board: boardView(queue, around),
  staff: staffView(queue, around),
  units: Object.values(queue.counters).map((counter) => unitView(queue, counter, around.now.steady)),
  lamps: lampsView(queue, around),
});
