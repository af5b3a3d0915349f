import type { Language } from '#contract/language.ts';
import type { Period } from '#contract/statistics/picture.ts';
import { statisticsWords } from '../../../contract/statistics/words.ts';

/** Periods that one click shows, in days: today, a week, all that a kiosk knows. */
const quickDays = [1, 7, 35] as const;
const dayMs = 86_400_000;

/** Which days are shown: two dates, or one click. */
export function ChoosePeriod({ today, period, language }: { today: string; period: Period; language: Language }) {
  const said = statisticsWords[language];
  const since = (days: number): string => new Date(Date.parse(`${today}T12:00:00Z`) - (days - 1) * dayMs).toISOString().slice(0, 10);
  return (
    <>
      <form class="stat-period" action="/staff/statistics">
        <input type="hidden" name="lang" value={language} />
        <label class="field">
          {said.from} <input type="date" name="from" value={period.from} max={today} required />
        </label>
        <label class="field">
          {said.to} <input type="date" name="to" value={period.to} max={today} required />
        </label>
        <button type="submit">{said.show}</button>
      </form>
      <p class="stat-quick">
        {quickDays.map((days) => (
          <a key={days} href={`/staff/statistics?from=${since(days)}&to=${today}&lang=${language}`}>
            {days === 1 ? said.today : said.lastDays(days)}
          </a>
        ))}
      </p>
    </>
  );
}
