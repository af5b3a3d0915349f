import type { EventForm, LiveQueue, PhoneTicket } from './port.ts';

/** The live queue, or one ticket, as the API answers it. */
export const asJson: EventForm<LiveQueue | PhoneTicket> = {
  name: 'json',
  event: ({ view }) => `data: ${JSON.stringify(view)}\n\n`,
  still: () => ': still here\n\n',
};
