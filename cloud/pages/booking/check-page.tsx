import type { JSX } from 'preact';
import type { Offer } from '../../reservations/port.ts';
import { writeDay, writeHours } from '../../when.ts';
import { Layout, type PageError } from '../layout.tsx';
import { Facts } from '../parts.tsx';
import { bookPath, type Choice, steps } from './pages.tsx';
import type { Draft } from './sealed-draft.ts';

type Props = Choice & {
  readonly offer: Offer;
  readonly draft: Pick<Draft, 'name' | 'email'>;
  readonly sealed: string;
  readonly errors?: readonly PageError[];
};

/** Is everything right. Each answer can be changed by itself; the others are kept. */
export function CheckPage({ reader, office, service, offer, draft, sealed, errors = [] }: Props): JSX.Element {
  const { common, check } = reader.texts;
  const path = (...rest: string[]) => bookPath(office.office, service.id, ...rest);
  const details = reader.href(path(offer.date, 'udaje'), { start: offer.start, zmenit: '1' });
  const change = (to: string, what: string) => (
    <a href={to}>
      {common.change}
      <span class="unseen"> – {what}</span>
    </a>
  );
  return (
    <Layout reader={reader} title={check.title} office={office} progress={{ step: 5, steps }} back={details} errors={errors}>
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
      <p>{check.note(office.policies.holdMinutes)}</p>
      <form method="post" action={reader.bare(path(offer.date, 'odeslat'))}>
        <input type="hidden" name="start" value={offer.start} />
        <input type="hidden" name="navrh" value={sealed} />
        <button class="button primary" type="submit" id="odeslat">
          {check.send}
        </button>
      </form>
    </Layout>
  );
}
