import { readFileSync } from 'node:fs';
import { z } from 'zod';

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Everything the environment may say to the cloud; read once, frozen. Names and defaults stand in INTERFACES. */
export type CloudConfig = {
  readonly port: number;
  /** Every link in a mail is built from it alone; an origin without a trailing slash. */
  readonly publicOrigin: string;
  readonly databaseUrl: string;
  readonly mqttUrl: string;
  /** Certificate and key with which the embedded broker listens, PEM; `null` without TLS. */
  readonly mqttTls: { readonly cert: string; readonly key: string } | null;
  /** What an edge is told at its enrolment: where the broker is, and by which authority's certificate (PEM) it is known. */
  readonly edgesBroker: { readonly url: string; readonly ca: string | null } | null;
  /** `inbox:` keeps the mails and shows them at /inbox; `smtp(s)://…` sends them. */
  readonly smtpUrl: string;
  readonly mailFrom: string;
  /** Takes the client's address from `X-Forwarded-For`. */
  readonly trustProxy: boolean;
  /** ISO instant from which the process's clock starts, or undefined. */
  readonly clockFrom: string | undefined;
  /** The process that started this one tells how the bench's hands turn the time; never in production. */
  readonly clockTurns: boolean;
  readonly production: boolean;
  /** The least serious lines that are logged. */
  readonly logLevel: (typeof logLevels)[number];
};

/** The environment is wrong; the message is one line that names the variable and what is expected. */
export class ConfigError extends Error {}

/** Reads and checks the environment. Throws ConfigError for the first wrong variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): CloudConfig {
  const production = env.NODE_ENV === 'production';
  const read = <T>(name: string, schema: z.ZodType<T>, expected: string): T => {
    const parsed = schema.safeParse(env[name] === '' ? undefined : env[name]);
    if (parsed.success) return parsed.data;
    throw new ConfigError(`${name}: expected ${expected}, got ${JSON.stringify(env[name])}`);
  };
  const secret = (name: string, fallback: string, pattern: RegExp, expected: string): string => {
    const value = readSecret(env, name) ?? fallback;
    if (pattern.test(value)) return value;
    // The value may hold a password, so only what stands before the colon is told.
    throw new ConfigError(`${name}: expected ${expected}, got ${JSON.stringify(`${value.split(':')[0]}…`)}`);
  };
  const clockFrom = read('FRONTA_CLOCK', z.iso.datetime({ offset: true }).optional(), 'an ISO instant such as 2026-11-30T08:10:00+01:00');
  if (clockFrom !== undefined && production) throw new ConfigError('FRONTA_CLOCK: moving time is refused when NODE_ENV is production');
  const cloudPort = read('FRONTA_CLOUD_PORT', port.default(8080), 'a port from 0 to 65535');
  return Object.freeze({
    port: cloudPort,
    publicOrigin: read(
      'FRONTA_PUBLIC_ORIGIN',
      origin.default(`http://localhost:${cloudPort}`),
      'an origin such as https://fronta.example, without a path',
    ),
    databaseUrl: secret(
      'FRONTA_DATABASE_URL',
      'sqlite:var/cloud.sqlite',
      /^(sqlite:.+|postgres(ql)?:\/\/.+)$/,
      'sqlite:<path> or postgres://…',
    ),
    mqttUrl: secret(
      'FRONTA_MQTT_URL',
      'embedded://127.0.0.1:1883',
      /^(embedded|mqtts?):\/\/\S+$/,
      'embedded://<host>:<port> or mqtt(s)://…',
    ),
    mqttTls: mqttTls(env),
    edgesBroker: edgesBroker(env),
    smtpUrl: secret('FRONTA_SMTP_URL', 'inbox:', /^(inbox:|smtps?:\/\/\S+)$/, 'inbox: or smtp(s)://…'),
    mailFrom: read(
      'FRONTA_MAIL_FROM',
      mailFrom.default('Fronta <fronta@localhost>'),
      'one address, e.g. "Town Office <fronta@office.example>"',
    ),
    trustProxy: read('FRONTA_TRUST_PROXY', z.enum(['0', '1']).optional(), '1, 0 or nothing') === '1',
    clockFrom,
    clockTurns: !production && read('FRONTA_CLOCK_TURNS', z.enum(['0', '1']).optional(), '1, 0 or nothing') === '1',
    production,
    logLevel: read('FRONTA_LOG', z.enum(logLevels).default('info'), `one of ${logLevels.join(', ')}`),
  });
}

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value <= 65535);
const origin = z.string().refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text;
});
const mailFrom = z.string().regex(/^(?:[^<>\p{Cc}]{0,80}<)?[^\s<>@"]+@[^\s<>@"]+>?$/u);

type Environment = Readonly<Record<string, string | undefined>>;

/** Certificate and key of the embedded broker: both or none. */
function mqttTls(env: Environment): CloudConfig['mqttTls'] {
  const [cert, key] = [readFile(env, 'FRONTA_MQTT_CERT_FILE'), readFile(env, 'FRONTA_MQTT_KEY_FILE')];
  if (cert === null && key === null) return null;
  if (cert === null) throw new ConfigError('FRONTA_MQTT_KEY_FILE: set FRONTA_MQTT_CERT_FILE too, the certificate to which the key belongs');
  if (key === null) throw new ConfigError('FRONTA_MQTT_CERT_FILE: set FRONTA_MQTT_KEY_FILE too, the key that belongs to the certificate');
  if (!env.FRONTA_MQTT_URL?.startsWith('embedded:'))
    throw new ConfigError(
      'FRONTA_MQTT_CERT_FILE: is for the embedded broker; an external one has its certificate in its own configuration',
    );
  return { cert, key };
}

function edgesBroker(env: Environment): CloudConfig['edgesBroker'] {
  const url = env.FRONTA_EDGES_MQTT_URL || null;
  const ca = readFile(env, 'FRONTA_EDGES_MQTT_CA_FILE');
  if (url === null && ca !== null)
    throw new ConfigError('FRONTA_EDGES_MQTT_CA_FILE: set FRONTA_EDGES_MQTT_URL too, the address to which it belongs');
  if (url === null) return null;
  if (!/^mqtts?:\/\/[^\s@/]+$/.test(url))
    throw new ConfigError(`FRONTA_EDGES_MQTT_URL: expected mqtts://host:port, got ${JSON.stringify(url)}`);
  return { url, ca };
}

function readFile(env: Environment, name: string): string | null {
  const file = env[name];
  if (!file) return null;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`${name}: cannot read "${file}": ${(error as Error).message}`);
  }
}

function readSecret(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const file = env[`${name}_FILE`];
  if (!file) return env[name] || undefined;
  if (env[name]) throw new ConfigError(`${name}: set either ${name} or ${name}_FILE, not both`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ConfigError(`${name}_FILE: cannot read "${file}": ${(error as Error).message}`);
  }
}
