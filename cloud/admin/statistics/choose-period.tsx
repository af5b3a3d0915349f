import type { JSX } from 'preact';
import type { Period } from '#contract/statistics/picture.ts';
import { statisticsWords } from '#contract/statistics/words.ts';
import { Field } from '../form-parts.tsx';
import type { Reader } from '../reader.ts';
import { inAddress, lastDays, quickDays } from './period.ts';

/** Which days are shown: two dates, or one click. */
export function ChoosePeriod({
  reader,
  here,
  period,
  today,
}: {
  reader: Reader;
  here: string;
  period: Period;
  today: string;
}): JSX.Element {
  const words = statisticsWords[reader.lang];
  return (
    <>
      <form method="get" action={here} class="inline stat-period">
        <Field name="from" label={words.from} type="date" value={period.from} />
        <Field name="to" label={words.to} type="date" value={period.to} />
        <button class="button plain" type="submit">
          {words.show}
        </button>
      </form>
      <p class="stat-quick">
        {quickDays.map((days) => (
          <a key={days} href={`${here}?${inAddress(lastDays(today, days))}`}>
            {days === 1 ? words.today : words.lastDays(days)}
          </a>
        ))}
      </p>
    </>
  );
}
