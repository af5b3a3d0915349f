import Router from '@koa/router';
import type { Context } from 'koa';
import type { z } from 'zod';
import type { BookRefusal, FieldProblem, Reservation, Reservations } from '../reservations/port.ts';
import type { BookingGate, Entry, ProblemType } from './port.ts';
import { answerProblem } from './problem.ts';
import { readInto } from './read-into.ts';
import { BookingBody, type HeldAnswer, MoveBody, type ReservationAnswer, TokenBody } from './schemas.ts';

/** Booking, confirming, cancelling and moving as JSON. */
export function reservationRoutes({ reservations, gate }: { reservations: Reservations; gate: BookingGate }): Router {
  const router = new Router({ prefix: '/api/v1' });
  router.post('/offices/:office/reservations', async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    const solution = (ctx.request.body as { altcha?: unknown } | undefined)?.altcha;
    const entry = await gate.enter(ctx, typeof solution === 'string' ? solution : '');
    if (entry.kind !== 'open') return refuseEntry(ctx, entry);
    const body = readInto(ctx, BookingBody, ctx.request.body);
    if (body === null) return;
    const booked = await reservations.book(ctx.params.office ?? '', body);
    if (!booked.ok) return refuseBooking(ctx, booked);
    await gate.counted(ctx);
    const answer: z.infer<typeof HeldAnswer> = { id: booked.reservation.id, state: 'held', holdExpires: booked.reservation.holdExpires };
    ctx.status = 201;
    ctx.body = answer;
  });
  router.post(
    '/reservations/confirm',
    tokenRoute((token) => reservations.confirm(token)),
  );
  router.post(
    '/reservations/cancel',
    tokenRoute((token) => reservations.cancel(token)),
  );
  router.post(
    '/reservations/undo-cancel',
    tokenRoute((token) => reservations.undoCancel(token)),
  );
  router.post('/reservations/move', async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    const body = readInto(ctx, MoveBody, ctx.request.body);
    if (body === null) return;
    const moved = await reservations.move(body.token, body.start);
    if (moved.ok) ctx.body = asAnswer(moved.reservation);
    else refuse(ctx, moved.refusal);
  });
  return router;
}

function refuseEntry(ctx: Context, entry: Exclude<Entry, { kind: 'open' }>): void {
  if (entry.kind === 'solve') {
    answerProblem(ctx, 'proof-required', 'GET …/task tells what to solve; send it along as altcha. Each solution counts once.');
    return;
  }
  ctx.set('Retry-After', String(entry.seconds));
  answerProblem(ctx, 'too-many-requests', `Try again in ${entry.seconds} seconds.`);
}

type Answer = { readonly ok: true; readonly reservation: Reservation } | { readonly ok: false; readonly refusal: Refusal };

const tokenRoute = (act: (token: string) => Promise<Answer>) => async (ctx: Context) => {
  ctx.set('Cache-Control', 'no-store');
  const body = readInto(ctx, TokenBody, ctx.request.body);
  if (body === null) return;
  const answer = await act(body.token);
  if (answer.ok) ctx.body = asAnswer(answer.reservation);
  else refuse(ctx, answer.refusal);
};

const asAnswer = (reservation: Reservation): z.infer<typeof ReservationAnswer> => ({
  id: reservation.id,
  state: reservation.state,
  pin: reservation.pin,
  start: reservation.start,
  end: reservation.end,
  service: reservation.service.id,
});

type Refusal =
  | 'unknown-token'
  | 'hold-expired'
  | 'cancelled'
  | 'over'
  | 'checked-in'
  | 'not-cancelled'
  | 'undo-too-late'
  | 'slot-full'
  | 'not-offered'
  | 'not-confirmed';

const refusals: Record<Exclude<Refusal, 'not-offered'>, { readonly type: ProblemType; readonly detail: string }> = {
  'unknown-token': { type: 'unknown-token', detail: 'Take the token from the link in the newest mail about the reservation.' },
  'hold-expired': { type: 'hold-expired', detail: 'The place was released. Please book again.' },
  cancelled: { type: 'already-cancelled', detail: 'A cancelled reservation cannot be confirmed. Please book again.' },
  over: { type: 'over', detail: 'Nothing can be changed after the slot.' },
  'checked-in': { type: 'checked-in', detail: 'The PIN was already accepted at the kiosk.' },
  'not-cancelled': { type: 'not-cancelled', detail: 'There is no cancellation to take back.' },
  'undo-too-late': { type: 'undo-too-late', detail: 'The time to take the cancellation back is over. Please book again.' },
  'slot-full': { type: 'slot-full', detail: 'Somebody else has the last place of this slot. Please choose another.' },
  'not-confirmed': { type: 'not-confirmed', detail: 'Only a confirmed reservation can be moved.' },
};

function refuse(ctx: Context, refusal: Refusal): void {
  if (refusal === 'not-offered') invalid(ctx, [{ field: 'start', problem: 'not-offered' }]);
  else answerProblem(ctx, refusals[refusal].type, refusals[refusal].detail);
}

function refuseBooking(ctx: Context, refused: BookRefusal): void {
  switch (refused.refusal) {
    case 'invalid':
      invalid(ctx, refused.fields);
      break;
    case 'unknown-office':
      answerProblem(ctx, 'unknown-office', 'GET /api/v1/offices lists the offices.');
      break;
    case 'slot-full':
      refuse(ctx, 'slot-full');
      break;
    case 'too-many-active':
      answerProblem(ctx, 'too-many-active', 'Cancel one of them or wait until it is over.', [
        { field: 'email', message: 'has its number of reservations for this service already' },
      ]);
      break;
    case 'too-many-unconfirmed':
      ctx.set('Retry-After', '600');
      answerProblem(ctx, 'too-many-unconfirmed', 'Some will be confirmed or released soon. Try again later or choose another day.');
  }
}

const messages: Record<FieldProblem['problem'], string> = {
  missing: 'is missing',
  'too-long': 'is too long',
  'forbidden-characters': 'has characters that are not allowed',
  'not-an-address': 'is not one plain e-mail address',
  unknown: 'is not known here',
  'not-offered': 'is not a slot that can be booked now',
};

const invalid = (ctx: Context, fields: readonly FieldProblem[]): void =>
  answerProblem(
    ctx,
    'invalid',
    'A field is missing or wrong.',
    fields.map(({ field, problem }) => ({ field, message: messages[problem] })),
  );
