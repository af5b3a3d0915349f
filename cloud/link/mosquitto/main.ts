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

/** Exit 0 written, 1 not written, 2 not understood. */
function main(env: NodeJS.ProcessEnv, args: string[]): number {
  const { host, port, folder, plugin } = read(args);
  const isName = /^[a-zA-Z0-9]([a-zA-Z0-9.:-]{0,251}[a-zA-Z0-9])?$/.test(host ?? '');
  if (host === undefined || !isName || !/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    process.stderr.write(usage);
    return 2;
  }
  try {
    const path = resolve(folder);
    writeConfig({ host, port: Number(port), folder: path, plugin: plugin ?? pluginPath(), searchPath: env.PATH ?? '' });
    process.stdout.write(steps(path, host, port));
    return 0;
  } catch (error) {
    if (!(error instanceof BrokerConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

type Said = { readonly host: string | undefined; readonly port: string; readonly folder: string; readonly plugin: string | undefined };

function read(args: string[]): Said {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args, options: { host: text, port: text, folder: text, plugin: text } });
    return { host: values.host, port: values.port ?? '8883', folder: values.folder ?? 'var/broker', plugin: values.plugin };
  } catch {
    return { host: undefined, port: '', folder: '', plugin: undefined };
  }
}

const steps = (folder: string, host: string, port: string): string => `written: ${folder}

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
