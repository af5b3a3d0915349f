/**
 * Draws every figure of the statistics from the table that stands below it: what the picture shows is what is written there, at the edge and in
 * the cloud alike. Without this script the tables stand alone. `load` answers the module of uPlot.
 */
export async function drawCharts(load, root) {
  nameLanguage();
  const { default: plot } = await load();
  for (const figure of root.querySelectorAll('figure[data-table]')) {
    const table = root.querySelector(`table[data-table="${figure.dataset.table}"]`);
    if (table) keepDrawn(plot, figure, table);
  }
}

/**
 * As it is loaded, uPlot asks Intl for the browser's language. A browser that was started without any calls it `en-US@posix`, which Intl
 * refuses, and nothing would be drawn.
 */
function nameLanguage() {
  try {
    new Intl.NumberFormat(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: document.documentElement.lang, configurable: true });
  }
}

const height = 220;
/** Bars stand so close that the taller one is seen behind the other. */
const barShare = [0.6, 48];

/** Draws anew when the room for it or the colours change. */
function keepDrawn(plot, figure, table) {
  const place = figure.querySelector('.stat-plot');
  figure.hidden = false;
  let drawn = null;
  const draw = () => {
    drawn?.destroy();
    drawn = new plot(optionsOf(plot, figure, table, place.clientWidth), dataOf(figure, table), place);
  };
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  new ResizeObserver(() => drawn.width !== place.clientWidth && drawn.setSize({ width: place.clientWidth, height })).observe(place);
}

const columnsOf = (figure) => figure.dataset.columns.split(' ');
const rowsOf = (table) => [...table.tBodies[0].rows];

function dataOf(figure, table) {
  const rows = rowsOf(table);
  const values = (column) => rows.map((row) => valueIn(row.querySelector(`[data-column="${column}"]`)));
  return [rows.map((_, index) => index), ...columnsOf(figure).map(values)];
}

/** Lengths are drawn in minutes. */
function valueIn(cell) {
  if (cell.dataset.value === '') return null;
  return Number(cell.dataset.value) / (cell.dataset.unit === 'seconds' ? 60 : 1);
}

function optionsOf(plot, figure, table, width) {
  const style = getComputedStyle(figure);
  const colour = (name) => style.getPropertyValue(name).trim();
  const font = `13px ${style.fontFamily}`;
  const labels = rowsOf(table).map((row) => row.querySelector('th').textContent);
  const isLine = figure.dataset.kind === 'line' && labels.length > 1;
  const axis = {
    stroke: colour('--ink'),
    font,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
  };
  const looks = [
    { stroke: colour('--ink-soft'), fill: colour('--line') },
    { stroke: colour('--accent'), fill: colour('--accent') },
  ];
  return {
    width,
    height,
    scales: { x: { time: false, range: [-0.6, labels.length - 0.4] }, y: { range: (_, _min, max) => [0, Math.max(1, (max ?? 0) * 1.1)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 72,
        splits: (_, __, min, max, step) => wholeSteps(min, max, step),
        values: (_, places) => places.map((at) => short(labels[at] ?? '')),
      },
      { ...axis, size: 46 },
    ],
    series: [
      {},
      ...seriesNames(figure, table).map((label, index) => ({
        label,
        stroke: looks[index].stroke,
        width: isLine ? 2.5 : 1,
        ...(isLine
          ? { points: { size: 7, fill: looks[index].stroke } }
          : { fill: looks[index].fill, points: { show: false }, paths: plot.paths.bars({ size: barShare }) }),
      })),
    ],
    legend: { live: false },
    cursor: { show: false },
  };
}

const seriesNames = (figure, table) =>
  columnsOf(figure).map((column) => table.querySelector(`thead [data-column="${column}"]`).textContent);

function wholeSteps(min, max, step) {
  const by = Math.max(1, Math.round(step));
  const places = [];
  for (let at = Math.max(0, Math.ceil(min)); at <= max; at += by) places.push(at);
  return places;
}

/** Long names are cut where they stand under an axis; the table has them whole. */
const short = (label) => (label.length > 14 ? `${label.slice(0, 13)}…` : label);
