import Router from '@koa/router';
import { seeOther, sendPage } from '../../send-page.ts';
import { readOffice, readOffices } from '../../store/read-office.ts';
import type { PageParts } from '../page-parts.ts';
import { carrying, readReader } from '../reader.ts';
import { sendAddressPage } from './address-first.tsx';
import { checkHref, detailsHref, offersOf, read, readerOf, readForm, text, withSlot } from './asked.tsx';
import { describe } from './describe.ts';
import { DetailsPage } from './details-page.tsx';
import { DaysPage, HoursPage, OfficesPage, ServicesPage } from './pages.tsx';
import { newDraft, sealDraft } from './sealed-draft.ts';
import { sendBooking, sendCheck } from './send-booking.tsx';

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
      sendPage(
        ctx,
        <DetailsPage {...asked} offer={offer} who={asked.draft ?? { name: '', email: '' }} isForgotten={ctx.query.zprava === 'znovu'} />,
      );
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
      if (asked.draft) return sendCheck(parts, ctx, asked, asked.draft, offer);
      seeOther(ctx, detailsHref(asked, offer.start, offer.date, text(ctx.query.navrh) !== ''));
    }),
  );
  router.get('/objednat/:office/:service/:date/adresa', (ctx) => sendAddressPage(parts, ctx));
  router.post('/objednat/:office/:service/:date/odeslat', (ctx) => sendBooking(parts, ctx));
  return router;
}
