import type { JSX } from 'preact';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Offer } from '../../reservations/port.ts';
import { writeHours } from '../../when.ts';
import type { Reader } from '../reader.ts';

/** Hours of one day as radio cards, named `start`; a taken one says so and cannot be chosen. */
export function Hours({
  reader,
  office,
  offers,
  chosen,
}: {
  reader: Reader;
  office: OfficeSettings;
  offers: readonly Offer[];
  chosen?: string | undefined;
}): JSX.Element {
  const { hours: texts } = reader.texts;
  const firstFree = offers.find((offer) => offer.free > 0);
  return (
    <fieldset class="hours">
      <legend class="unseen">{reader.texts.common.hour}</legend>
      {offers.map((offer) => (
        <label key={offer.start} class={offer.free > 0 ? 'hour' : 'hour full'}>
          <input
            type="radio"
            name="start"
            id={offer === firstFree ? 'start' : undefined}
            value={offer.start}
            checked={offer.start === chosen}
            disabled={offer.free === 0}
          />
          <span class="hour-time">{writeHours(reader.lang, office.timeZone, offer)}</span>
          <span class="hour-free">{offer.free > 0 ? texts.free : texts.full}</span>
        </label>
      ))}
    </fieldset>
  );
}
