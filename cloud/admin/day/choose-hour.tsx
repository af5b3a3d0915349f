import type { Context } from 'koa';
import type { JSX } from 'preact';
import { z } from 'zod';
import type { Offer } from '../../reservations/port.ts';
import { writeHours } from '../../when.ts';
import type { OfficeVisit } from '../guard.tsx';
import type { PageError } from '../page-error.ts';
import { today } from './day-routes.tsx';

/** The date of the page, or the first one with a free hour. */
export async function chosenDay(
  ctx: Context,
  visit: OfficeVisit,
  service: string,
): Promise<{ readonly date: string; readonly offers: readonly Offer[] }> {
  const { parts, office, form } = visit;
  const given = z.iso.date().safeParse(form('date') || ctx.query.date).data;
  if (given === undefined) {
    const all = (await parts.offers(office.id, service)) ?? [];
    const date = all.find(({ free }) => free > 0)?.date ?? today(visit);
    return { date, offers: all.filter((offer) => offer.date === date) };
  }
  return { date: given, offers: (await parts.offers(office.id, service, { from: given, to: given })) ?? [] };
}

/** The hours of a day as choices; full ones are shown and cannot be chosen. */
export function HourChoice({
  visit,
  offers,
  errors,
}: {
  visit: OfficeVisit;
  offers: readonly Offer[];
  errors: readonly PageError[];
}): JSX.Element {
  const { reader, office, form } = visit;
  const { reservation } = reader.texts;
  const wrong = errors.find(({ field }) => field === 'start');
  return (
    <fieldset class={`group hours-of-day${wrong ? ' wrong' : ''}`} id="start" tabIndex={-1}>
      <legend>{reader.texts.day.hour}</legend>
      {wrong && <p class="error">{wrong.message}</p>}
      {offers.length === 0 && <p>{reservation.noHours}</p>}
      {offers.map(({ start, startMs, endMs, free }) => (
        <div key={start} class="choose">
          <input type="radio" id={`start-${startMs}`} name="start" value={start} disabled={free === 0} checked={form('start') === start} />
          <label for={`start-${startMs}`}>
            {writeHours(reader.lang, office.settings.timeZone, { startMs, endMs })} · {free > 0 ? reservation.free(free) : reservation.full}
          </label>
        </div>
      ))}
    </fieldset>
  );
}
