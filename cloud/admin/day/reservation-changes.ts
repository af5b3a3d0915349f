import type { DeskNote, Reservation } from '../../reservations/port.ts';
import { type AuditWord, type Change, writeAudit } from '../audit/audit.ts';
import type { OfficeVisit } from '../guard.tsx';

/** Writes a clerk's act into the audit, in the transaction of the act. */
export const noteOf =
  ({ parts, office, session }: OfficeVisit, what: AuditWord, changes: (reservation: Reservation) => readonly Change[]): DeskNote =>
  (trx, reservation) =>
    writeAudit(trx, {
      atMs: parts.clock.now(),
      office: office.id,
      who: session.user.id,
      what,
      subject: reservation.id,
      changes: changes(reservation),
    });

/** What the audit keeps of a booking: the hour and the service, never who it is for. */
export const bookedChanges = ({ start, service }: Reservation): Change[] => [
  { path: 'reservation.when', from: null, to: start },
  { path: 'reservation.service', from: null, to: service.id },
];

/** What the audit keeps of a move. */
export const movedChanges = (from: string, to: string): Change[] => [{ path: 'reservation.when', from, to }];

/** What the audit keeps of a cancellation. */
export const cancelledChanges = (state: string): Change[] => [{ path: 'reservation.state', from: state, to: 'cancelled' }];
