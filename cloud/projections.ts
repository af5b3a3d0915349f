import type { CloudClock } from './clock.ts';
import type { CloudConfig } from './config.ts';
import { followSettings } from './feed/tell-settings.ts';
import type { Projection } from './ingest/events.ts';
import { followReservations } from './ingest/outcomes.ts';
import { recallReservations } from './ingest/recall.ts';
import { openOutbox } from './mail/outbox.ts';
import { outcomesToldByMail } from './reservations/overruled.ts';
import { recall } from './reservations/recall.ts';
import { projectQueue } from './views/project.ts';
import { followDays } from './views/statistics/follow-days.ts';

/** Whether the mails that follow from facts wait to leave or are in the trial mailbox at once. */
export type ProjectionConfig = Pick<CloudConfig, 'smtpUrl'>;

/** All that follows from the facts of the edges, in this order, within the transaction that stores them. */
export const projections = (config: ProjectionConfig, clock: CloudClock): readonly Projection[] => [
  projectQueue,
  followDays,
  followSettings,
  recallReservations(recall, clock.now),
  followReservations(outcomesToldByMail(openOutbox(config), clock)),
];
