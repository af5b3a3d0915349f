import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Reservation } from '../../reservations/port.ts';

/*
 * Mail scanners open every link, run the scripts they find and send every form (F27). What changes a reservation therefore asks for something
 * that the page does not show and no program would type: the PIN, which stands in the mail with the confirmation. It is a question, not a
 * password: who has the link may change the reservation.
 */

export type HumanAnswer = 'human' | 'missing' | 'wrong';

/** What the form's field `pin` says about who sent it; blanks that people type between digits do not count. */
export function answerOf(reservation: Reservation, typed: string): HumanAnswer {
  const digits = typed.replace(/\s/g, '');
  if (digits === '') return 'missing';
  return reservation.pin !== null && digits === reservation.pin ? 'human' : 'wrong';
}

/**
 * What somebody takes along who has just answered: the page after a change stands at an address with this in it, which no mail ever held, and
 * can take that change back without asking again. A further change ends it.
 */
export const proofOf = ({ id, revision }: Reservation, token: string): string =>
  createHmac('sha256', token).update(`human\n${id}\n${revision}`).digest('base64url').slice(0, proofLength);

const proofLength = 22;

/** Whether this is the proof of the last change. */
export function isProof(reservation: Reservation, token: string, proof: string): boolean {
  const expected = Buffer.from(proofOf(reservation, token));
  const given = Buffer.from(proof);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
