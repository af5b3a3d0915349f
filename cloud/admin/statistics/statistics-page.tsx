import type { JSX } from 'preact';
import type { ColumnId } from '#contract/statistics/columns.ts';
import { type StatisticsPicture, type StatisticsTable, writeFigure } from '#contract/statistics/picture.ts';
import { type StatisticsWords, statisticsWords } from '#contract/statistics/words.ts';
import type { OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import type { PageError } from '../page-error.ts';
import { chartsScript } from './charts-asset.ts';
import { ChoosePeriod } from './choose-period.tsx';
import { FiguresTable } from './figures-table.tsx';
import { inAddress } from './period.ts';

/** What is told at the top, before every detail. */
const keyColumns: readonly ColumnId[] = ['issued', 'served', 'booked', 'lapsed', 'waitingMedian', 'waitingMost', 'held', 'unfair'];

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
        {words.notes.map((note) => (
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
        {keyColumns.map((id) => {
          const index = picture.columns.findIndex((column) => column.id === id);
          const { full, unit } = picture.columns[index]!;
          return (
            <div key={id}>
              <dt>{full}</dt>
              <dd>{writeFigure(picture.total[index] ?? null, unit, picture.language)}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function Section({ picture, table, words }: { picture: StatisticsPicture; table: StatisticsTable; words: StatisticsWords }) {
  const { id, title, head, rows, chart } = table;
  if (rows.length === 0) return null;
  return (
    <section class="stat" aria-labelledby={`stat-${id}`}>
      <h2 id={`stat-${id}`}>{title}</h2>
      <div class="stat-charts">
        <Chart of={id} kind={chart} columns="issued served" label={words.charts.people} words={words} />
        <Chart of={id} kind={chart} columns="waitingMost waitingMedian" label={words.charts.waiting} words={words} />
      </div>
      <FiguresTable id={id} title={title} head={head} rows={rows} total={{ label: words.total, values: picture.total }} picture={picture} />
    </section>
  );
}

/** Room for a chart; without scripts there is none, and the table says it all. */
function Chart({ of, kind, columns, label, words }: { of: string; kind: string; columns: string; label: string; words: StatisticsWords }) {
  return (
    <figure class="stat-chart" data-table={of} data-kind={kind} data-columns={columns} hidden>
      <figcaption>{label}</figcaption>
      <div class="stat-plot" role="img" aria-label={`${label}: ${words.charts.inTable}`} />
    </figure>
  );
}
