import type { EventForm, LiveQueue, QueueSight, TicketSight } from './port.ts';

/** The live queue as the API answers it. */
export const queueAsJson: EventForm<QueueSight> = { name: 'json', write: ({ queue }) => asJson(queue) };

/** One ticket as the API answers it. */
export const ticketAsJson: EventForm<TicketSight> = { name: 'json', write: ({ ticket }) => asJson(ticket) };

/** Of an office that is in touch, another moment alone is nothing new. */
const asJson = (view: Pick<LiveQueue, 'asOf' | 'link'>) => ({
  sign: JSON.stringify({ ...view, asOf: view.link === 'online' ? null : view.asOf }),
  event: `data: ${JSON.stringify(view)}\n\n`,
  still: ': still here\n\n',
});
