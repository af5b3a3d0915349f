import type { JSX } from 'preact';
import { type Period, pictureOf, rowOf } from '#contract/statistics/picture.ts';
import { mergeTallies, type Tally } from '#contract/statistics/tally.ts';
import { statisticsWords } from '#contract/statistics/words.ts';
import type { Office } from '../../store/read-office.ts';
import type { Visit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import type { PageError } from '../page-error.ts';
import { ChoosePeriod } from './choose-period.tsx';
import { FiguresTable } from './figures-table.tsx';
import { inAddress } from './period.ts';

/** All offices side by side, a row each. */
export function OverviewPage({
  visit,
  offices,
  totals,
  period,
  today,
  errors,
}: {
  visit: Visit;
  offices: readonly Office[];
  totals: ReadonlyMap<string, Tally>;
  period: Period;
  today: string;
  errors: readonly PageError[];
}): JSX.Element {
  const { lang } = visit.reader;
  const words = statisticsWords[lang];
  const title = `${words.title}: ${words.allOffices}`;
  const frame = pictureOf([], period, { office: words.allOffices, language: lang, services: [] });
  const rows = offices.map(({ id, settings }) => ({
    ...rowOf(id, settings.name[lang], totals.get(id) ?? {}, lang),
    href: `/admin/${id}/statistiky?${inAddress(period)}`,
  }));
  const all = rowOf('total', words.total, mergeTallies([...totals.values()]), lang);
  return (
    <Layout {...visit} title={title} errors={errors}>
      <h1>{title}</h1>
      <ChoosePeriod reader={visit.reader} here="/admin/statistiky" period={period} today={today} />
      <div class="stat">
        <FiguresTable id="offices" title={title} head={words.office} rows={rows} total={all} picture={frame} />
      </div>
    </Layout>
  );
}
