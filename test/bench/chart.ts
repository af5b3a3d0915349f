/** One line of a chart: values by position, on the logarithmic axes that every chart here has. */
export type Series = { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[]; readonly isModel?: boolean };

type Chart = {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
  /** A value that is not to be passed, with its words. */
  readonly limits?: readonly (readonly [y: number, name: string])[];
};

const width = 860;
const height = 460;
const [left, right, top, bottom] = [74, 190, 46, 52];
const colours = ['#0b5cad', '#b3261e', '#1b7f4b', '#8a5a00', '#6a3fa0'];
const font = 'font-family="sans-serif" font-size="13"';

/** Lines on two logarithmic axes as an SVG; a model is dashed, a limit is a grey line. Values must be positive. */
export function chart({ title, x, y, series, limits = [] }: Chart): string {
  const xs = series.flatMap(({ points }) => points.map(([value]) => value));
  const ys = [...series.flatMap(({ points }) => points.map(([, value]) => value)), ...limits.map(([value]) => value)];
  const across = axis(xs, left, width - right);
  const up = axis(ys, height - bottom, top);
  const parts = [
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${left}" y="24" font-family="sans-serif" font-size="16" font-weight="bold">${escaped(title)}</text>`,
    ...across.ticks.map(
      (value) =>
        `${rule(across.at(value), top, across.at(value), height - bottom, '#e3e6ea')}${label(across.at(value), height - bottom + 20, written(value), 'middle')}`,
    ),
    ...up.ticks.map(
      (value) =>
        `${rule(left, up.at(value), width - right, up.at(value), '#e3e6ea')}${label(left - 8, up.at(value) + 4, written(value), 'end')}`,
    ),
    label((left + width - right) / 2, height - 10, x, 'middle'),
    `<text x="18" y="${(top + height - bottom) / 2}" ${font} text-anchor="middle" transform="rotate(-90 18 ${(top + height - bottom) / 2})">${escaped(y)}</text>`,
    ...limits.map(
      ([value, name]) =>
        `${rule(left, up.at(value), width - right, up.at(value), '#5f6773', '2 4')}${label(width - right + 8, up.at(value) + 4, name, 'start', '#5f6773')}`,
    ),
    ...series.map((one, index) => line(one, index, across.at, up.at)),
    ...legend(series),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">\n${parts.join('\n')}\n</svg>\n`;
}

/** Whole decades around the values, between two positions. */
function axis(values: readonly number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)),
    at: (value: number): number => round(from + ((Math.log10(value) - low) / (high - low)) * (to - from)),
  };
}

function line({ points, isModel }: Series, index: number, across: (x: number) => number, up: (y: number) => number): string {
  const colour = colours[index % colours.length]!;
  const path = points.map(([x, y], nth) => `${nth === 0 ? 'M' : 'L'}${across(x)} ${up(y)}`).join(' ');
  const dots = isModel ? '' : points.map(([x, y]) => `<circle cx="${across(x)}" cy="${up(y)}" r="4" fill="${colour}"/>`).join('');
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"${isModel ? ' stroke-dasharray="7 5"' : ''}/>${dots}`;
}

const legend = (series: readonly Series[]): readonly string[] =>
  series.map(({ name, isModel }, index) => {
    const y = height - bottom - (series.length - index) * 22;
    const sample = rule(
      width - right + 8,
      y - 4,
      width - right + 34,
      y - 4,
      colours[index % colours.length]!,
      isModel ? '7 5' : undefined,
      2,
    );
    return `${sample}${label(width - right + 40, y, name, 'start')}`;
  });

const rule = (x1: number, y1: number, x2: number, y2: number, colour: string, dashes?: string, thick = 1): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}" stroke-width="${thick}"${dashes ? ` stroke-dasharray="${dashes}"` : ''}/>`;
const label = (x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end', colour = '#1d2430'): string =>
  `<text x="${x}" y="${y}" ${font} fill="${colour}" text-anchor="${anchor}">${escaped(text)}</text>`;
const written = (value: number): string => (value >= 1 ? value.toLocaleString('en') : String(Number(value.toPrecision(2))));
const round = (value: number): number => Math.round(value * 10) / 10;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
