import Router from '@koa/router';
import type { Context } from 'koa';
import type { JSX } from 'preact';
import type { Reservation } from '../../reservations/port.ts';
import { seeOther, sendPage } from '../../send-page.ts';
import { writeTime } from '../../when.ts';
import { Layout } from '../layout.tsx';
import type { PageParts } from '../page-parts.ts';
import { ActButton, ReservationFacts } from '../parts.tsx';
import { type Reader, readReader } from '../reader.ts';
import { sendCalendar } from './calendar-file.ts';
import { Pin } from './pin.tsx';
import { UnknownLinkPage } from './unknown-link-page.tsx';

/** The confirm link: looking changes nothing (F27), its button confirms, and then it shows the PIN. */
export function confirmRoutes({ reservations, publicOrigin, calendar }: PageParts): Router {
  const router = new Router();
  const show = async (ctx: Context, token: string) => {
    const reader = readReader(ctx);
    const known = await reservations.byConfirmToken(token);
    if (known === null) return sendPage(ctx, <UnknownLinkPage reader={reader} />, 404);
    const { reservation } = known;
    switch (reservation.state) {
      case 'held':
        return sendPage(ctx, <AskPage reader={reader} reservation={reservation} token={token} />);
      case 'confirmed':
      case 'checkedIn':
        return sendPage(ctx, <ConfirmedPage reader={reader} reservation={reservation} token={token} manageToken={known.manageToken} />);
      case 'expired':
        return sendPage(ctx, <ExpiredPage reader={reader} reservation={reservation} />, 410);
      case 'cancelled':
      case 'fulfilled':
      case 'lapsed':
      case 'noShow':
        return seeOther(ctx, reader.href(`/rezervace/${known.manageToken}`));
    }
  };
  router.get('/potvrdit/:token', (ctx) => show(ctx, ctx.params.token ?? ''));
  router.post('/potvrdit/:token', async (ctx) => {
    const token = ctx.params.token ?? '';
    const confirmed = await reservations.confirm(token);
    if (confirmed.ok) return seeOther(ctx, readReader(ctx).href(`/potvrdit/${encodeURIComponent(token)}`));
    await show(ctx, token);
  });
  router.get('/potvrdit/:token/termin.ics', async (ctx) => {
    const known = await reservations.byConfirmToken(ctx.params.token ?? '');
    if (known === null || known.reservation.pin === null) return;
    sendCalendar(ctx, calendar(known.reservation, `${publicOrigin}/rezervace/${known.manageToken}`));
  });
  return router;
}

function AskPage({ reader, reservation, token }: { reader: Reader; reservation: Reservation; token: string }): JSX.Element {
  const { confirm } = reader.texts;
  return (
    <Layout reader={reader} title={confirm.title} office={reservation.office}>
      <h1>{confirm.title}</h1>
      <p class="lead">{confirm.lead}</p>
      <ReservationFacts reader={reader} reservation={reservation} />
      <ActButton reader={reader} to={`/potvrdit/${token}`} label={confirm.button} />
      <p class="quiet">{confirm.notMine(writeTime(reader.lang, reservation.office.timeZone, reservation.holdExpiresMs))}</p>
    </Layout>
  );
}

type ConfirmedProps = { readonly reader: Reader; readonly reservation: Reservation; readonly token: string; readonly manageToken: string };

function ConfirmedPage({ reader, reservation, token, manageToken }: ConfirmedProps): JSX.Element {
  const { confirm } = reader.texts;
  return (
    <Layout reader={reader} title={confirm.done} office={reservation.office}>
      <h1>
        <span class="tick" aria-hidden="true" />
        {confirm.done}
      </h1>
      <Pin reader={reader} reservation={reservation} />
      <ReservationFacts reader={reader} reservation={reservation} />
      <p class="actions">
        <a class="button primary" href={`/potvrdit/${token}/termin.ics`}>
          {confirm.calendar}
        </a>
        <a class="button plain" href={reader.href(`/rezervace/${manageToken}`)}>
          {confirm.manage}
        </a>
      </p>
      <p class="quiet screen-only">{confirm.print}</p>
    </Layout>
  );
}

function ExpiredPage({ reader, reservation }: { reader: Reader; reservation: Reservation }): JSX.Element {
  const { confirm, common } = reader.texts;
  return (
    <Layout reader={reader} title={confirm.expired} office={reservation.office}>
      <h1>{confirm.expired}</h1>
      <p class="lead">{confirm.expiredLead}</p>
      <a class="button primary" href={reader.href(`/objednat/${reservation.office.office}/${reservation.service.id}`)}>
        {common.bookAgain}
      </a>
    </Layout>
  );
}
