import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, relative } from 'node:path';

/**
 * Stacks name our files and lines and not those of the bundle. The map is read with the first stack that somebody looks at, which on a
 * healthy kiosk is never; Node's own --enable-source-maps reads it at every start, for 150 ms and 40 MiB. The packaged cloud has it in too.
 */
Error.prepareStackTrace = (error, calls) => [String(error), ...calls.map((call) => `    at ${named(String(call))}`)].join('\n');

let map: SourceMap | null = null;

/** One call, `function (file:line:column)`, in an ES module with its URL; what is not of the bundle stays as it is. */
const named = (call: string): string =>
  call.replace(
    new RegExp(`(?:file://)?${RegExp.escape(__filename)}:(\\d+):(\\d+)`),
    (place, line, column) => sourceOf(Number(line), Number(column)) ?? place,
  );

function sourceOf(line: number, column: number): string | null {
  map ??= new SourceMap(JSON.parse(readFileSync(`${__filename}.map`, 'utf8')));
  const entry = map.findEntry(line - 1, column - 1);
  if (!('originalSource' in entry)) return null;
  return `${relative(process.cwd(), join(__dirname, entry.originalSource))}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}
