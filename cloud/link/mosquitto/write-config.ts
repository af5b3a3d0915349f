import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BrokerConfigError } from './broker-config-error.ts';
import { writeCertificates } from './certificates.ts';
import { firstAccounts } from './first-accounts.ts';
import { type Broker, mosquittoConf, serviceDropIn } from './mosquitto-conf.ts';

export type Wanted = Broker & {
  /** The name by which cloud and edges reach the broker. */
  readonly host: string;
  /** Where programs are found. */
  readonly searchPath: string;
};

/** Names of the files for the cloud: its address with its password, and the certificate that edges and cloud know the broker by. */
export const urlFile = 'mqtt-url';
export const authorityFile = 'ca.pem';

/**
 * Writes all that a mosquitto needs: configuration, authority, certificate, and the first account, the cloud's. In a folder that has been
 * written before, the authority and all accounts stay; configuration and certificate are new. Throws BrokerConfigError.
 */
export function writeConfig({ host, searchPath, ...broker }: Wanted): void {
  const { folder, port } = broker;
  try {
    mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o750 });
  } catch (error) {
    throw new BrokerConfigError(
      `${folder}: cannot be made (${(error as NodeJS.ErrnoException).code}): choose a folder that can be written`,
    );
  }
  writeCertificates(folder, host, searchPath);
  writeFileSync(join(folder, 'mosquitto.conf'), mosquittoConf(broker));
  writeFileSync(join(folder, 'mosquitto.service.conf'), serviceDropIn(folder));
  const accounts = join(folder, 'dynamic-security.json');
  const password = existsSync(accounts) ? passwordIn(folder) : randomBytes(24).toString('base64url');
  if (!existsSync(accounts)) writeFileSync(accounts, firstAccounts(password), { mode: 0o600 });
  writeFileSync(join(folder, urlFile), `mqtts://cloud:${password}@${host}:${port}\n`, { mode: 0o600 });
  for (const secret of ['ca.key', 'server.key', 'dynamic-security.json', urlFile]) chmodSync(join(folder, secret), 0o600);
}

function passwordIn(folder: string): string {
  const path = join(folder, urlFile);
  const password = existsSync(path) ? /^mqtts:\/\/cloud:([\w-]+)@/.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
  if (password !== undefined) return password;
  throw new BrokerConfigError(`${path}: the cloud's password is lost; remove ${folder}/dynamic-security.json and enrol all kiosks anew`);
}
