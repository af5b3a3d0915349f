import type { Context } from 'koa';
import type { Reservation } from '../../reservations/port.ts';
import { sendPage } from '../../send-page.ts';
import type { PageError } from '../layout.tsx';
import type { Reader } from '../reader.ts';
import { RefusedPage } from '../trouble/trouble-page.tsx';
import { answerOf } from './human-act.ts';
import { UnknownLinkPage } from './unknown-link-page.tsx';

/** A reservation by the token of its link, and who looks at it. */
export type Managed = { readonly reader: Reader; readonly reservation: Reservation; readonly token: string };
export type ReadManaged = (ctx: Context) => Promise<Managed | null>;

/** What is wrong with the answer to the question that only a person answers; empty when nothing is. */
export function pinErrors({ reader, reservation }: Managed, ctx: Context): PageError[] {
  const answer = answerOf(reservation, formText(ctx, 'pin'));
  return answer === 'human' ? [] : [{ field: 'pin', message: reader.texts.human[answer] }];
}

/** A field of the form that was sent. */
export function formText(ctx: Context, name: string): string {
  const value = (ctx.request.body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}

/** Tells why the change was not made. */
export function refuse(ctx: Context, { reader, reservation }: Managed, refusal: keyof Reader['texts']['refusals'] | 'unknown-token'): void {
  if (refusal === 'unknown-token') sendPage(ctx, <UnknownLinkPage reader={reader} />, 404);
  else sendPage(ctx, <RefusedPage reader={reader} office={reservation.office} refusal={refusal} />, 409);
}
