import type { JSX } from 'preact';
import { Layout, type PageError } from '../layout.tsx';
import { ReservationFacts } from '../parts.tsx';
import type { Managed } from './managed.tsx';
import { PinField } from './pin.tsx';

/** The second act of a cancellation, which only a person makes. */
export function CancelPage({ reader, reservation, token, errors = [] }: Managed & { errors?: readonly PageError[] }): JSX.Element {
  const { manage } = reader.texts;
  const path = `/rezervace/${token}`;
  return (
    <Layout reader={reader} title={manage.cancelTitle} office={reservation.office} back={reader.href(path)} errors={errors}>
      <h1>{manage.cancelTitle}</h1>
      <p class="lead">{manage.cancelLead(reservation.office.policies.undoCancelMinutes)}</p>
      <ReservationFacts reader={reader} reservation={reservation} withBring={false} />
      <form method="post" action={reader.href(`${path}/zrusit`)} novalidate>
        <PinField reader={reader} errors={errors} />
        <div class="actions">
          <button class="button grave" type="submit">
            {manage.cancelButton}
          </button>
          <a class="button plain" href={reader.href(path)}>
            {manage.keep}
          </a>
        </div>
      </form>
    </Layout>
  );
}
