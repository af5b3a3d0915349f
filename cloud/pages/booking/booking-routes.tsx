import Router from '@koa/router';
import type { Context } from 'koa';
import type { BookRefusal, FieldProblem, Offer } from '../../reservations/port.ts';
import { readOffice, readOffices } from '../../store/read-office.ts';
import type { PageError } from '../layout.tsx';
import type { PageParts } from '../page-parts.ts';
import { readDate } from '../read-date.ts';
import { type Reader, readReader } from '../reader.ts';
import { seeOther, sendPage } from '../send-page.ts';
import { RefusedPage } from '../trouble/trouble-page.tsx';
import { CheckPage, type Choice, DaysPage, DetailsPage, type Draft, HoursPage, OfficesPage, ServicesPage, TakenPage } from './pages.tsx';

/** Free slots shown when the chosen one is gone. */
const nearestShown = 4;

/** The questions of a booking, one a page: service, day, hour, who, is it right. Answers travel in addresses and hidden fields. */
export function bookingRoutes(parts: PageParts): Router {
  const router = new Router();
  const startPage = async (ctx: Context) => {
    const reader = readReader(ctx);
    const offices = (await readOffices(parts.store.db)).map((office) => office.settings);
    const [only] = offices;
    sendPage(
      ctx,
      offices.length === 1 && only ? <ServicesPage reader={reader} office={only} /> : <OfficesPage reader={reader} offices={offices} />,
    );
  };
  router.get(['/', '/mojeschuzka'], startPage);
  router.get('/objednat/:office', async (ctx) => {
    const office = await readOffice(parts.store.db, ctx.params.office ?? '');
    if (office) sendPage(ctx, <ServicesPage reader={readReader(ctx)} office={office.settings} />);
  });
  router.get('/objednat/:office/:service', async (ctx) => {
    const choice = await readChoice(parts, ctx);
    if (choice === null) return;
    const offers = (await parts.reservations.offers(choice.office.office, choice.service.id)) ?? [];
    const from = typeof ctx.query.od === 'string' ? ctx.query.od : undefined;
    sendPage(ctx, <DaysPage {...choice} offers={offers} nowMs={parts.clock.now()} from={from} />);
  });
  router.get('/objednat/:office/:service/:date', async (ctx) => {
    const choice = await readChoice(parts, ctx);
    if (choice === null) return;
    const chosen = typeof ctx.query.start === 'string' ? ctx.query.start : undefined;
    sendPage(ctx, <HoursPage {...choice} date={ctx.params.date ?? ''} offers={await offersOf(parts, choice, ctx)} chosen={chosen} />);
  });
  router.get('/objednat/:office/:service/:date/udaje', (ctx) =>
    withSlot(parts, ctx, String(ctx.query.start ?? ''), (choice, offer) =>
      sendPage(ctx, <DetailsPage {...choice} offer={offer} draft={{ name: '', email: '' }} />),
    ),
  );
  router.post('/objednat/:office/:service/:date/udaje', (ctx) => {
    const form = readForm(ctx);
    return withSlot(parts, ctx, form.start, (choice, offer) => sendPage(ctx, <DetailsPage {...choice} offer={offer} draft={form} />));
  });
  router.post('/objednat/:office/:service/:date/kontrola', (ctx) => {
    const form = readForm(ctx);
    return withSlot(parts, ctx, form.start, (choice, offer) => {
      const request = { ...form, service: choice.service.id, lang: choice.reader.lang };
      const errors = describe(choice.reader, parts.reservations.check(choice.office, request));
      if (errors.length > 0) sendPage(ctx, <DetailsPage {...choice} offer={offer} draft={form} errors={errors} />, 422);
      else sendPage(ctx, <CheckPage {...choice} offer={offer} draft={form} />);
    });
  });
  router.post('/objednat/:office/:service/:date/odeslat', (ctx) => sendBooking(parts, ctx));
  return router;
}

async function sendBooking(parts: PageParts, ctx: Context): Promise<void> {
  const choice = await readChoice(parts, ctx);
  if (choice === null) return;
  const form = readForm(ctx);
  const waitSeconds = await parts.gate.enter(ctx);
  if (waitSeconds > 0) {
    ctx.set('Retry-After', String(waitSeconds));
    return sendPage(ctx, <RefusedPage reader={choice.reader} office={choice.office} refusal="too-many-requests" />, 429);
  }
  const request = { ...form, service: choice.service.id, lang: choice.reader.lang };
  const booked = await parts.reservations.book(choice.office.office, request);
  if (!booked.ok) return refuseBooking(parts, ctx, choice, form, booked);
  await parts.gate.counted(ctx);
  seeOther(ctx, choice.reader.href(`/objednano/${booked.reservation.id}`));
}

async function refuseBooking(parts: PageParts, ctx: Context, choice: Choice, form: Form, refused: BookRefusal): Promise<void> {
  const offers = (await parts.reservations.offers(choice.office.office, choice.service.id)) ?? [];
  const offer = offers.find((candidate) => candidate.start === form.start);
  switch (refused.refusal) {
    case 'slot-full':
      return sendPage(ctx, <TakenPage {...choice} nearest={nearest(offers, form.start)} />, 409);
    case 'too-many-active':
      if (offer) {
        const errors = [{ field: 'email', message: choice.reader.texts.refusals['too-many-active'] }];
        return sendPage(ctx, <DetailsPage {...choice} offer={offer} draft={form} errors={errors} />, 422);
      }
      return sendPage(ctx, <TakenPage {...choice} nearest={nearest(offers, form.start)} />, 409);
    case 'invalid':
      if (offer) {
        const errors = describe(choice.reader, refused.fields);
        return sendPage(ctx, <DetailsPage {...choice} offer={offer} draft={form} errors={errors} />, 422);
      }
      return sendPage(ctx, <TakenPage {...choice} nearest={nearest(offers, form.start)} />, 409);
    case 'too-many-unconfirmed':
      return sendPage(ctx, <RefusedPage reader={choice.reader} office={choice.office} refusal="too-many-unconfirmed" />, 429);
    case 'unknown-office':
      ctx.status = 404;
  }
}

/** The free slots closest in time to the one that is gone. */
function nearest(offers: readonly Offer[], start: string): Offer[] {
  const wanted = Date.parse(start) || 0;
  const distance = (offer: Offer) => Math.abs(offer.startMs - wanted);
  return offers
    .filter((offer) => offer.free > 0)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, nearestShown)
    .sort((a, b) => a.startMs - b.startMs);
}

/** What the address names; `null` leaves the request to the page that says there is no such page. */
async function readChoice(parts: PageParts, ctx: Context): Promise<Choice | null> {
  if (ctx.params.date !== undefined && readDate(ctx) === null) return null;
  const office = await readOffice(parts.store.db, ctx.params.office ?? '');
  const service = office?.settings.services.find((candidate) => candidate.id === ctx.params.service);
  return office && service ? { reader: readReader(ctx), office: office.settings, service } : null;
}

async function offersOf(parts: PageParts, choice: Choice, ctx: Context): Promise<readonly Offer[]> {
  const date = String(ctx.params.date);
  return (await parts.reservations.offers(choice.office.office, choice.service.id, { from: date, to: date })) ?? [];
}

/** Goes on with the chosen slot, or back to the hours when none was chosen or it is taken. */
async function withSlot(parts: PageParts, ctx: Context, start: string, next: (choice: Choice, offer: Offer) => void): Promise<void> {
  const choice = await readChoice(parts, ctx);
  if (choice === null) return;
  const offers = await offersOf(parts, choice, ctx);
  const offer = offers.find((candidate) => candidate.start === start);
  if (offer && offer.free > 0) return next(choice, offer);
  const { refusals, hours, fields } = choice.reader.texts;
  const message = start === '' ? hours.missing : offer ? refusals['slot-full'] : fields.start;
  sendPage(
    ctx,
    <HoursPage {...choice} date={String(ctx.params.date)} offers={offers} errors={[{ field: 'start', message }]} />,
    offer ? 409 : 422,
  );
}

type Form = Draft & { readonly start: string };

function readForm(ctx: Context): Form {
  const body = (ctx.request.body ?? {}) as Record<string, unknown>;
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
  return { name: text('name').trim(), email: text('email').trim(), start: text('start') };
}

/** What is wrong, in the reader's words. */
export function describe(reader: Reader, problems: readonly FieldProblem[]): PageError[] {
  const { fields } = reader.texts;
  return problems.map(({ field, problem }) => {
    if (field === 'name') return { field, message: fields.name[problem as keyof typeof fields.name] ?? fields.other };
    if (field === 'email') return { field, message: fields.email[problem as keyof typeof fields.email] ?? fields.other };
    return { field: null, message: field === 'start' ? fields.start : fields.other };
  });
}
