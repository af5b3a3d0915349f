import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { EdgeConfig } from '../config.ts';
import type { Finding } from '../console/port.ts';
import { authorities, troubleOf } from '../link/reach.ts';

/** A broker that answers at all has shown its certificate within this time, milliseconds. */
const handshakeMsMax = 5_000;
const dayMs = 24 * 3_600_000;

/** The certificate that the broker shows now: whom it is for, who vouches for it, and how long it lasts. Nothing without TLS. Never rejects. */
export async function brokerCertificate({ mqtt }: EdgeConfig, now: number, daysFew: number): Promise<readonly Finding[]> {
  const url = new URL(mqtt.url);
  if (url.protocol !== 'mqtts:') return [];
  const thing = 'broker certificate';
  const own = mqtt.caFile !== null && existsSync(mqtt.caFile) ? readFileSync(mqtt.caFile, 'utf8') : null;
  const ends = await validTo(url, own);
  if (ends instanceof Error) {
    const { kind, says, todo } = troubleOf(ends);
    return [{ thing, state: kind === 'network' || kind === 'other' ? 'look' : 'broken', says: `${url.host}: ${says}`, todo }];
  }
  const days = Math.floor((ends - now) / dayMs);
  const says = `${url.host} shows one that lasts ${days} more days`;
  if (days >= daysFew) return [{ thing, state: 'fine', says, todo: null }];
  return [{ thing, state: 'look', says, todo: 'Ask who runs the cloud to renew it: "npm run broker-config", or their authority.' }];
}

/** Until when it is good, wall ms, or why it is not. */
function validTo({ hostname, port }: URL, ca: string | null): Promise<number | Error> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port || 8883),
      ca: authorities(ca),
      ...(isIP(host) === 0 && { servername: host }),
    });
    socket.setTimeout(handshakeMsMax, () => socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    socket.once('error', resolve);
    socket.once('secureConnect', () => {
      const { valid_to } = socket.getPeerCertificate();
      socket.destroy();
      resolve(Date.parse(valid_to));
    });
  });
}
