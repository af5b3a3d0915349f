import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { writeCertificates } from '../../../cloud/link/mosquitto/certificates.ts';
import { brokerCertificate } from '../../../edge/cli/broker-certificate.ts';
import type { EdgeConfig } from '../../../edge/config.ts';
import { needs } from '../../needs.ts';
import { freePort } from '../../office/free-port.ts';

const daysFew = 30;
const inDays = (days: number): number => Date.now() + days * 24 * 3_600_000;
const look = (url: string, caFile: string | null, now = Date.now()) =>
  brokerCertificate({ mqtt: { url, caFile } } as EdgeConfig, now, daysFew);

async function broker(t: ExecutionContext): Promise<{ url: string; caFile: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-certificate-'));
  writeCertificates(folder, 'localhost', process.env.PATH ?? '');
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  const server = createServer({ cert: read('server.pem'), key: read('server.key') }, (socket) => socket.on('error', () => undefined));
  server.on('tlsClientError', () => undefined);
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, resolve));
  t.teardown(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  return { url: `mqtts://localhost:${port}`, caFile: join(folder, 'ca.pem') };
}

needs('openssl')('the certificate that the broker shows is looked at: whether anybody vouches for it, and how long it lasts', async (t) => {
  const { url, caFile } = await broker(t);
  const [fine] = await look(url, caFile);
  t.is(fine?.state, 'fine', fine?.says);
  t.regex(fine?.says ?? '', /lasts 39\d more days/);
  const [soon] = await look(url, caFile, inDays(380));
  t.is(soon?.state, 'look');
  t.regex(soon?.todo ?? '', /renew/);
  const [unknown] = await look(url, null);
  t.is(unknown?.state, 'broken');
  t.regex(unknown?.todo ?? '', /mqtt\.caFile/);
  const [elsewhere] = await look(url.replace('localhost', '127.0.0.1'), caFile);
  t.is(elsewhere?.state, 'broken');
  t.regex(elsewhere?.says ?? '', /for another name/);
});

test('a broker that is away is to be looked at, one without TLS has no certificate', async (t) => {
  const [away] = await look(`mqtts://127.0.0.1:${await freePort()}`, null);
  t.is(away?.state, 'look');
  t.deepEqual(await look('mqtt://127.0.0.1:1883', null), []);
});
