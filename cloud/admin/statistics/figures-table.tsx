import type { JSX } from 'preact';
import { type StatisticsPicture, type StatisticsRow, writeFigure } from '#contract/statistics/picture.ts';

type Columns = Pick<StatisticsPicture, 'columns' | 'groups' | 'language'>;

/** Rows of figures under their groups of columns, with what they come to at the end; the charts read from it. */
export function FiguresTable({
  id,
  title,
  head,
  rows,
  total,
  picture,
}: {
  id: string;
  title: string;
  head: string;
  rows: readonly (StatisticsRow & { readonly href?: string })[];
  total: { readonly label: string; readonly values: StatisticsRow['values'] };
  picture: Columns;
}): JSX.Element {
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
            {picture.columns.map(({ id: column, label }, index) => (
              <th key={column} scope="col" data-column={column} class={begins(picture, index)}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, values, href }) => (
            <tr key={key}>
              <th scope="row">{href ? <a href={href}>{label}</a> : label}</th>
              <Cells picture={picture} values={values} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{total.label}</th>
            <Cells picture={picture} values={total.values} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Cells({ picture, values }: { picture: Columns; values: StatisticsRow['values'] }) {
  return (
    <>
      {picture.columns.map(({ id, unit }, index) => (
        <td key={id} data-column={id} data-unit={unit} data-value={values[index] ?? ''} class={begins(picture, index)}>
          {id === 'unfair' && values[index] ? (
            <strong class="stat-broken">{values[index]}</strong>
          ) : (
            writeFigure(values[index] ?? null, unit, picture.language)
          )}
        </td>
      ))}
    </>
  );
}

/** A line stands before each group of columns. */
const begins = ({ columns }: Columns, index: number): string | undefined =>
  columns[index]?.group !== columns[index - 1]?.group ? 'stat-begin' : undefined;
