import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { knowingTypes, type LeftOut, leavingOut } from '../../edge/bundle/left-out.ts';

const notReached: readonly LeftOut[] = [
  {
    name: './dbcs-data',
    of: 'iconv-lite',
    why: 'raw-body decodes what a request says it is written in: ours are UTF-8, and none is Chinese, Japanese or Korean',
  },
  // Calendars that the library itself lets a build go without (`#ifndef nojulian` in its CalEventFactory).
  { name: './Julian.js', of: 'date-holidays-parser', why: 'holidays by the Julian calendar' },
  { name: './Equinox.js', of: 'date-holidays-parser', why: 'holidays at an equinox or a solstice' },
  { name: './Chinese.js', of: 'date-holidays-parser', why: 'holidays by the Chinese calendar' },
  { name: './BengaliRevised.js', of: 'date-holidays-parser', why: 'holidays by the Bengali calendar' },
  { name: './Jalaali.js', of: 'date-holidays-parser', why: 'holidays by the Persian calendar' },
  { name: './Hebrew.js', of: 'date-holidays-parser', why: 'holidays by the Jewish calendar' },
  { name: './Hijri.js', of: 'date-holidays-parser', why: 'holidays by the Islamic calendar' },
];

/** The types that the cloud's pages, answers and requests have. */
const mediaTypes = [
  'application/json',
  'application/octet-stream',
  'application/problem+json',
  'application/x-www-form-urlencoded',
  'image/jpeg',
  'image/png',
  'image/svg+xml',
  'image/webp',
  'text/calendar',
  'text/css',
  'text/csv',
  'text/event-stream',
  'text/html',
  'text/javascript',
  'text/plain',
];

/** Where it stands whose holidays are kept, and in which time zones. */
const holidays = 'cloud/offices/holidays.ts';

/** Leave out of a bundle what no cloud reaches. Throw when a package has changed so much that this no longer knows what to leave. */
export const smallerCloud = (root: string): readonly Plugin[] => [leavingOut(notReached), knowingTypes(mediaTypes), fewerCountries(root)];

const fewerCountries = (root: string): Plugin => ({
  name: 'fewer-countries',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules\/date-holidays\/src\/data\.js$/ }, ({ path }) => {
      const { version, holidays, names } = objectIn(path);
      const kept = Object.fromEntries(
        keptCountries(root).map(({ country }) => [country, known(holidays[country], `${path} has no ${country}`)]),
      );
      const used = new Set([...JSON.stringify(kept).matchAll(/"_name":"([^"]+)"/g)].map(([, name]) => name));
      const named = Object.fromEntries(Object.entries(names).filter(([name]) => used.has(name) || usual.has(name)));
      return { contents: `export const data = ${JSON.stringify({ version, holidays: kept, names: named })};` };
    });
    onLoad({ filter: /node_modules\/moment-timezone\/data\/packed\/latest\.json$/ }, ({ path }) => {
      const { version, zones, links } = JSON.parse(readFileSync(path, 'utf8')) as Record<'zones' | 'links', string[]> & { version: string };
      const wanted = keptCountries(root).map(({ timeZone }) => timeZone);
      const linked = links.filter((link) => wanted.some((zone) => link.endsWith(`|${zone}`)));
      const own = [...wanted, ...linked.map((link) => link.split('|')[0])];
      return {
        contents: JSON.stringify({
          version,
          zones: zones.filter((zone) => own.includes(zone.split('|')[0])),
          links: linked,
          countries: [],
        }),
        loader: 'json',
      };
    });
  },
});

/** Words that rules of any country may name without its data doing so. */
const usual: ReadonlySet<string> = new Set(['substitutes']);

type HolidayData = { readonly version: string; readonly holidays: Record<string, object>; readonly names: Record<string, object> };

/** A module that is nothing but one object, written as JSON. */
function objectIn(path: string): HolidayData {
  const [, json] = known(
    /^export const data = (\{.*\})\s*$/s.exec(readFileSync(path, 'utf8')),
    `${path} is not as systemd/packages/left-out.ts knows it`,
  );
  return JSON.parse(json!) as HolidayData;
}

/** The table of the source itself: whoever adds a country there has it in the package. */
function keptCountries(root: string): readonly { readonly timeZone: string; readonly country: string }[] {
  const rows = [...readFileSync(join(root, holidays), 'utf8').matchAll(/^ {2}'(\w+\/\w+)': '([A-Z]{2})',$/gm)];
  if (rows.length === 0) throw new Error(`${holidays} has no table of countries that systemd/packages/left-out.ts knows`);
  return rows.map(([, timeZone, country]) => ({ timeZone: timeZone!, country: country! }));
}

function known<T>(value: T | null | undefined, otherwise: string): T {
  if (value === null || value === undefined) throw new Error(otherwise);
  return value;
}
