import type { FedReservation, FeedPosition } from '#contract/reservation.ts';

/** What an edge was once told of a reservation, by a list that the cloud has forgotten. */
export type ForgottenWord = {
  readonly office: string;
  readonly reservation: FedReservation;
  readonly position: FeedPosition;
  /** When the forgotten list said so, by the cloud's own clock; `null` for one whose names say no time. */
  readonly saidMs: number | null;
  /** When the edge heard it, by a clock that was trusted; else `null`. */
  readonly heardMs: number | null;
  /** Nobody's change: to be brought back where it is unknown, never set against what the cloud has learnt of it since. */
  readonly isKept: boolean;
};
