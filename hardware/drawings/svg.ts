/**
 * What the drawings are made of: black on white, readable when printed without colour. A wire is told by the letters of its colour
 * (IEC 60757) beside it; the colour itself only helps.
 */
export type Point = readonly [x: number, y: number];

type Anchor = 'start' | 'middle' | 'end';

const paints: Readonly<Record<string, string>> = {
  BK: '#111',
  BN: '#8a5a2b',
  RD: '#d0312d',
  YE: '#f5cb2e',
  GN: '#3b9b53',
  BU: '#3a6fd0',
  GY: '#a9a9a9',
  WH: '#fff',
};

const escaped = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Words with their foot at a point. `size` is in pixels, `tone` dark for what counts, mid for what explains. */
export function text(
  [x, y]: Point,
  words: string,
  {
    size = 14,
    anchor = 'start',
    bold = false,
    mono = false,
    tone = 'dark',
    turn = 0,
  }: {
    readonly size?: number;
    readonly anchor?: Anchor;
    readonly bold?: boolean;
    readonly mono?: boolean;
    readonly tone?: 'dark' | 'mid' | 'light';
    /** Degrees, clockwise. */
    readonly turn?: number;
  } = {},
): string {
  const ink = { dark: '#111', mid: '#444', light: '#fff' }[tone];
  const family = mono ? ' font-family="DejaVu Sans Mono, Menlo, Consolas, monospace"' : '';
  // Words along a line of measure cross other lines: a rim of white keeps them readable.
  const turned = turn === 0 ? '' : ` paint-order="stroke" stroke="#fff" stroke-width="5" transform="rotate(${turn} ${x} ${y})"`;
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" fill="${ink}"${bold ? ' font-weight="700"' : ''}${family}${turned}>${escaped(words)}</text>`;
}

/** A straight or bent line. */
export const line = (
  points: readonly Point[],
  { width = 1.5, dash = '' }: { readonly width?: number; readonly dash?: string } = {},
): string =>
  `<polyline points="${points.map((point) => point.join(',')).join(' ')}" fill="none" stroke="#111" stroke-width="${width}" stroke-linejoin="round"${dash && ` stroke-dasharray="${dash}"`}/>`;

/** A core of a cable in its colour, outlined so that a white one is seen and a grey print shows where it runs. */
export function wire(points: readonly Point[], colour: string): string {
  const path = points.map((point) => point.join(',')).join(' ');
  const core = `<polyline points="${path}" fill="none" stroke="${paints[colour] ?? '#111'}" stroke-width="3" stroke-linejoin="round"/>`;
  return `<polyline points="${path}" fill="none" stroke="#111" stroke-width="5.5" stroke-linejoin="round"/>${core}`;
}

/** A rectangle; `heavy` for what is a part of its own, `fill` for a shade that a printer keeps apart from white. */
export function box(
  [x, y]: Point,
  [width, height]: Point,
  {
    heavy = false,
    radius = 6,
    fill = '#fff',
    dash = '',
  }: { readonly heavy?: boolean; readonly radius?: number; readonly fill?: string; readonly dash?: string } = {},
): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" stroke="#111" stroke-width="${heavy ? 2.5 : 1.5}"${dash && ` stroke-dasharray="${dash}"`}/>`;
}

export const circle = ([x, y]: Point, radius: number, { fill = '#fff', width = 1.5 } = {}): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}" stroke="#111" stroke-width="${width}"/>`;

/** Where two wires meet. */
export const joint = (point: Point): string => circle(point, 4.5, { fill: '#111', width: 0 });

/** A small tag on a wire: its cable and the letters of its colour. */
export function tag([x, y]: Point, words: string): string {
  const width = words.length * 8.4 + 14;
  return (
    box([x - width / 2, y - 10], [width, 20], { radius: 10 }) +
    text([x, y + 4.5], words, { size: 12, anchor: 'middle', bold: true, mono: true })
  );
}

/** A measure between two points with its length beside it. */
export function measure([x1, y1]: Point, [x2, y2]: Point, words: string, { aside = 8 } = {}): string {
  const upright = x1 === x2;
  const tick = (x: number, y: number) =>
    upright
      ? line(
          [
            [x - 5, y],
            [x + 5, y],
          ],
          { width: 1 },
        )
      : line(
          [
            [x, y - 5],
            [x, y + 5],
          ],
          { width: 1 },
        );
  const middle: Point = upright ? [x1 - aside, (y1 + y2) / 2] : [(x1 + x2) / 2, y1 - aside];
  const label = text(middle, words, { size: 13, anchor: 'middle', turn: upright ? -90 : 0 });
  return (
    line(
      [
        [x1, y1],
        [x2, y2],
      ],
      { width: 1 },
    ) +
    tick(x1, y1) +
    tick(x2, y2) +
    label
  );
}

/** The sheet around a drawing: title, one line beneath it, and where it comes from. */
export function sheet([width, height]: Point, title: string, says: string, parts: readonly string[]): string {
  const head = text([40, 58], title, { size: 26, bold: true }) + text([40, 84], says, { size: 15, tone: 'mid' });
  const foot = text([width - 40, height - 22], 'Fronta · made from hardware/*.csv by “npm run drawings”', {
    size: 11,
    anchor: 'end',
    tone: 'mid',
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, Helvetica, Arial, DejaVu Sans, sans-serif" role="img" aria-label="${escaped(title)}">
<rect width="${width}" height="${height}" fill="#fff"/>
${[head, ...parts, foot].join('\n')}
</svg>
`;
}
