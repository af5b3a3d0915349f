import type { ComponentChildren, JSX } from 'preact';
import type { Reservation } from '../reservations/port.ts';
import { writeWhen } from '../when.ts';
import type { Reader } from './reader.ts';

/** Label and value in rows. */
export function Facts({ rows }: { rows: readonly (readonly [string, ComponentChildren, ComponentChildren?])[] }): JSX.Element {
  return (
    <dl class="facts">
      {rows.map(([label, value, action]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {action && <dd class="fact-action">{action}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** What, when, where and what to bring. */
export function ReservationFacts({
  reader,
  reservation,
  withBring = true,
}: {
  reader: Reader;
  reservation: Reservation;
  withBring?: boolean;
}) {
  const { office, service } = reservation;
  const { common } = reader.texts;
  return (
    <Facts
      rows={[
        [common.when, <strong>{writeWhen(reader.lang, office.timeZone, reservation)}</strong>],
        [common.service, service.name[reader.lang]],
        [
          common.place,
          <>
            {office.name[reader.lang]}
            <br />
            {office.place}
          </>,
        ],
        ...(withBring ? ([[common.bring, service.bring[reader.lang]]] as const) : []),
      ]}
    />
  );
}

/** A form of one button; the language chosen goes along in the address. */
export function ActButton({
  reader,
  to,
  label,
  kind = 'primary',
}: {
  reader: Reader;
  to: string;
  label: string;
  kind?: 'primary' | 'danger' | 'plain';
}) {
  return (
    <form method="post" action={reader.href(to)} class="act">
      <button class={`button ${kind}`} type="submit">
        {label}
      </button>
    </form>
  );
}

/** Takes along through a form sent with GET what links take along. */
export const Kept = ({ reader }: { reader: Reader }): JSX.Element => (
  <>
    {Object.entries(reader.kept).map(([name, value]) => (
      <input type="hidden" key={name} name={name} value={value} />
    ))}
  </>
);
