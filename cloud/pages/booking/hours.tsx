import type { JSX } from 'preact';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Offer } from '../../reservations/port.ts';
import { writeHours } from '../../when.ts';
import type { Reader } from '../reader.ts';

type HoursProps = {
  readonly reader: Reader;
  readonly office: OfficeSettings;
  readonly offers: readonly Offer[];
  readonly chosen?: string | undefined;
};

/**
 * Hours of one day as radio cards, named `start`; a taken one says so and cannot be chosen. With a script the cards stay true while one chooses,
 * and the notice tells when the chosen hour goes to somebody else.
 */
export function Hours({ reader, office, offers, chosen }: HoursProps): JSX.Element {
  const { hours: texts } = reader.texts;
  const firstFree = offers.find((offer) => offer.free > 0);
  return (
    <>
      <p class="notice warn" id="obsazeno" role="alert" hidden>
        {texts.gone}
      </p>
      <fieldset class="hours" id="hodiny" data-live data-notice="obsazeno">
        <legend class="unseen">{reader.texts.common.hour}</legend>
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
