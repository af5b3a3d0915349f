import { h, type JSX } from 'preact';
import type { StatisticsPicture, StatisticsTable } from '#contract/statistics/picture.ts';
import { figuresTable } from '../../../contract/statistics/look/figures-table.ts';
import { statisticsWords } from '../../../contract/statistics/words.ts';

/** What is told at the top, before every detail. */
export function KeyFigures({ picture }: { picture: StatisticsPicture }) {
  return (
    <dl class="stat-key" aria-label={statisticsWords[picture.language].keyFigures}>
      {picture.keyFigures.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One split of the same visitors: two charts, and the table from which they are drawn. */
export function Section({ picture, table }: { picture: StatisticsPicture; table: StatisticsTable }) {
  const { charts } = statisticsWords[picture.language];
  const { id, title, rows, chart } = table;
  if (rows.length === 0) return null;
  return (
    <div class="stat">
      <h2>{title}</h2>
      <div class="stat-charts">
        {picture.charts.map(({ label, columns }) => (
          <figure key={label} class="stat-chart" data-table={id} data-kind={chart} data-columns={columns.join(' ')} hidden>
            <figcaption>{label}</figcaption>
            <div class="stat-plot" role="img" aria-label={`${label}: ${charts.inTable}`} />
          </figure>
        ))}
      </div>
      {figuresTable<JSX.Element>(h, { ...table, total: picture.total, picture })}
    </div>
  );
}
