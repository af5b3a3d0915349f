import type { JSX } from 'preact';
import type { Task } from '../../api/port.ts';
import type { Offer } from '../../reservations/port.ts';
import { writeDay, writeHours } from '../../when.ts';
import { workScript } from '../assets.ts';
import { Layout, type PageError } from '../layout.tsx';
import { Facts } from '../parts.tsx';
import { bookPath, type Choice, steps } from './pages.tsx';
import type { Draft } from './sealed-draft.ts';

type Props = Choice & {
  readonly offer: Offer;
  readonly draft: Pick<Draft, 'name' | 'email' | 'isProven'>;
  readonly sealed: string;
  /** To be solved while the page is read; `null` while the office is not crowded. */
  readonly task: Task | null;
  readonly errors?: readonly PageError[];
};

/** Is everything right. Each answer can be changed by itself; the others are kept. */
export function CheckPage({ reader, office, service, offer, draft, sealed, task, errors = [] }: Props): JSX.Element {
  const { common, check, confirm } = reader.texts;
  const path = (...rest: string[]) => bookPath(office.office, service.id, ...rest);
  const details = reader.href(path(offer.date, 'udaje'), { start: offer.start, zmenit: '1' });
  const change = (to: string, what: string) => (
    <a href={to}>
      {common.change}
      <span class="unseen"> – {what}</span>
    </a>
  );
  return (
    <Layout
      reader={reader}
      title={check.title}
      office={office}
      progress={{ step: 5, steps }}
      back={details}
      errors={errors}
      script={task ? workScript.path : undefined}
    >
      <h1>{check.title}</h1>
      <Facts
        rows={[
          [common.service, service.name[reader.lang], change(reader.href(bookPath(office.office)), common.service)],
          [common.day, writeDay(reader.lang, office.timeZone, offer.startMs), change(reader.href(path()), common.day)],
          [
            common.hour,
            writeHours(reader.lang, office.timeZone, offer),
            change(reader.href(path(offer.date), { start: offer.start }), common.hour),
          ],
          [common.name, draft.name, change(details, common.name)],
          [common.email, draft.email, change(details, common.email)],
        ]}
      />
      <p>{draft.isProven ? check.noteProven : check.note(office.policies.holdMinutes)}</p>
      <form method="post" action={reader.bare(path(offer.date, 'odeslat'))} id="odeslani">
        <input type="hidden" name="start" value={offer.start} />
        <input type="hidden" name="navrh" value={sealed} />
        {task && <TaskField reader={reader} task={task} />}
        <button class="button primary" type="submit" id="odeslat">
          {draft.isProven ? confirm.button : check.send}
        </button>
      </form>
    </Layout>
  );
}

/** Where the script puts the solution, and how far it is. Without a script it stays empty, and what is said is what happens then. */
function TaskField({ reader, task }: { reader: Choice['reader']; task: Task }): JSX.Element {
  const { working, worked, sending, slower } = reader.texts.check;
  return (
    <>
      <input type="hidden" name="altcha" value="" />
      <p class="notice" role="status" id="uloha" data-task={JSON.stringify({ challenge: task, working, worked, sending })}>
        {slower}
      </p>
    </>
  );
}
