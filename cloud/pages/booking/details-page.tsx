import type { JSX } from 'preact';
import type { Offer } from '../../reservations/port.ts';
import { writeWhen } from '../../when.ts';
import { Field } from '../field.tsx';
import { Layout, type PageError } from '../layout.tsx';
import { bookPath, type Choice, steps } from './pages.tsx';

type Props = Choice & {
  readonly offer: Offer;
  readonly who: { readonly name: string; readonly email: string };
  readonly errors?: readonly PageError[];
  /** They had said it, too long ago to be kept. */
  readonly isForgotten?: boolean;
};

/** Who comes. */
export function DetailsPage({ reader, office, service, offer, who, errors = [], isForgotten = false }: Props): JSX.Element {
  const { common, details } = reader.texts;
  const back = reader.href(bookPath(office.office, service.id, offer.date), { start: offer.start });
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  return (
    <Layout
      reader={reader}
      title={details.title}
      office={office}
      progress={{ step: 4, steps }}
      back={back}
      errors={errors}
      notice={isForgotten ? details.forgotten : null}
    >
      <p class="over">
        {service.name[reader.lang]} · {writeWhen(reader.lang, office.timeZone, offer)}
      </p>
      <h1>{details.title}</h1>
      <form method="post" action={reader.href(bookPath(office.office, service.id, offer.date, 'kontrola'))} novalidate>
        <input type="hidden" name="start" value={offer.start} />
        <Field id="name" label={common.name} hint={details.nameHint} error={errorOf('name')} value={who.name} complete="name" />
        <Field
          id="email"
          label={common.email}
          hint={details.emailHint}
          error={errorOf('email')}
          value={who.email}
          complete="email"
          type="email"
        />
        <button class="button primary" type="submit">
          {common.continue}
        </button>
      </form>
    </Layout>
  );
}
