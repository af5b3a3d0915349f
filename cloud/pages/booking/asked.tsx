import type { Context } from 'koa';
import type { Offer } from '../../reservations/port.ts';
import { seeOther, sendPage } from '../../send-page.ts';
import { type Office, readOffice } from '../../store/read-office.ts';
import type { PageParts } from '../page-parts.ts';
import { readDate } from '../read-date.ts';
import { carrying, type Reader, readReader } from '../reader.ts';
import { nearest } from './nearest.ts';
import { bookPath, type Choice, HoursPage, TakenPage } from './pages.tsx';
import { type Draft, openDraft, reservationIdOf } from './sealed-draft.ts';

/** What the address names, and who asks as far as that was said already. */
export type Asked = Choice & { readonly draft: Draft | null; readonly key: string };

/** What the address names; `null` leaves the request to the page that says there is no such page. */
export async function read(parts: PageParts, ctx: Context, sealed?: string): Promise<Asked | null> {
  if (ctx.params.date !== undefined && readDate(ctx) === null) return null;
  const office = await readOffice(parts.store.db, ctx.params.office ?? '');
  const service = office?.settings.services.find((candidate) => candidate.id === ctx.params.service);
  return office && service ? { ...readerOf(ctx, office, parts, sealed), office: office.settings, service, key: office.pinKey } : null;
}

/** The reader with the draft in every link, when there is a good one. */
export function readerOf(
  ctx: Context,
  office: Office,
  parts: PageParts,
  sealed = text(ctx.query.navrh),
): { reader: Reader; draft: Draft | null } {
  const draft = openDraft(office.pinKey, sealed, parts.clock.now());
  const reader = readReader(ctx);
  return { draft, reader: draft ? carrying(reader, { navrh: sealed }) : reader };
}

/** The page before the last button. */
export const checkHref = ({ reader, office, service }: Choice, offer: Offer): string =>
  reader.href(bookPath(office.office, service.id, offer.date, 'kontrola'), { start: offer.start });

/** The question who comes; `isAgain` says why it is asked of who had answered it. */
export const detailsHref = ({ reader, office, service }: Choice, start: string, date: string, isAgain: boolean): string =>
  reader.href(bookPath(office.office, service.id, date, 'udaje'), { start, ...(isAgain ? { zprava: 'znovu' } : {}) });

/** The slots of what was chosen, of one day or of all. */
export const offersOf = async (parts: PageParts, { office, service }: Choice, date?: string): Promise<readonly Offer[]> =>
  (await parts.reservations.offers(office.office, service.id, date ? { from: date, to: date } : {})) ?? [];

/** Goes on with the chosen slot; back to the hours when none was chosen, to the nearest free ones when it is taken. */
export async function withSlot(
  parts: PageParts,
  ctx: Context,
  start: string,
  next: (asked: Asked, offer: Offer) => void | Promise<void>,
): Promise<void> {
  const asked = await read(parts, ctx, readForm(ctx).sealed || undefined);
  if (asked === null) return;
  const date = String(ctx.params.date);
  const offers = await offersOf(parts, asked, date);
  const offer = offers.find((candidate) => candidate.start === start);
  if (offer && offer.free > 0) return next(asked, offer);
  if (offer) {
    // Back to a page that was sent already: the place is taken, but by this very wish.
    const id = asked.draft && reservationIdOf(asked.draft, asked.office.office, asked.service.id, start);
    if (id && (await parts.reservations.held(id))) return seeOther(ctx, asked.reader.bare(`/objednano/${id}`));
    const near = nearest(await offersOf(parts, asked), start);
    return sendPage(ctx, <TakenPage {...asked} hasDraft={asked.draft !== null} nearest={near} />, 409);
  }
  const { hours, fields } = asked.reader.texts;
  const errors = [{ field: 'start', message: start === '' ? hours.missing : fields.start }];
  sendPage(ctx, <HoursPage {...asked} date={date} offers={offers} errors={errors} />, 422);
}

export type Form = {
  readonly name: string;
  readonly email: string;
  readonly start: string;
  readonly sealed: string;
  readonly altcha: string | null;
};

/** The fields of the forms of a booking. */
export function readForm(ctx: Context): Form {
  const body = (ctx.request.body ?? {}) as Record<string, unknown>;
  return {
    name: text(body.name).trim(),
    email: text(body.email).trim(),
    start: text(body.start),
    sealed: text(body.navrh),
    // `null` where the page did not ask for it.
    altcha: typeof body.altcha === 'string' ? body.altcha : null,
  };
}

/** A field or a word of the address; whatever else it is counts as nothing. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
