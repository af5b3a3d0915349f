import type { JSX } from 'preact';
import type { Reservation } from '../../reservations/port.ts';
import { writeTime } from '../../when.ts';
import { Field } from '../field.tsx';
import type { PageError } from '../layout.tsx';
import type { Reader } from '../reader.ts';

/** The PIN in digits to be read at arm's length, and what to do with it. */
export function Pin({ reader, reservation }: { reader: Reader; reservation: Reservation }): JSX.Element | null {
  if (reservation.pin === null) return null;
  const { confirm } = reader.texts;
  const opensMs = reservation.startMs - reservation.office.policies.earlyMinutes * 60_000;
  return (
    <section class="pin" aria-labelledby="pin-je">
      <h2 id="pin-je">{confirm.pin}</h2>
      <p class="pin-digits">{reservation.pin}</p>
      <p>{confirm.pinHint}</p>
      <p class="quiet">{confirm.window(writeTime(reader.lang, reservation.office.timeZone, opensMs))}</p>
    </section>
  );
}

/** The question that only a person answers (F27). The PIN stands nowhere on a page that asks for it. */
export function PinField({ reader, errors }: { reader: Reader; errors: readonly PageError[] }): JSX.Element {
  const { human } = reader.texts;
  const error = errors.find(({ field }) => field === 'pin')?.message;
  return <Field id="pin" label={human.label} hint={human.hint} error={error} value="" complete="off" type="digits" />;
}
