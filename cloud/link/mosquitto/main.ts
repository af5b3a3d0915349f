import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BrokerConfigError } from './broker-config-error.ts';
import { authorityFile, urlFile, writeConfig } from './write-config.ts';

const usage = `The configuration of a mosquitto broker for a cloud with many offices.

  npm run broker-config -- --host NAME [--port 8883] [--folder var/broker] [--plugin FILE]

NAME is how cloud and kiosks reach the broker; FILE is mosquitto_dynamic_security.so where Debian's package does not put it. A folder that was written before keeps its authority and its accounts; run it again
within 13 months for a new certificate. Needs openssl.
`;

/** Where Debian puts the plugin: a folder for each architecture. */
function pluginPath(): string {
  const below = '/usr/lib';
  const name = 'mosquitto_dynamic_security.so';
  const folder = readdirSync(below).find((entry) => existsSync(join(below, entry, name)));
  return join(below, folder ?? 'x86_64-linux-gnu', name);
}

/** Exit 0 written or asked how, 1 not written, 2 not understood. */
function main(env: NodeJS.ProcessEnv, args: string[]): number {
  const said = read(args);
  if ('help' in said) {
    process.stdout.write(usage);
    return 0;
  }
  if ('wrong' in said) {
    process.stderr.write(`${said.wrong}\n\n${usage}`);
    return 2;
  }
  const { host, port, folder, plugin } = said;
  try {
    const path = resolve(folder);
    writeConfig({ host, port, folder: path, plugin: plugin ?? pluginPath(), searchPath: env.PATH ?? '' });
    process.stdout.write(steps(path, host, port));
    return 0;
  } catch (error) {
    if (!(error instanceof BrokerConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

type Said = { readonly host: string; readonly port: number; readonly folder: string; readonly plugin: string | undefined };

function read(args: string[]): Said | { readonly wrong: string } | { readonly help: true } {
  const values = parsed(args);
  if (values instanceof Error) return { wrong: values.message };
  const { host, port = '8883', folder = 'var/broker', plugin, help } = values;
  if (help) return { help };
  if (host === undefined) return { wrong: '--host is missing: how do cloud and kiosks reach the broker?' };
  if (!/^[a-zA-Z0-9]([a-zA-Z0-9.:-]{0,251}[a-zA-Z0-9])?$/.test(host)) return { wrong: `--host "${host}": expected a name or an address` };
  if (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535) return { wrong: `--port "${port}": expected a number from 1 to 65535` };
  return { host, port: Number(port), folder, plugin };
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args, options: { host: text, port: text, folder: text, plugin: text, help: { type: 'boolean' } } }).values;
  } catch (error) {
    return error as Error;
  }
}

const steps = (folder: string, host: string, port: number): string => `written: ${folder}

The broker:
  chown -R mosquitto: ${folder}
  install -D -m 644 ${folder}/mosquitto.service.conf /etc/systemd/system/mosquitto.service.d/fronta.conf
  systemctl daemon-reload && systemctl restart mosquitto

The cloud, in /etc/fronta/cloud.env:
  FRONTA_MQTT_URL_FILE=${join(folder, urlFile)}
  FRONTA_EDGES_MQTT_URL=mqtts://${host}:${port}
  FRONTA_EDGES_MQTT_CA_FILE=${join(folder, authorityFile)}

Kiosks get their accounts, and this certificate, when they are enrolled. Keep ca.key where nobody else reads it.
`;

process.exitCode = main(process.env, process.argv.slice(2));
