import type { DownMessage } from '#contract/envelope.ts';
import type { Queue } from '../../../edge/core/queue.ts';
import type { SlipView } from '../../../edge/core/views/slip.ts';
import type { Disk } from '../../../edge/disk/port.ts';
import type { Journal } from '../../../edge/journal/port.ts';
import type { Link } from '../../../edge/link/port.ts';
import type { Snapshots } from '../../../edge/state/port.ts';
import type { Devices } from '../devices.ts';
import type { MachineClock } from '../machine-clock.ts';

/** What stands between the real code and its simulated world; a planted bug changes one of these, production code knows nothing of it. */
export type Sabotage = {
  disk(disk: Disk): Disk;
  journal(journal: Journal): Journal;
  durable(durable: Promise<void>): Promise<void>;
  snapshots(snapshots: Snapshots): Snapshots;
  queue(recovered: Queue): Queue;
  clock(clock: MachineClock): MachineClock;
  devices(devices: Devices): Devices;
  /** The slips that come out for one that was printed. */
  paper(slip: SlipView): readonly SlipView[];
  announcedCounter(counter: number): number;
  link(link: Link): Link;
  token(token: string): string;
  readonly knowsItReplaces: boolean;
  /** An `up` message as it reaches the cloud; `null`: never. */
  up(topic: string, text: string): string | null;
  /** What the cloud says, as it leaves. */
  down(message: DownMessage): DownMessage | null;
  /** An acknowledgement that is sent before the cloud has done anything, for this message; `null`: none. */
  hasty(topic: string, text: string): DownMessage | null;
  /** A change of a row of the cloud's tables; `null`: it is lost. */
  row(
    table: string,
    before: Readonly<Record<string, unknown>> | null,
    after: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> | null;
  /** Whether a commit is really one. */
  commits(): boolean;
  /** Whether a transaction that fails takes its changes back. */
  readonly rollsBack: boolean;
};

/** Nothing is planted. */
export const honest: Sabotage = {
  disk: (disk) => disk,
  journal: (journal) => journal,
  durable: (durable) => durable,
  snapshots: (snapshots) => snapshots,
  queue: (queue) => queue,
  clock: (clock) => clock,
  devices: (devices) => devices,
  paper: (slip) => [slip],
  announcedCounter: (counter) => counter,
  link: (link) => link,
  token: (token) => token,
  knowsItReplaces: true,
  up: (_, text) => text,
  down: (message) => message,
  hasty: () => null,
  row: (_, __, after) => after,
  commits: () => true,
  rollsBack: true,
};
