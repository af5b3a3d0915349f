import type { Context } from 'koa';
import { z } from 'zod';

/** Every `type` word an error may carry; stable, clients switch on them. */
export const problemTypes = {
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'cross-site': { status: 403, title: 'The request came from another site' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'unknown-office': { status: 404, title: 'There is no such office' },
  'unknown-code': { status: 404, title: 'The code is not good' },
  'unknown-token': { status: 404, title: 'The token is not known' },
  'unknown-ticket': { status: 404, title: 'The ticket is not known' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  'other-edge': { status: 409, title: 'The code is for another kiosk' },
  'slot-full': { status: 409, title: 'The slot is taken' },
  'already-cancelled': { status: 409, title: 'The reservation was cancelled' },
  'not-cancelled': { status: 409, title: 'There is no cancellation to take back' },
  'not-confirmed': { status: 409, title: 'The reservation is not confirmed' },
  'undo-too-late': { status: 409, title: 'The cancellation can no longer be taken back' },
  'checked-in': { status: 409, title: 'The visitor is already at the office' },
  over: { status: 409, title: 'The slot is over' },
  'hold-expired': { status: 410, title: 'The reservation was not confirmed in time' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unknown-host': { status: 421, title: 'This host is not served here' },
  'not-json': { status: 415, title: 'The body is not JSON' },
  invalid: { status: 422, title: 'A field is missing or wrong' },
  'too-many-active': { status: 422, title: 'This address already has its number of reservations for the service' },
  'too-many-unconfirmed': { status: 429, title: 'Too many reservations of this day wait to be confirmed' },
  'proof-required': { status: 429, title: 'Many are booking at once: first solve a task' },
  'too-many-requests': { status: 429, title: 'Too many requests from this address' },
  'internal-error': { status: 500, title: 'Something went wrong' },
  'too-many-readers': { status: 503, title: 'Too many follow the live queues' },
  'broker-away': { status: 503, title: 'The message broker does not answer' },
} as const;
type ProblemType = keyof typeof problemTypes;

/** RFC 9457. */
export const Problem = z.strictObject({
  type: z.enum(Object.keys(problemTypes) as [ProblemType, ...ProblemType[]]),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

export type FieldError = { readonly field: string; readonly message: string };

/** Answers with a problem. */
export function answerProblem(ctx: Context, type: ProblemType, detail: string, errors?: readonly FieldError[]): void {
  const { status, title } = problemTypes[type];
  const problem: Problem = { type, title, status, detail, ...(errors ? { errors: [...errors] } : {}) };
  ctx.status = status;
  ctx.body = JSON.stringify(problem);
  ctx.type = 'application/problem+json';
}
