import type { StatisticsPicture, StatisticsRow, StatisticsTable } from '#contract/statistics/picture.ts';
import { numberWords } from '../number-words.ts';

/** What is told at the top, before every detail. */
export function KeyFigures({ picture }: { picture: StatisticsPicture }) {
  return (
    <dl class="stat-key" aria-label={numberWords[picture.language].keyFigures}>
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
  const said = numberWords[picture.language];
  const { id, title, rows, chart } = table;
  if (rows.length === 0) return null;
  return (
    <div class="stat">
      <h2>{title}</h2>
      <div class="stat-charts">
        {picture.charts.map(({ label, columns }) => (
          <figure key={label} class="stat-chart" data-table={id} data-kind={chart} data-columns={columns.join(' ')} hidden>
            <figcaption>{label}</figcaption>
            <div class="stat-plot" role="img" aria-label={`${label}: ${said.inTable}`} />
          </figure>
        ))}
      </div>
      <Figures picture={picture} table={table} />
    </div>
  );
}

function Figures({ picture, table: { id, title, head, rows } }: { picture: StatisticsPicture; table: StatisticsTable }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a telephone is scrolled with the keys too.
    <section class="stat-scroll" aria-label={title} tabIndex={0}>
      <table class="stat-table" data-table={id}>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              {head}
            </th>
            {picture.groups.map((group) => (
              <th key={group.id} colSpan={group.span} scope="colgroup">
                {group.label}
              </th>
            ))}
          </tr>
          <tr>
            {picture.columns.map((column) => (
              <th key={column.id} scope="col" data-column={column.id} class={column.isFirst ? 'stat-begin' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} picture={picture} row={row} />
          ))}
        </tbody>
        <tfoot>
          <Row picture={picture} row={picture.total} />
        </tfoot>
      </table>
    </section>
  );
}

function Row({ picture, row }: { picture: StatisticsPicture; row: StatisticsRow }) {
  return (
    <tr>
      <th scope="row">{row.label}</th>
      {picture.columns.map(({ id, unit, isFirst, mustBeZero }, index) => {
        const value = row.values[index] ?? null;
        const text = row.texts[index];
        return (
          <td key={id} data-column={id} data-unit={unit} data-value={value ?? ''} class={isFirst ? 'stat-begin' : undefined}>
            {mustBeZero && value ? <strong class="stat-broken">{text}</strong> : text}
          </td>
        );
      })}
    </tr>
  );
}
