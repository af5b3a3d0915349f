import type { StatisticsPicture } from './picture.ts';

/**
 * The picture as a file for a spreadsheet (RFC 4180): one line a row of every table, lines ended by CR LF. It begins with the mark of UTF-8,
 * without which Excel reads Czech letters as others. Between fields stands what Excel expects where the language is spoken: a semicolon in
 * Czech and German, a comma in English. Numbers are whole (counts, percent, seconds), so that no decimal sign can be misread; what cannot be
 * told is empty.
 */
export function csvOf({ language, columns, tables, total }: StatisticsPicture): string {
  const separator = language === 'en' ? ',' : ';';
  const unit = { count: '', percent: ' (%)', seconds: ' (s)' };
  const heads = columns.map((column) => `${column.full.replace(' (min)', '')}${unit[column.unit]}`);
  const lines = [
    ['table', 'title', 'row', ...heads],
    ['total', total.label, '', ...total.values],
    ...tables.flatMap(({ id, title, rows }) => rows.map(({ key, label, values }) => [id, title, id === 'days' ? key : label, ...values])),
  ];
  return `\uFEFF${lines.map((line) => `${line.map((field) => written(field, separator)).join(separator)}\r\n`).join('')}`;
}

/** A text that a spreadsheet would reckon with gets an apostrophe before it (names come from settings); numbers are only numbers. */
function written(field: string | number | null, separator: string): string {
  if (field === null) return '';
  if (typeof field === 'number') return String(field);
  const harmless = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field;
  return harmless.includes(separator) || /["\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
