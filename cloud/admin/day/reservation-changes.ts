import type { Reservation } from '../../reservations/port.ts';
import type { Change } from '../audit/audit.ts';

/** What the audit keeps of a booking: the hour and the service, never who it is for. */
export const bookedChanges = ({ start, service }: Reservation): Change[] => [
  { path: 'reservation.when', from: null, to: start },
  { path: 'reservation.service', from: null, to: service.id },
];

/** What the audit keeps of a move. */
export const movedChanges = (from: string, to: string): Change[] => [{ path: 'reservation.when', from, to }];

/** What the audit keeps of a cancellation. */
export const cancelledChanges = (state: string): Change[] => [{ path: 'reservation.state', from: state, to: 'cancelled' }];
