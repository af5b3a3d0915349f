import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { exampleOffice } from '#contract/example-office.ts';
import { Identifier, OfficeSettings } from '#contract/settings.ts';
import { whatIsWrong } from '#contract/what-is-wrong.ts';
import { printerModelNames } from './printer/models.ts';

/** Something in the configuration is wrong; the message is one line that says what, where and what to do. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** One file at each start and a few messages a minute: compiling a checker for each schema costs more than it ever saves. */
z.config({ jitless: true });

const port = z.int().min(0).max(65535);
const buttonId = z
  .string()
  .regex(
    /^(service:[a-z0-9-]+|reserved|language|counter:\d{1,2}:(next|recall))$/,
    'a button is service:<id>, reserved, language or counter:<n>:next|recall',
  );
const pin = z.strictObject({
  gpio: z.int().min(0).max(1023),
  activeLow: z.boolean().default(true),
  debounceMs: z.int().min(0).max(1000).default(30),
});
const lamp = z.strictObject({ gpio: z.int().min(0).max(1023), activeLow: z.boolean().default(false) });
const modbusAddress = z.int().min(1).max(247);

const EdgeFile = z.strictObject({
  office: Identifier,
  edge: Identifier,
  /** The cloud's public origin, which exchanges one-time codes. */
  cloud: z
    .string()
    .regex(/^https?:\/\/[^\s/@]+$/, 'the public origin of the cloud, e.g. https://fronta.example')
    .nullable()
    .default(null),
  mqtt: z.strictObject({
    url: z.string().regex(/^(mqtts?|embedded):\/\/\S+$/, 'mqtt://host:port or mqtts://host:port'),
    username: z.string().min(1),
    passwordFile: z.string().min(1),
    caFile: z.string().min(1).nullable().default(null),
  }),
  listen: z.strictObject({ host: z.string().min(1), port }).default({ host: '127.0.0.1', port: 8081 }),
  buttons: z.strictObject({
    driver: z.enum(['onoff', 'gpiomon', 'simulated']),
    chip: z.string().min(1).nullable().default(null),
    pins: z.record(buttonId, pin).default({}),
    lamps: z.record(buttonId, lamp).default({}),
    /** Where the middle of each button stands beside the screen, percent of the screen's height from its top. */
    places: z.record(buttonId, z.number().min(5).max(97)).default({}),
  }),
  units: z.strictObject({
    driver: z.enum(['modbus', 'simulated']),
    port: z.string().min(1).nullable().default(null),
    baudRate: z.literal([9600, 19200, 38400, 57600, 115200]).default(19200),
    answerMs: z.int().min(50).max(900).default(150),
    counters: z.record(z.string().regex(/^[1-9]\d?$/, 'a counter number'), z.strictObject({ address: modbusAddress })).default({}),
    keypad: z.strictObject({ address: modbusAddress }).nullable().default(null),
  }),
  printer: z.strictObject({
    driver: z.enum(['usb', 'tcp', 'file', 'simulated']),
    vendorId: z.int().min(0).max(0xffff).nullable().default(null),
    productId: z.int().min(0).max(0xffff).nullable().default(null),
    host: z.string().min(1).nullable().default(null),
    port: port.nullable().default(null),
    path: z.string().min(1).nullable().default(null),
    model: z.enum(printerModelNames).default('epson-tm-t20'),
  }),
  voice: z
    .strictObject({
      driver: z.enum(['espeak', 'none']),
      confirms: z.boolean().default(false),
      /** Folders of recorded voices (edge/voice/recorded-voices.md). */
      packs: z.array(z.string().min(1)).max(8).default([]),
    })
    .default({ driver: 'none', confirms: false, packs: [] }),
  watchdog: z.enum(['systemd', 'none']).default('none'),
  settings: z
    .union([z.string().min(1), OfficeSettings])
    .nullable()
    .default(null),
});

/** The edge's whole configuration, checked and frozen. Paths are absolute. */
export type EdgeConfig = Readonly<Omit<z.infer<typeof EdgeFile>, 'settings' | 'watchdog'>> & {
  /** How systemd hears of the daemon, as systemd's own environment says; `null` outside it. `watchdogUsec` is in microseconds. */
  readonly watchdog: { readonly notifySocket: string; readonly watchdogUsec: number | null } | null;
  readonly settings: OfficeSettings;
  readonly data: string;
  /** A folder that outlives the process but not the power; `null` outside systemd. */
  readonly spareMemory: string | null;
  /** Wall ms from which the clock starts, or `null`. */
  readonly startAt: number | null;
  readonly logLevel: string;
};

const Environment = z.object({
  FRONTA_EDGE_PORT: z.coerce.number().pipe(port).optional(),
  FRONTA_DATA: z.string().min(1).default('var'),
  FRONTA_CLOCK: z.iso.datetime({ offset: true, error: 'expected an ISO instant with offset, e.g. 2026-11-23T08:10:00+01:00' }).optional(),
  FRONTA_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_ENV: z.string().optional(),
  RUNTIME_DIRECTORY: z.string().min(1).optional(),
  NOTIFY_SOCKET: z.string().min(1).optional(),
  WATCHDOG_USEC: z.coerce.number().pipe(z.int().min(1)).optional(),
});

/** Reads `--config FILE` and the environment. Throws `ConfigError` for the first thing that is wrong. */
export function readConfig(args: readonly string[], environment: NodeJS.ProcessEnv): EdgeConfig {
  const [flag, file, ...rest] = args;
  if (flag !== '--config' || !file || rest.length > 0) throw new ConfigError('usage: npm run edge -- --config FILE');
  const env = check(Environment, environment, 'environment');
  if (env.FRONTA_CLOCK !== undefined && env.NODE_ENV === 'production')
    throw new ConfigError('FRONTA_CLOCK moves time for tests only: unset it when NODE_ENV=production');
  const path = resolve(file);
  const parsed = check(EdgeFile, readJson(path), path);
  refuseClashes(parsed, path);
  const beside = (name: string) => resolve(dirname(path), name);
  const config: EdgeConfig = {
    ...parsed,
    mqtt: { ...parsed.mqtt, passwordFile: beside(parsed.mqtt.passwordFile), caFile: parsed.mqtt.caFile && beside(parsed.mqtt.caFile) },
    voice: { ...parsed.voice, packs: parsed.voice.packs.map(beside) },
    listen: { ...parsed.listen, port: env.FRONTA_EDGE_PORT ?? parsed.listen.port },
    watchdog: watchdogOf(parsed.watchdog, env, path),
    settings: settingsOf(parsed.settings, beside),
    data: resolve(env.FRONTA_DATA),
    spareMemory: env.RUNTIME_DIRECTORY?.split(':')[0] ?? null,
    startAt: env.FRONTA_CLOCK === undefined ? null : Date.parse(env.FRONTA_CLOCK),
    logLevel: env.FRONTA_LOG,
  };
  if (config.settings.office !== config.office)
    throw new ConfigError(`${path}: office is "${config.office}", but its settings are of "${config.settings.office}"`);
  return freeze(config);
}

/** Two things on one wire, and drivers without what they need. */
function refuseClashes({ buttons, units, printer }: z.infer<typeof EdgeFile>, path: string): void {
  const pins = Object.entries(buttons.pins).map(([id, { gpio }]) => [`buttons.pins.${id}`, gpio] as const);
  const lamps = Object.entries(buttons.lamps).map(([id, { gpio }]) => [`buttons.lamps.${id}`, gpio] as const);
  const addresses = Object.entries(units.counters).map(([counter, { address }]) => [`units.counters.${counter}`, address] as const);
  refuseTwice(path, 'gpio', [...pins, ...lamps]);
  refuseTwice(path, 'address', [...addresses, ...(units.keypad ? [['units.keypad', units.keypad.address] as const] : [])]);
  const needs = (told: boolean, what: string): void => {
    if (!told) throw new ConfigError(`${path}: ${what}`);
  };
  needs(buttons.driver === 'simulated' || pins.length > 0, `buttons.pins: driver "${buttons.driver}" needs at least one button`);
  needs(units.driver !== 'modbus' || units.port !== null, 'units.port: driver "modbus" needs the serial port, e.g. /dev/fronta-bus');
  needs(printer.driver !== 'tcp' || printer.host !== null, 'printer.host: driver "tcp" needs the printer\'s address');
  needs(printer.driver !== 'file' || printer.path !== null, 'printer.path: driver "file" needs a path, e.g. /dev/usb/lp0');
}

function refuseTwice(path: string, what: string, uses: readonly (readonly [string, number])[]): void {
  uses.forEach(([name, value], index) => {
    const other = uses.slice(0, index).find(([, taken]) => taken === value);
    if (other) throw new ConfigError(`${path}: ${other[0]} and ${name} both use ${what} ${value}; each needs its own`);
  });
}

function watchdogOf(told: 'systemd' | 'none', env: z.infer<typeof Environment>, path: string): EdgeConfig['watchdog'] {
  if (told === 'none') return null;
  if (!env.NOTIFY_SOCKET)
    throw new ConfigError(`${path}: watchdog: "systemd" needs a unit with Type=notify; started by hand, set it to "none"`);
  return { notifySocket: env.NOTIFY_SOCKET, watchdogUsec: env.WATCHDOG_USEC ?? null };
}

function settingsOf(told: z.infer<typeof EdgeFile>['settings'], beside: (name: string) => string): OfficeSettings {
  if (told === null) return exampleOffice;
  if (typeof told !== 'string') return told;
  const path = beside(told);
  return check(OfficeSettings, readJson(path), path);
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${path}: not JSON: ${(error as Error).message}`);
  }
}

/** The first issue in one line: where, what was expected, what stands there. */
function check<Value>(schema: z.ZodType<Value>, value: unknown, where: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, says } = whatIsWrong(result.error.issues[0]!, value);
  throw new ConfigError(`${where}: ${path.length > 0 ? `${path.join('.')}: ` : ''}${says}`);
}

function freeze<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null && !Object.isFrozen(part)) freeze(part);
  return Object.freeze(value);
}
