import type { JSX } from 'preact';
import type { StatisticsPicture, StatisticsRow } from '#contract/statistics/picture.ts';

type Columns = Pick<StatisticsPicture, 'columns' | 'groups'>;
type LinkedRow = StatisticsRow & { readonly href?: string };

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
  rows: readonly LinkedRow[];
  total: StatisticsRow;
  picture: Columns;
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a telephone is scrolled with the keys too.
    <section class="stat-scroll" aria-label={title} tabIndex={0}>
      <table class="stat-table" data-table={id}>
        <Heads head={head} picture={picture} />
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} picture={picture} row={row} />
          ))}
        </tbody>
        <tfoot>
          <Row picture={picture} row={total} />
        </tfoot>
      </table>
    </section>
  );
}

function Heads({ head, picture }: { head: string; picture: Columns }) {
  return (
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
        {picture.columns.map(({ id, label, isFirst }) => (
          <th key={id} scope="col" data-column={id} class={isFirst ? 'stat-begin' : undefined}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Row({ picture, row: { label, href, values, texts } }: { picture: Columns; row: LinkedRow }) {
  return (
    <tr>
      <th scope="row">{href ? <a href={href}>{label}</a> : label}</th>
      {picture.columns.map(({ id, unit, isFirst, mustBeZero }, index) => (
        <td key={id} data-column={id} data-unit={unit} data-value={values[index] ?? ''} class={isFirst ? 'stat-begin' : undefined}>
          {mustBeZero && values[index] ? <strong class="stat-broken">{texts[index]}</strong> : texts[index]}
        </td>
      ))}
    </tr>
  );
}
