import Router from '@koa/router';
import type { JSX } from 'preact';
import type { Reservation } from '../../reservations/port.ts';
import { writeTime } from '../../when.ts';
import { Layout, type PageError } from '../layout.tsx';
import type { PageParts } from '../page-parts.ts';
import { ReservationFacts } from '../parts.tsx';
import { type Reader, readReader } from '../reader.ts';
import { seeOther, sendPage } from '../send-page.ts';
import { describe } from './booking-routes.tsx';
import { Field } from './pages.tsx';

/** "Look into your e-mail", and the way to correct the address. */
export function sentRoutes({ reservations, inbox }: PageParts): Router {
  const router = new Router();
  router.get('/objednano/:id', async (ctx) => {
    const reader = readReader(ctx);
    const reservation = await reservations.held(ctx.params.id ?? '');
    const notice = ctx.query.znovu === '1' ? reader.texts.sent.resent : null;
    if (reservation) sendPage(ctx, <SentPage reader={reader} reservation={reservation} notice={notice} hasInbox={inbox !== null} />);
    else sendPage(ctx, <GonePage reader={reader} />, 410);
  });
  router.post('/objednano/:id/oprava', async (ctx) => {
    const reader = readReader(ctx);
    const id = ctx.params.id ?? '';
    const email = String((ctx.request.body as Record<string, unknown> | undefined)?.email ?? '').trim();
    const corrected = await reservations.correctEmail(id, email);
    if (corrected.ok) return seeOther(ctx, reader.href(`/objednano/${id}`, { znovu: '1' }));
    const reservation = await reservations.held(id);
    if (corrected.refusal === 'unknown-reservation' || !reservation) return sendPage(ctx, <GonePage reader={reader} />, 410);
    const errors =
      corrected.refusal === 'invalid'
        ? describe(reader, corrected.fields)
        : [
            {
              field: 'email',
              message: corrected.refusal === 'too-many-mails' ? reader.texts.sent.tooMany : reader.texts.refusals['too-many-active'],
            },
          ];
    sendPage(
      ctx,
      <SentPage reader={reader} reservation={reservation} typed={email} errors={errors} notice={null} hasInbox={inbox !== null} />,
      corrected.refusal === 'too-many-mails' ? 429 : 422,
    );
  });
  return router;
}

type SentProps = {
  readonly reader: Reader;
  readonly reservation: Reservation;
  readonly typed?: string;
  readonly errors?: readonly PageError[];
  readonly notice: string | null;
  readonly hasInbox: boolean;
};

function SentPage({ reader, reservation, typed, errors = [], notice, hasInbox }: SentProps): JSX.Element {
  const { sent, common } = reader.texts;
  const email = reservation.email ?? '';
  return (
    <Layout reader={reader} title={sent.title} office={reservation.office} errors={errors} notice={notice}>
      <h1>{sent.title}</h1>
      <p class="lead">{sent.lead(email)}</p>
      <p>{sent.until(writeTime(reader.lang, reservation.office.timeZone, reservation.holdExpiresMs))}</p>
      {hasInbox && (
        <p class="aside">
          {sent.inbox} <a href={reader.href('/inbox')}>{sent.openInbox}</a>
        </p>
      )}
      <ReservationFacts reader={reader} reservation={reservation} withBring={false} />
      <section class="card">
        <h2>{sent.nothing}</h2>
        <form method="post" action={reader.href(`/objednano/${reservation.id}/oprava`)} novalidate>
          <Field
            id="email"
            label={common.email}
            hint={sent.nothingHint}
            error={errors[0]?.message}
            value={typed ?? email}
            complete="email"
            type="email"
          />
          <button class="button plain" type="submit">
            {sent.resend}
          </button>
        </form>
      </section>
    </Layout>
  );
}

function GonePage({ reader }: { reader: Reader }): JSX.Element {
  const { sent, common } = reader.texts;
  return (
    <Layout reader={reader} title={sent.gone}>
      <h1>{sent.gone}</h1>
      <p class="lead">{sent.goneLead}</p>
      <a class="button primary" href={reader.href('/')}>
        {common.bookAgain}
      </a>
    </Layout>
  );
}
