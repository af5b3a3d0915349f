import type { JSX } from 'preact';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Offer } from '../../reservations/port.ts';
import { writeHours } from '../../when.ts';
import type { PageError } from '../layout.tsx';
import { Kept } from '../parts.tsx';
import type { Reader } from '../reader.ts';

type HoursProps = {
  readonly reader: Reader;
  readonly office: OfficeSettings;
  readonly offers: readonly Offer[];
  readonly chosen?: string | undefined;
  readonly errors?: readonly PageError[];
};

/**
 * Hours of one day as radio cards, named `start`; a taken one says so and cannot be chosen. With a script the cards stay true while one chooses,
 * and the notice tells when the chosen hour goes to somebody else.
 */
function Hours({ reader, office, offers, chosen, errors = [] }: HoursProps): JSX.Element {
  const { hours: texts } = reader.texts;
  const firstFree = offers.find((offer) => offer.free > 0);
  const error = errors.find(({ field }) => field === 'start')?.message;
  return (
    <>
      <p class="notice warn" id="obsazeno" role="alert" hidden>
        {texts.gone}
      </p>
      <fieldset
        class={error ? 'hours wrong' : 'hours'}
        id="hodiny"
        data-live
        data-notice="obsazeno"
        aria-describedby={error ? 'start-error' : undefined}
      >
        <legend class="unseen">{reader.texts.common.hour}</legend>
        {error && (
          <p class="error" id="start-error">
            {error}
          </p>
        )}
        {offers.map((offer) => (
          <label key={offer.start} class={offer.free > 0 ? 'hour' : 'hour full'}>
            <input
              type="radio"
              name="start"
              id={offer === firstFree ? 'start' : undefined}
              value={offer.start}
              checked={offer.start === chosen && offer.free > 0}
              disabled={offer.free === 0}
            />
            <span class="hour-time">{writeHours(reader.lang, office.timeZone, offer)}</span>
            <span class="hour-free">{offer.free > 0 ? texts.free(offer.free) : texts.full}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

type HourFormProps = {
  readonly reader: Reader;
  readonly office: OfficeSettings;
  readonly date: string;
  readonly offers: readonly Offer[];
  readonly chosen: string | undefined;
  readonly errors: readonly PageError[];
  /** Where the chosen hour is sent, with GET. */
  readonly action: string;
  /** Back to the days, when this one has nothing left. */
  readonly daysHref: string;
};

/** The question for an hour of one day, or the way to another day when none is free. */
export function HourForm({ reader, office, date, offers, chosen, errors, action, daysHref }: HourFormProps): JSX.Element {
  const { hours, common } = reader.texts;
  const closure = office.closures.find((one) => one.date === date);
  if (!offers.some((offer) => offer.free > 0))
    return (
      <>
        <p class="lead">{closure ? hours.closed(closure.reason[reader.lang]) : hours.none}</p>
        <a class="button primary" href={daysHref}>
          {hours.otherDay}
        </a>
      </>
    );
  return (
    <form method="get" action={action}>
      <Kept reader={reader} />
      <Hours reader={reader} office={office} offers={offers} chosen={chosen} errors={errors} />
      <button class="button primary" type="submit">
        {common.continue}
      </button>
    </form>
  );
}
