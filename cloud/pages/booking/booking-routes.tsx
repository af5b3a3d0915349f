import Router from '@koa/router';
import type { Context } from 'koa';
import type { BookRefusal, Offer } from '../../reservations/port.ts';
import { type Office, readOffice, readOffices } from '../../store/read-office.ts';
import type { PageError } from '../layout.tsx';
import type { PageParts } from '../page-parts.ts';
import { readDate } from '../read-date.ts';
import { carrying, type Reader, readReader } from '../reader.ts';
import { seeOther, sendPage } from '../send-page.ts';
import { RefusedPage } from '../trouble/trouble-page.tsx';
import { CheckPage } from './check-page.tsx';
import { describe } from './describe.ts';
import { DetailsPage } from './details-page.tsx';
import { nearest } from './nearest.ts';
import { bookPath, type Choice, DaysPage, HoursPage, OfficesPage, ServicesPage, TakenPage } from './pages.tsx';
import { type Draft, newDraft, openDraft, reservationIdOf, sealDraft } from './sealed-draft.ts';

/**
 * The questions of a booking, one a page: service, day, hour, who, is it right. What was answered travels in the address, who it is as a sealed
 * word `navrh`, so that going back, correcting one answer and reloading ask nothing twice.
 */
export function bookingRoutes(parts: PageParts): Router {
  const router = new Router();
  router.get(['/', '/mojeschuzka'], async (ctx) => {
    const reader = readReader(ctx);
    const offices = (await readOffices(parts.store.db)).map((office) => office.settings);
    const [only] = offices;
    const isOne = offices.length === 1 && only;
    sendPage(ctx, isOne ? <ServicesPage reader={reader} office={only} /> : <OfficesPage reader={reader} offices={offices} />);
  });
  router.get('/objednat/:office', async (ctx) => {
    const office = await readOffice(parts.store.db, ctx.params.office ?? '');
    if (office) sendPage(ctx, <ServicesPage reader={readerOf(ctx, office, parts).reader} office={office.settings} />);
  });
  router.get('/objednat/:office/:service', async (ctx) => {
    const asked = await read(parts, ctx);
    if (asked === null) return;
    const offers = await offersOf(parts, asked);
    sendPage(ctx, <DaysPage {...asked} offers={offers} nowMs={parts.clock.now()} holidays={parts.holidays} />);
  });
  router.get('/objednat/:office/:service/:date', async (ctx) => {
    const asked = await read(parts, ctx);
    if (asked === null) return;
    const date = String(ctx.params.date);
    sendPage(ctx, <HoursPage {...asked} date={date} offers={await offersOf(parts, asked, date)} chosen={text(ctx.query.start)} />);
  });
  router.get('/objednat/:office/:service/:date/udaje', (ctx) =>
    withSlot(parts, ctx, text(ctx.query.start), (asked, offer) => {
      if (asked.draft && ctx.query.zmenit !== '1') return seeOther(ctx, checkHref(asked, offer));
      sendPage(ctx, <DetailsPage {...asked} offer={offer} who={asked.draft ?? { name: '', email: '' }} />);
    }),
  );
  router.post('/objednat/:office/:service/:date/kontrola', (ctx) => {
    const form = readForm(ctx);
    return withSlot(parts, ctx, form.start, (asked, offer) => {
      const { reader, service, office } = asked;
      const errors = describe(reader, parts.reservations.check(office, { ...form, service: service.id, lang: reader.lang }));
      if (errors.length > 0) return sendPage(ctx, <DetailsPage {...asked} offer={offer} who={form} errors={errors} />, 422);
      const sealed = sealDraft(asked.key, newDraft({ name: form.name, email: form.email }, ctx.ip, parts.clock.now()));
      seeOther(ctx, checkHref({ ...asked, reader: carrying(reader, { navrh: sealed }) }, offer));
    });
  });
  router.get('/objednat/:office/:service/:date/kontrola', (ctx) =>
    withSlot(parts, ctx, text(ctx.query.start), (asked, offer) => {
      if (asked.draft) return sendCheck(ctx, asked, asked.draft, offer);
      seeOther(ctx, asked.reader.href(bookPath(asked.office.office, asked.service.id, offer.date, 'udaje'), { start: offer.start }));
    }),
  );
  router.post('/objednat/:office/:service/:date/odeslat', (ctx) => sendBooking(parts, ctx));
  return router;
}

/** What the address names, and who asks as far as that was said already. */
type Asked = Choice & { readonly draft: Draft | null; readonly key: string };

/** The page before the last button; its draft is sealed anew for whoever is looking at it now. */
function sendCheck(ctx: Context, asked: Asked, draft: Draft, offer: Offer, errors: readonly PageError[] = [], status = 200): void {
  const sealed = sealDraft(asked.key, { ...draft, from: ctx.ip });
  sendPage(ctx, <CheckPage {...asked} offer={offer} draft={draft} sealed={sealed} errors={errors} />, status);
}

async function sendBooking(parts: PageParts, ctx: Context): Promise<void> {
  const form = readForm(ctx);
  const asked = await read(parts, ctx, form.sealed);
  if (asked === null) return;
  const { reader, office, service, draft } = asked;
  if (draft === null)
    return seeOther(ctx, reader.href(bookPath(office.office, service.id, String(ctx.params.date)), { start: form.start }));
  const id = reservationIdOf(draft, office.office, service.id, form.start);
  // Sent again, by going back or by a second press, it is the same wish.
  if (draft.from === ctx.ip && (await parts.reservations.held(id))) return seeOther(ctx, reader.bare(`/objednano/${id}`));
  if (draft.from !== ctx.ip) {
    return withSlot(parts, ctx, form.start, (again, offer) =>
      sendCheck(ctx, again, draft, offer, [{ field: 'odeslat', message: reader.texts.check.again }], 403),
    );
  }
  const waitSeconds = await parts.gate.enter(ctx);
  if (waitSeconds > 0) {
    ctx.set('Retry-After', String(waitSeconds));
    return sendPage(ctx, <RefusedPage reader={reader} office={office} refusal="too-many-requests" />, 429);
  }
  const { name, email } = draft;
  const booked = await parts.reservations.book(
    office.office,
    { name, email, start: form.start, service: service.id, lang: reader.lang },
    id,
  );
  if (!booked.ok) return refuseBooking(parts, ctx, asked, draft, form.start, booked);
  await parts.gate.counted(ctx);
  seeOther(ctx, reader.bare(`/objednano/${booked.reservation.id}`));
}

async function refuseBooking(
  parts: PageParts,
  ctx: Context,
  asked: Asked,
  draft: Draft,
  start: string,
  refused: BookRefusal,
): Promise<void> {
  const { reader, office } = asked;
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
      return sendPage(ctx, <RefusedPage reader={reader} office={office} refusal="too-many-unconfirmed" />, 429);
    case 'unknown-office':
      ctx.status = 404;
  }
}

/** What the address names; `null` leaves the request to the page that says there is no such page. */
async function read(parts: PageParts, ctx: Context, sealed?: string): Promise<Asked | null> {
  if (ctx.params.date !== undefined && readDate(ctx) === null) return null;
  const office = await readOffice(parts.store.db, ctx.params.office ?? '');
  const service = office?.settings.services.find((candidate) => candidate.id === ctx.params.service);
  return office && service ? { ...readerOf(ctx, office, parts, sealed), office: office.settings, service, key: office.pinKey } : null;
}

/** The reader with the draft in every link, when there is a good one. */
function readerOf(ctx: Context, office: Office, parts: PageParts, sealed = text(ctx.query.navrh)): { reader: Reader; draft: Draft | null } {
  const draft = openDraft(office.pinKey, sealed, parts.clock.now());
  const reader = readReader(ctx);
  return { draft, reader: draft ? carrying(reader, { navrh: sealed }) : reader };
}

const checkHref = ({ reader, office, service }: Choice, offer: Offer): string =>
  reader.href(bookPath(office.office, service.id, offer.date, 'kontrola'), { start: offer.start });

const offersOf = async (parts: PageParts, { office, service }: Choice, date?: string): Promise<readonly Offer[]> =>
  (await parts.reservations.offers(office.office, service.id, date ? { from: date, to: date } : {})) ?? [];

/** Goes on with the chosen slot; back to the hours when none was chosen, to the nearest free ones when it is taken. */
async function withSlot(parts: PageParts, ctx: Context, start: string, next: (asked: Asked, offer: Offer) => void): Promise<void> {
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

type Form = { readonly name: string; readonly email: string; readonly start: string; readonly sealed: string };

function readForm(ctx: Context): Form {
  const body = (ctx.request.body ?? {}) as Record<string, unknown>;
  return { name: text(body.name).trim(), email: text(body.email).trim(), start: text(body.start), sealed: text(body.navrh) };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
