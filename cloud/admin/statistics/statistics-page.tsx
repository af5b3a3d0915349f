import type { JSX } from 'preact';
import type { StatisticsPicture, StatisticsTable } from '#contract/statistics/picture.ts';
import { type StatisticsWords, statisticsWords } from '#contract/statistics/words.ts';
import type { OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import type { PageError } from '../page-error.ts';
import { chartsScript } from './charts-asset.ts';
import { ChoosePeriod } from './choose-period.tsx';
import { FiguresTable } from './figures-table.tsx';
import { inAddress } from './period.ts';

/** The statistics of one office: charts, and beneath each the table that it is drawn from. */
export function StatisticsPage({
  visit,
  picture,
  today,
  errors,
}: {
  visit: OfficeVisit;
  picture: StatisticsPicture;
  today: string;
  errors: readonly PageError[];
}): JSX.Element {
  const words = statisticsWords[visit.reader.lang];
  const here = `/admin/${visit.office.id}/statistiky`;
  const { user } = visit.session;
  return (
    <Layout {...visit} title={words.title} place="statistics" errors={errors}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <ChoosePeriod reader={visit.reader} here={here} period={picture.period} today={today} />
      <p class="stat-quick">
        <a href={`${here}/csv?${inAddress(picture.period)}`}>{words.file}</a>
        {user.office === null && <a href={`/admin/statistiky?${inAddress(picture.period)}`}>{words.allOffices}</a>}
      </p>
      {picture.isEmpty ? (
        <p class="notice">{words.none}</p>
      ) : (
        <>
          <KeyFigures picture={picture} words={words} />
          {picture.tables.map((table) => (
            <Section key={table.id} picture={picture} table={table} words={words} />
          ))}
        </>
      )}
      <ul class="stat-notes">
        {picture.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <script type="module" src={chartsScript.path} />
    </Layout>
  );
}

function KeyFigures({ picture, words }: { picture: StatisticsPicture; words: StatisticsWords }) {
  return (
    <section aria-label={words.keyFigures}>
      <dl class="stat-key">
        {picture.keyFigures.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Charts have no room without scripts: the table says it all. */
function Section({ picture, table, words }: { picture: StatisticsPicture; table: StatisticsTable; words: StatisticsWords }) {
  const { id, title, head, rows, chart } = table;
  if (rows.length === 0) return null;
  return (
    <div class="stat">
      <h2>{title}</h2>
      <div class="stat-charts">
        {picture.charts.map(({ label, columns }) => (
          <figure key={label} class="stat-chart" data-table={id} data-kind={chart} data-columns={columns.join(' ')} hidden>
            <figcaption>{label}</figcaption>
            <div class="stat-plot" role="img" aria-label={`${label}: ${words.charts.inTable}`} />
          </figure>
        ))}
      </div>
      <FiguresTable id={id} title={title} head={head} rows={rows} total={picture.total} picture={picture} />
    </div>
  );
}
