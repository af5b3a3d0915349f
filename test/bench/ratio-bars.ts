import { isMet, rowOf } from './gates.ts';
import type { Measured } from './report.ts';

const rowHeight = 22;
const width = 860;
const [left, right, top] = [330, 70, 44];
/** Ratios beyond it are drawn as it, with their figure. */
const drawnMax = 2;

/** A bar for each figure that has a gate: its share of the gate, 1 being the gate itself. Green is met. An SVG. */
export function ratioBars(lines: readonly Measured[]): string {
  const gated = lines.flatMap((line) => {
    const row = rowOf(line);
    if (row === null) return [];
    const bound = 'atMost' in row.gate ? row.gate.atMost : row.gate.atLeast;
    const share = bound === 0 ? (line.ratio === 0 ? 0 : drawnMax) : line.ratio / bound;
    return [{ name: line.name, share, met: isMet(row.gate, line.ratio), better: 'atMost' in row.gate ? 'less' : 'more' }];
  });
  const scale = (width - left - right) / drawnMax;
  const height = top + gated.length * rowHeight + 20;
  const text = (x: number, y: number, words: string, anchor: string, colour = '#1d2430'): string =>
    `<text x="${x}" y="${y}" font-family="sans-serif" font-size="12" text-anchor="${anchor}" fill="${colour}">${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
  const bars = gated.map(({ name, share, met, better }, index) => {
    const y = top + index * rowHeight;
    const long = Math.max(1, Math.min(share, drawnMax) * scale);
    return [
      text(left - 8, y + 15, `${name} (${better} is better)`, 'end'),
      `<rect x="${left}" y="${y + 3}" width="${long.toFixed(1)}" height="${rowHeight - 6}" fill="${met ? '#1b7f4b' : '#b3261e'}"/>`,
      text(left + long + 6, y + 15, share.toFixed(2), 'start', '#5f6773'),
    ].join('');
  });
  const gate = left + scale;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Ratios by their gates">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text(gate, top - 12, 'gate', 'middle', '#5f6773'),
    ...bars,
    `<line x1="${gate}" y1="${top - 6}" x2="${gate}" y2="${height - 16}" stroke="#1d2430" stroke-dasharray="3 4"/>`,
    '</svg>',
    '',
  ].join('\n');
}
