import type { Context } from 'koa';
import type { BookRefusal, Offer } from '../../reservations/port.ts';
import { seeOther, sendPage } from '../../send-page.ts';
import type { PageError } from '../layout.tsx';
import type { PageParts } from '../page-parts.ts';
import { RefusedPage } from '../trouble/trouble-page.tsx';
import { askAddressFirst } from './address-first.tsx';
import { type Asked, detailsHref, offersOf, read, readForm, withSlot } from './asked.tsx';
import { CheckPage } from './check-page.tsx';
import { describe } from './describe.ts';
import { DetailsPage } from './details-page.tsx';
import { nearest } from './nearest.ts';
import { TakenPage } from './pages.tsx';
import { type Draft, reservationIdOf, sealDraft } from './sealed-draft.ts';

/**
 * The page before the last button; its draft is sealed anew for whoever is looking at it now. At a crowded office it brings a task along, except to who has
 * shown already that the address is theirs.
 */
export async function sendCheck(
  parts: PageParts,
  ctx: Context,
  asked: Asked,
  draft: Draft,
  offer: Offer,
  errors: readonly PageError[] = [],
  status = 200,
): Promise<void> {
  const sealed = sealDraft(asked.key, { ...draft, from: ctx.ip });
  const task = draft.isProven ? null : await parts.gate.task(ctx);
  sendPage(ctx, <CheckPage {...asked} offer={offer} draft={draft} sealed={sealed} task={task} errors={errors} />, status);
}

/** What was sent with the last button: a hold, or a question to the citizen's mailbox where the office is crowded and nothing was solved. */
export async function sendBooking(parts: PageParts, ctx: Context): Promise<void> {
  const form = readForm(ctx);
  const asked = await read(parts, ctx, form.sealed);
  if (asked === null) return;
  const { reader, office, service, draft } = asked;
  if (draft === null) return seeOther(ctx, detailsHref(asked, form.start, String(ctx.params.date), form.sealed !== ''));
  const id = reservationIdOf(draft, office.office, service.id, form.start);
  // Sent again, by going back or by a second press, it is the same wish.
  if (draft.from === ctx.ip && (await parts.reservations.held(id))) return seeOther(ctx, reader.bare(`/objednano/${id}`));
  const checkAgain = (message: string, status: number) =>
    withSlot(parts, ctx, form.start, (again, offer) => sendCheck(parts, ctx, again, draft, offer, [{ field: 'odeslat', message }], status));
  if (draft.from !== ctx.ip) return checkAgain(reader.texts.check.again, 403);
  const entry = await parts.gate.enter(ctx, form.altcha ?? '');
  if (entry.kind === 'wait') {
    ctx.set('Retry-After', String(entry.seconds));
    return sendPage(ctx, <RefusedPage reader={reader} office={office} refusal="too-many-requests" />, 429);
  }
  if (draft.isProven) return bookProven(parts, ctx, asked, draft, form.start, id);
  // It became crowded since the page was sent, or the task was solved too late: with a new one it goes on.
  if (entry.kind === 'solve' && form.altcha !== '') return checkAgain(reader.texts.check.crowded, 429);
  if (entry.kind !== 'open') return askAddressFirst(parts, ctx, asked, draft, form.start);
  const booked = await parts.reservations.book(office.office, requestOf(asked, draft, form.start), id);
  if (!booked.ok) return refuseBooking(parts, ctx, asked, draft, form.start, booked);
  await parts.gate.counted(ctx);
  seeOther(ctx, reader.bare(`/objednano/${booked.reservation.id}`));
}

async function bookProven(parts: PageParts, ctx: Context, asked: Asked, draft: Draft, start: string, id: string): Promise<void> {
  const booked = await parts.reservations.bookProven(asked.office.office, requestOf(asked, draft, start), id);
  if (!booked.ok) return refuseBooking(parts, ctx, asked, draft, start, booked);
  seeOther(ctx, asked.reader.bare(`/potvrdit/${booked.confirmToken}`));
}

const requestOf = ({ reader, service }: Asked, { name, email }: Draft, start: string) => ({
  name,
  email,
  start,
  service: service.id,
  lang: reader.lang,
});

async function refuseBooking(
  parts: PageParts,
  ctx: Context,
  asked: Asked,
  draft: Draft,
  start: string,
  refused: BookRefusal,
): Promise<void> {
  const { reader } = asked;
  const offers = await offersOf(parts, asked);
  const offer = offers.find((candidate) => candidate.start === start);
  const gone = () => sendPage(ctx, <TakenPage {...asked} hasDraft nearest={nearest(offers, start)} />, 409);
  const wrong = (errors: readonly PageError[]) =>
    offer ? sendPage(ctx, <DetailsPage {...asked} offer={offer} who={draft} errors={errors} />, 422) : gone();
  switch (refused.refusal) {
    case 'slot-full':
      return gone();
    case 'too-many-active':
      return wrong([{ field: 'email', message: reader.texts.refusals['too-many-active'] }]);
    case 'invalid':
      return wrong(describe(reader, refused.fields));
    case 'too-many-unconfirmed':
      // Half of the day waits to be confirmed already; who shows first that the address is theirs need not wait for the others.
      return askAddressFirst(parts, ctx, asked, draft, start);
    case 'unknown-office':
      ctx.status = 404;
  }
}
