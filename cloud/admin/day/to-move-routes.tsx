import Router from '@koa/router';
import type { Context } from 'koa';
import type { JSX } from 'preact';
import type { MailMessage } from '../../mail/port.ts';
import type { Stranded } from '../../reservations/port.ts';
import { seeOther, sendPage } from '../../send-page.ts';
import { writeWhen } from '../../when.ts';
import { Act } from '../form-parts.tsx';
import type { Guard, OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import { serviceName } from './day-page.tsx';
import { noteOf } from './reservation-changes.ts';
import { MailPreview } from './reservation-pages.tsx';

/** Mails that one press sends; the next press sends the rest. */
const sendMax = 100;

/** The reservations that a change of the settings left without their hour (F21). */
export function toMoveRoutes(guard: Guard): Router {
  const router = new Router({ prefix: '/admin/:office/presunout' });
  router.get('/', guard.forOffice(show));
  router.post('/vyzvat', guard.forOffice(askAll));
  return router;
}

const untold = (rows: readonly Stranded[], asked: ReadonlySet<string>): Stranded[] =>
  rows.filter(({ id, email, state }) => email !== null && state === 'confirmed' && !asked.has(id));

async function show(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { parts, office, reader } = visit;
  const rows = await parts.desk.stranded(office.id, office.settings);
  const asked = await parts.desk.asked(rows);
  const [first] = untold(rows, asked);
  const mail = first ? await parts.desk.preview(office.id, first.id, 'toMove') : null;
  const sent = /^\d{1,4}$/.test(String(ctx.query.odeslano ?? '')) ? reader.texts.toMove.sent(Number(ctx.query.odeslano)) : null;
  const notice = ctx.query.ulozeno ? reader.texts.settings.saved : sent;
  sendPage(ctx, <ToMovePage visit={visit} rows={rows} asked={asked} mail={mail} notice={notice} />);
}

async function askAll(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { parts, office } = visit;
  const rows = await parts.desk.stranded(office.id, office.settings);
  let sent = 0;
  for (const { id } of untold(rows, await parts.desk.asked(rows)).slice(0, sendMax)) {
    const done = await parts.desk.askToMove(
      office.id,
      id,
      noteOf(visit, 'reservation.asked-to-move', () => []),
    );
    if (done.ok) sent += 1;
  }
  seeOther(ctx, `/admin/${office.id}/presunout?odeslano=${sent}`);
}

type List = { visit: OfficeVisit; rows: readonly Stranded[]; asked: ReadonlySet<string>; mail: MailMessage | null; notice: string | null };

function ToMovePage({ visit, rows, asked, mail, notice }: List): JSX.Element {
  const { reader, office, session } = visit;
  const { toMove } = reader.texts;
  const here = `/admin/${office.id}/presunout`;
  return (
    <Layout {...visit} title={toMove.title} place="toMove" notice={notice}>
      <h1>{toMove.title}</h1>
      <p class="lead">{rows.length === 0 ? toMove.none : toMove.lead}</p>
      {mail && (
        <section class="notice warn">
          <MailPreview mail={mail} title={toMove.mail} />
          <Act session={session} action={`${here}/vyzvat`} label={toMove.sendAll(untold(rows, asked).length)} />
        </section>
      )}
      <ul class="rows">
        {rows.map((row) => (
          <Entry key={row.id} visit={visit} row={row} asked={asked.has(row.id)} />
        ))}
      </ul>
    </Layout>
  );
}

function Entry({ visit, row, asked }: { visit: OfficeVisit; row: Stranded; asked: boolean }) {
  const { reader, office } = visit;
  const { toMove, day } = reader.texts;
  const about = row.name ?? day.nameless;
  const page = `/admin/${office.id}/rezervace/${row.id}`;
  const told = row.state === 'held' ? toMove.held : row.email === null ? toMove.noAddress : asked ? toMove.asked : toMove.notAsked;
  return (
    <li>
      <span>
        <strong>{writeWhen(reader.lang, office.settings.timeZone, row)}</strong>
        <br />
        <a href={page}>{about}</a> · {serviceName(visit, row.service)}
      </span>
      <span class={`state ${asked ? 'confirmed' : 'held'}`}>{told}</span>
      <span class="actions">
        {row.state === 'confirmed' && (
          <a class="button plain" href={`${page}/presunout`}>
            {toMove.move}
            <span class="unseen"> {about}</span>
          </a>
        )}
        <a class="button quiet-link" href={`${page}/zrusit`}>
          {toMove.cancel}
          <span class="unseen"> {about}</span>
        </a>
      </span>
    </li>
  );
}
