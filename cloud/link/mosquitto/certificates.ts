import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { BrokerConfigError } from './broker-config-error.ts';

/** Days: an authority outlives the kiosks; a server's certificate is renewed by the next run. */
const authorityDays = 3_650;
const serverDays = 397;

/** An authority of the broker's own, made once, and a certificate for its name, made anew each time (openssl-req(1), openssl-x509(1)). */
export function writeCertificates(folder: string, host: string, searchPath: string): void {
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): void => {
    const { status, error, stderr } = spawnSync('openssl', args, { encoding: 'utf8', env: { PATH: searchPath } });
    if (error) throw new BrokerConfigError('openssl is not installed: apt install openssl');
    if (status !== 0) throw new BrokerConfigError(`openssl ${args[0]} failed: ${stderr.trim().split('\n').at(-1)}`);
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  if (!existsSync(file('ca.key')))
    openssl(
      ...['req', '-x509', ...newKey, '-keyout', file('ca.key'), '-out', file('ca.pem'), '-days', String(authorityDays)],
      ...[
        '-subj',
        '/CN=Fronta broker authority',
        '-addext',
        'basicConstraints=critical,CA:TRUE,pathlen:0',
        '-addext',
        'keyUsage=critical,keyCertSign',
      ],
    );
  const name = isIP(host) ? `IP:${host}` : `DNS:${host}`;
  const [request, extensions] = [file('server.csr'), file('server.ext')];
  try {
    openssl('req', ...newKey, '-keyout', file('server.key'), '-out', request, '-subj', `/CN=${host}`);
    writeFileSync(extensions, `subjectAltName=${name}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n`);
    openssl(
      ...['x509', '-req', '-in', request, '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-out', file('server.pem')],
      ...['-days', String(serverDays), '-extfile', extensions],
    );
  } finally {
    for (const left of [request, extensions, file('ca.srl')]) rmSync(left, { force: true });
  }
}
