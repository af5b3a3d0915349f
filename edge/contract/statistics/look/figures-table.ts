import type { StatisticsPicture, StatisticsRow } from '../picture.ts';

type Columns = Pick<StatisticsPicture, 'columns' | 'groups'>;

/** Rows of figures under their groups of columns; a row may lead somewhere. */
export type Figures = {
  readonly id: string;
  readonly title: string;
  readonly head: string;
  readonly rows: readonly (StatisticsRow & { readonly href?: string })[];
  /** What the rows come to. */
  readonly total: StatisticsRow;
  readonly picture: Columns;
};

/** Makes an element: Preact's `h`, which the contract does not know. */
type Make<Node> = (tag: string, attributes: Readonly<Record<string, unknown>>, ...children: (Node | string | null)[]) => Node;

/**
 * The table of figures at the edge and in the cloud, of whose cells the charts are drawn: `data-…` say which figure a cell is and its value.
 * A table wider than a telephone is scrolled with the keys too, hence its place among what Tab reaches.
 */
export function figuresTable<Node>(h: Make<Node>, { id, title, head, rows, total, picture }: Figures): Node {
  const bodyRows = rows.map((row) => rowOf(h, picture, row));
  return h(
    'section',
    { class: 'stat-scroll', 'aria-label': title, tabIndex: 0 },
    h(
      'table',
      { class: 'stat-table', 'data-table': id },
      headsOf(h, head, picture),
      h('tbody', {}, ...bodyRows),
      h('tfoot', {}, rowOf(h, picture, total)),
    ),
  );
}

function headsOf<Node>(h: Make<Node>, head: string, { groups, columns }: Columns): Node {
  const group = ({ id, span, label }: Columns['groups'][number]): Node => h('th', { key: id, colSpan: span, scope: 'colgroup' }, label);
  const column = ({ id, label, isFirst }: Columns['columns'][number]): Node =>
    h('th', { key: id, scope: 'col', 'data-column': id, class: beginning(isFirst) }, label);
  return h(
    'thead',
    {},
    h('tr', {}, h('th', { rowSpan: 2, scope: 'col' }, head), ...groups.map(group)),
    h('tr', {}, ...columns.map(column)),
  );
}

function rowOf<Node>(h: Make<Node>, { columns }: Columns, { key, label, href, values, texts }: Figures['rows'][number]): Node {
  const cells = columns.map(({ id, unit, isFirst, mustBeZero }, index) => {
    const value = values[index] ?? null;
    const text = texts[index] ?? '';
    const isBroken = mustBeZero && value !== null && value !== 0;
    return h(
      'td',
      { key: id, 'data-column': id, 'data-unit': unit, 'data-value': value ?? '', class: beginning(isFirst) },
      isBroken ? h('strong', { class: 'stat-broken' }, text) : text,
    );
  });
  return h('tr', { key }, h('th', { scope: 'row' }, href === undefined ? label : h('a', { href }, label)), ...cells);
}

/** Where a group of columns begins there is a line. */
const beginning = (isFirst: boolean): string | undefined => (isFirst ? 'stat-begin' : undefined);
