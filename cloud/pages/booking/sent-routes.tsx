import Router from '@koa/router';
import type { Context } from 'koa';
import type { JSX } from 'preact';
import type { EndedHold, Reservation } from '../../reservations/port.ts';
import { seeOther, sendPage } from '../../send-page.ts';
import { writeTime } from '../../when.ts';
import { Field } from '../field.tsx';
import { Layout, type PageError } from '../layout.tsx';
import type { PageParts } from '../page-parts.ts';
import { ActButton, ReservationFacts } from '../parts.tsx';
import { type Reader, readReader } from '../reader.ts';
import { describe } from './describe.ts';
import { bookPath } from './pages.tsx';
import { SentTo } from './sent-to.tsx';

/** How often the page looks how much time is left, and whether it was confirmed elsewhere, seconds. */
const liveSeconds = 10;

/** "Look into your e-mail", how long the place is held, more time, and the way to correct the address. */
export function sentRoutes({ reservations, inbox, clock }: PageParts): Router {
  const router = new Router();
  const show = async (ctx: Context, rest: { typed?: string; errors?: readonly PageError[]; status?: number } = {}) => {
    const reader = readReader(ctx);
    const reservation = await reservations.held(ctx.params.id ?? '');
    if (!reservation) return sendPage(ctx, <GonePage reader={reader} hold={await reservations.endedHold(ctx.params.id ?? '')} />, 410);
    const news = ctx.query.zprava === 'znovu' ? reader.texts.sent.resent : ctx.query.zprava === 'cas' ? reader.texts.sent.extended : null;
    const props = { reader, reservation, nowMs: clock.now(), notice: news, hasInbox: inbox !== null };
    sendPage(ctx, <SentPage {...props} typed={rest.typed} errors={rest.errors ?? []} />, rest.status);
  };
  router.get('/objednano/:id', (ctx) => show(ctx));
  router.post('/objednano/:id/cas', async (ctx) => {
    const id = ctx.params.id ?? '';
    const reader = readReader(ctx);
    const extended = await reservations.extendHold(id);
    if (extended.ok) return seeOther(ctx, reader.href(`/objednano/${id}`, { zprava: 'cas' }));
    await show(ctx, { errors: [{ field: null, message: reader.texts.sent.noMoreTime }], status: 409 });
  });
  router.post('/objednano/:id/oprava', async (ctx) => {
    const reader = readReader(ctx);
    const id = ctx.params.id ?? '';
    const email = String((ctx.request.body as Record<string, unknown> | undefined)?.email ?? '').trim();
    const corrected = await reservations.correctEmail(id, email);
    if (corrected.ok) return seeOther(ctx, reader.href(`/objednano/${id}`, { zprava: 'znovu' }));
    switch (corrected.refusal) {
      case 'invalid':
        return show(ctx, { typed: email, errors: describe(reader, corrected.fields), status: 422 });
      case 'too-many-mails':
        return show(ctx, { typed: email, errors: [{ field: 'email', message: reader.texts.sent.tooMany }], status: 429 });
      case 'too-many-active':
        return show(ctx, { typed: email, errors: [{ field: 'email', message: reader.texts.refusals['too-many-active'] }], status: 422 });
      case 'unknown-reservation':
        return show(ctx);
    }
  });
  return router;
}

type SentProps = {
  readonly reader: Reader;
  readonly reservation: Reservation;
  readonly nowMs: number;
  readonly typed: string | undefined;
  readonly errors: readonly PageError[];
  readonly notice: string | null;
  readonly hasInbox: boolean;
};

function SentPage({ reader, reservation, nowMs, typed, errors, notice, hasInbox }: SentProps): JSX.Element {
  const { sent, common } = reader.texts;
  const email = reservation.email ?? '';
  return (
    <Layout reader={reader} title={sent.title} office={reservation.office} errors={errors} notice={notice} liveSeconds={liveSeconds}>
      <h1>{sent.title}</h1>
      <SentTo reader={reader} email={email} inbox={hasInbox ? reader.href('/inbox') : null} />
      <HoldTime reader={reader} reservation={reservation} nowMs={nowMs} />
      <ReservationFacts reader={reader} reservation={reservation} withBring={false} />
      <section class="card">
        <h2>{sent.nothing}</h2>
        <form method="post" action={reader.href(`/objednano/${reservation.id}/oprava`)} novalidate>
          <Field
            id="email"
            label={common.email}
            hint={sent.nothingHint}
            error={errors.find(({ field }) => field === 'email')?.message}
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

/** Until when the place is held and how long that still is; with a script it counts down. */
function HoldTime({ reader, reservation, nowMs }: Pick<SentProps, 'reader' | 'reservation' | 'nowMs'>): JSX.Element {
  const { sent } = reader.texts;
  const minutes = Math.ceil((reservation.holdExpiresMs - nowMs) / 60_000);
  return (
    <section class="hold" aria-labelledby="drzime">
      <div id="cas" data-live>
        <h2 id="drzime">{sent.until(writeTime(reader.lang, reservation.office.timeZone, reservation.holdExpiresMs))}</h2>
        {/* A hold that is over goes with the next minute's work, and not before its mail has left (F26). */}
        {minutes > 0 && <p role="timer">{sent.left(minutes)}</p>}
      </div>
      {reservation.holdExtensionsLeft > 0 && (
        <ActButton reader={reader} to={`/objednano/${reservation.id}/cas`} label={sent.more} kind="plain" />
      )}
    </section>
  );
}

/** The hold is over: most often because it was confirmed from the mail, on this device or on another. */
function GonePage({ reader, hold }: { reader: Reader; hold: EndedHold | null }): JSX.Element {
  const { sent, common, confirm } = reader.texts;
  const office = hold?.office ?? null;
  if (hold?.end === 'confirmed')
    return (
      <Layout reader={reader} title={confirm.done} office={office}>
        <h1>
          <span class="tick" aria-hidden="true" />
          {confirm.done}
        </h1>
        <p class="lead">{sent.pinInMail}</p>
      </Layout>
    );
  const isExpired = hold?.end === 'expired';
  const title = isExpired ? confirm.expired : sent.gone;
  return (
    <Layout reader={reader} title={title} office={office}>
      <h1>{title}</h1>
      <p class="lead">{isExpired ? confirm.expiredLead : sent.goneLead}</p>
      <p>
        <a class="button primary" href={reader.href(hold ? bookPath(hold.office.office, hold.service.id) : '/')}>
          {common.bookAgain}
        </a>
      </p>
    </Layout>
  );
}
