import { randomUUID } from 'node:crypto';
import Router from '@koa/router';
import type { Context } from 'koa';
import type { JSX } from 'preact';
import { Language, languages } from '#contract/language.ts';
import type { Offer, Reservation } from '../../reservations/port.ts';
import { sendPage } from '../../send-page.ts';
import { writeWhen } from '../../when.ts';
import { Field, PostForm, Select } from '../form-parts.tsx';
import type { Guard, OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import type { PageError } from '../page-error.ts';
import { RefusedPage } from '../refused-page.tsx';
import { chosenDay, HourChoice } from './choose-hour.tsx';
import { bookedChanges, noteOf } from './reservation-changes.ts';

/** Booking for somebody who calls: no address is needed, and the PIN is told at once. */
export function phoneRoutes(guard: Guard): Router {
  const router = new Router({ prefix: '/admin/:office/objednat' });
  router.get(
    '/',
    guard.forOffice((ctx, visit) => showForm(ctx, visit, [])),
  );
  router.post('/', guard.forOffice(book));
  return router;
}

async function showForm(
  ctx: Context,
  visit: OfficeVisit,
  errors: readonly PageError[],
  status = errors.length > 0 ? 422 : 200,
): Promise<void> {
  const { settings } = visit.office;
  const service = settings.services.find(({ id }) => id === visit.form('service')) ?? settings.services[0]!;
  const { date, offers } = await chosenDay(ctx, visit, service.id);
  sendPage(ctx, <PhonePage visit={visit} service={service.id} date={date} offers={offers} errors={errors} />, status);
}

async function book(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { parts, office, form, reader } = visit;
  const { phone, reservation: words } = reader.texts;
  const lang = Language.safeParse(form('lang')).data ?? office.settings.languages[0] ?? 'cs';
  const request = { service: form('service'), start: form('start'), name: form('name'), email: form('email'), lang };
  const booked = await parts.desk.book(office.id, request, noteOf(visit, 'reservation.booked', bookedChanges), readWish(form));
  if (booked.ok) {
    return sendPage(ctx, <BookedPage visit={visit} reservation={booked.reservation} />);
  }
  switch (booked.refusal) {
    case 'invalid':
      return showForm(
        ctx,
        visit,
        booked.fields.map(({ field, problem }) => ({ field, message: phone.problems[problem] })),
      );
    case 'slot-full':
      return showForm(ctx, visit, [{ field: 'start', message: words.refusals['slot-full'] }], 409);
    case 'unknown-office':
      return sendPage(ctx, <RefusedPage {...visit} sentence={words.refusals['unknown-office']} />, 404);
  }
}

/** Names what one form books, so that a second press and a reload book nothing more. */
const readWish = (form: OfficeVisit['form']): string => (/^[\da-f-]{36}$/.test(form('wish')) ? form('wish') : randomUUID());

type Choice = { visit: OfficeVisit; service: string; date: string; offers: readonly Offer[]; errors: readonly PageError[] };

function PhonePage({ visit, service, date, offers, errors }: Choice): JSX.Element {
  const { reader, office, session, form } = visit;
  const { phone } = reader.texts;
  const here = `/admin/${office.id}/objednat`;
  return (
    <Layout {...visit} title={phone.title} place="phone" errors={errors}>
      <h1>{phone.title}</h1>
      <p class="lead">{phone.lead}</p>
      <form method="get" action={here} class="inline">
        <Select
          name="service"
          label={phone.service}
          value={service}
          options={office.settings.services.map(({ id, name }) => [id, name[reader.lang]] as const)}
        />
        <Field name="date" label={phone.day} type="date" value={date} />
        <button class="button plain" type="submit">
          {phone.show}
        </button>
      </form>
      <PostForm session={session} action={here}>
        <input type="hidden" name="service" value={service} />
        <input type="hidden" name="date" value={date} />
        <input type="hidden" name="wish" value={readWish(form)} />
        <HourChoice visit={visit} offers={offers} errors={errors} />
        <Field name="name" label={phone.name} hint={phone.nameHint} value={form('name')} errors={errors} autocomplete="off" length={80} />
        <Field
          name="email"
          label={phone.email}
          hint={phone.emailHint}
          value={form('email')}
          errors={errors}
          autocomplete="off"
          length={254}
          isCode
        />
        <Select
          name="lang"
          label={phone.language}
          value={form('lang') || (office.settings.languages[0] ?? 'cs')}
          options={languages.map((lang) => [lang, reader.texts.languages[lang]] as const)}
        />
        <button class="button primary" type="submit">
          {phone.button}
        </button>
      </PostForm>
    </Layout>
  );
}

function BookedPage({ visit, reservation }: { visit: OfficeVisit; reservation: Reservation }): JSX.Element {
  const { reader, office } = visit;
  const { phone } = reader.texts;
  return (
    <Layout {...visit} title={phone.done} place="phone">
      <h1>{phone.done}</h1>
      <section class="pin-told">
        <p>{phone.tellPin}</p>
        <p class="pin-digits">{reservation.pin}</p>
        <p class="lead">
          <strong>{writeWhen(reader.lang, office.settings.timeZone, reservation)}</strong>
          <br />
          {reservation.service.name[reader.lang]}
        </p>
        <p>{phone.atKiosk}</p>
        <p>
          {reader.texts.settings.bring}: {reservation.service.bring[reader.lang]}
        </p>
      </section>
      <p class="actions">
        <a class="button primary" href={`/admin/${office.id}/objednat?service=${reservation.service.id}`}>
          {phone.again}
        </a>
        <a class="button plain" href={`/admin/${office.id}/rezervace/${reservation.id}`}>
          {reader.texts.toMove.open}
        </a>
      </p>
    </Layout>
  );
}
