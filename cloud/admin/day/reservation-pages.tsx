import type { JSX } from 'preact';
import type { MailMessage } from '../../mail/port.ts';
import type { Offer } from '../../reservations/port.ts';
import { writeWhen } from '../../when.ts';
import { Act, Field, PostForm, Tick } from '../form-parts.tsx';
import type { OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import type { PageError } from '../page-error.ts';
import { writeMoment } from '../write.ts';
import { HourChoice } from './choose-hour.tsx';
import { State, serviceName } from './day-page.tsx';
import type { Seen } from './reservations.ts';

type Known = { readonly visit: OfficeVisit; readonly seen: Seen };

const addressOf = ({ visit, seen }: Known): string => `/admin/${visit.office.id}/rezervace/${seen.row.id}`;
const titleOf = ({ visit, seen }: Known): string => seen.row.name ?? visit.reader.texts.day.nameless;

/** What the office knows of a reservation and may do with it. */
export function ReservationPage({
  visit,
  seen,
  isStranded,
  asked,
  mail,
  notice,
}: Known & {
  isStranded: boolean;
  asked: boolean /** The request to choose another hour, while it can be sent. */;
  mail: MailMessage | null;
  notice: string | null;
}): JSX.Element {
  const { reader, office, session, parts } = visit;
  const { reservation, toMove } = reader.texts;
  const { row } = seen;
  const here = addressOf({ visit, seen });
  const isOpen = (row.state === 'confirmed' || row.state === 'held') && row.endMs > parts.clock.now();
  return (
    <Layout {...visit} title={titleOf({ visit, seen })} place="day" notice={notice}>
      <p>
        <a class="back" href={`/admin/${office.id}/den?date=${row.date}`}>
          {reader.texts.day.title}
        </a>
      </p>
      <h1>{titleOf({ visit, seen })}</h1>
      <p>
        <State reader={reader} seen={seen} nowMs={parts.clock.now()} isStranded={isStranded} />
      </p>
      <Facts visit={visit} seen={seen} />
      {asked && <p class="notice warn">{toMove.asked}</p>}
      {mail && (
        <section class="notice warn">
          <MailPreview mail={mail} title={toMove.mail} />
          <Act session={session} action={`${here}/vyzvat`} label={toMove.sendOne} kind="plain" />
        </section>
      )}
      {isOpen && (
        <p class="actions">
          {row.state === 'confirmed' && (
            <a class="button primary" href={`${here}/presunout`}>
              {reservation.move}
            </a>
          )}
          <a class="button quiet-link" href={`${here}/zrusit`}>
            {reservation.cancel}
          </a>
        </p>
      )}
    </Layout>
  );
}

function Facts({ visit, seen: { row } }: Known) {
  const { reader, office } = visit;
  const { reservation, day } = reader.texts;
  const { timeZone } = office.settings;
  const rows: readonly (readonly [string, string])[] = [
    [day.hour, writeWhen(reader.lang, timeZone, row)],
    [day.service, serviceName(visit, row.service)],
    ...(row.pin ? ([[reservation.pin, row.pin]] as const) : []),
    [reservation.email, row.email ?? reservation.noEmail],
    ...(row.ticketNumber ? ([[day.ticket, row.ticketNumber]] as const) : []),
    [reservation.booked, writeMoment(reader.lang, timeZone, row.createdMs)],
    ...(row.state === 'held' ? ([[reservation.until, writeMoment(reader.lang, timeZone, row.holdExpiresMs)]] as const) : []),
  ];
  return (
    <dl class="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Another day, another hour. */
export function MovePage({
  visit,
  seen,
  date,
  offers,
  errors,
}: Known & { date: string; offers: readonly Offer[]; errors: readonly PageError[] }): JSX.Element {
  const { reader, office, session } = visit;
  const { reservation } = reader.texts;
  const here = `${addressOf({ visit, seen })}/presunout`;
  return (
    <Layout {...visit} title={reservation.moveTitle} place="day" errors={errors}>
      <p>
        <a class="back" href={addressOf({ visit, seen })}>
          {titleOf({ visit, seen })}
        </a>
      </p>
      <h1>{reservation.moveTitle}</h1>
      <p class="lead">
        {writeWhen(reader.lang, office.settings.timeZone, seen.row)} · {serviceName(visit, seen.row.service)}
      </p>
      <form method="get" action={here} class="inline">
        <Field name="date" label={reservation.chooseDay} type="date" value={date} />
        <button class="button plain" type="submit">
          {reader.texts.phone.show}
        </button>
      </form>
      <PostForm session={session} action={here}>
        <input type="hidden" name="date" value={date} />
        <HourChoice visit={visit} offers={offers} errors={errors} />
        {seen.row.email !== null && <Tick name="tell" label={reservation.tell} checked />}
        <button class="button primary" type="submit">
          {reservation.moveButton}
        </button>
      </PostForm>
    </Layout>
  );
}

/** The second act of a cancellation, with the mail that it sends. */
export function CancelPage({ visit, seen, mail }: Known & { mail: MailMessage | null }): JSX.Element {
  const { reader, office, session } = visit;
  const { reservation } = reader.texts;
  const here = addressOf({ visit, seen });
  return (
    <Layout {...visit} title={reservation.cancelTitle} place="day">
      <h1>{reservation.cancelTitle}</h1>
      <p class="lead">
        {titleOf({ visit, seen })} · {writeWhen(reader.lang, office.settings.timeZone, seen.row)} · {serviceName(visit, seen.row.service)}
      </p>
      <p>{reservation.cancelLead}</p>
      <PostForm session={session} action={`${here}/zrusit`}>
        {mail && (
          <>
            <Tick name="tell" label={reservation.tell} checked />
            <MailPreview mail={mail} title={reservation.mailTitle} />
          </>
        )}
        <p class="actions">
          <button class="button grave" type="submit">
            {reservation.cancelButton}
          </button>
          <a class="button plain" href={here}>
            {reservation.keep}
          </a>
        </p>
      </PostForm>
    </Layout>
  );
}

/** A mail before it leaves. */
export function MailPreview({ mail, title }: { mail: MailMessage; title: string }): JSX.Element {
  return (
    <details class="draft-mail">
      <summary>{title}</summary>
      <p>
        <strong>{mail.subject}</strong>
      </p>
      <pre>{mail.text}</pre>
    </details>
  );
}
