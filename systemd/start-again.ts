/** What `npm start` was told about this office and its other side must be told again; secrets are not shown. */
const shown = [
  'FRONTA_DATA',
  'FRONTA_CLOUD_PORT',
  'FRONTA_EDGE_PORT',
  'FRONTA_MQTT_URL',
  'FRONTA_DATABASE_URL',
  'FRONTA_PUBLIC_ORIGIN',
  'FRONTA_SMTP_URL',
] as const;

/**
 * The line that starts one side again where the first start was told more than nothing: without its variables it would be another office, on
 * other ports or other data. `FRONTA_CLOCK` goes on by the time that has passed since, in ms. A URL that holds a password is left to the reader.
 */
export function startAgain(command: string, told: Readonly<Record<string, string | undefined>>, passedMs: number): string {
  const variables = shown.flatMap((name) => {
    const value = told[name];
    return value === undefined || value === '' ? [] : [`${name}=${hasPassword(value) ? '…' : quoted(value)}`];
  });
  const clock = Date.parse(told.FRONTA_CLOCK ?? '');
  const moved = Number.isNaN(clock) ? [] : [`FRONTA_CLOCK=${new Date(clock + passedMs).toISOString()}`];
  return [...variables, ...moved, command].join(' ');
}

const hasPassword = (value: string): boolean => /^[a-z+]+:\/\/[^/@]*:[^/@]*@/.test(value);
const quoted = (value: string): string => (/^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`);
