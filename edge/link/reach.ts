import { getCACertificates } from 'node:tls';
import type { Trouble } from './port.ts';

const askForCode = 'Issue a code for this kiosk in /admin, then "sudo fronta enrol".';

/** "Bad user name or password" and "not authorized" of 3.1.1 [MQTT-3.2.2.3] and of 5 [MQTT5 3.2.2.2]. */
const refusals: ReadonlySet<unknown> = new Set([4, 5, 134, 135]);

/** What a failed attempt tells, by the code of its error: Node's, OpenSSL's (X509_V_ERR_…) or the broker's. */
export function troubleOf({ code, message }: { readonly code?: unknown; readonly message: string }): Trouble {
  if (refusals.has(code))
    return {
      kind: 'credential',
      says: 'the broker refuses this edge: its access was revoked, or another card has its name now',
      todo: askForCode,
    };
  switch (code) {
    case 'CERT_NOT_YET_VALID':
      return {
        kind: 'clock',
        says: 'its certificate begins later than now',
        todo: 'Set the clock ("timedatectl"); it is probably behind.',
      };
    case 'CERT_HAS_EXPIRED':
      return {
        kind: 'certificate',
        says: 'its certificate has expired',
        todo: 'If "timedatectl" says the right time, ask who runs the cloud for a new one.',
      };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        kind: 'certificate',
        says: 'its certificate is for another name',
        todo: 'Use the name that the certificate has, or ask who runs the cloud.',
      };
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'CERT_SIGNATURE_FAILURE':
      return {
        kind: 'certificate',
        says: 'nobody known here vouches for its certificate',
        todo: 'Name the certificate of its authority in "mqtt.caFile" of the configuration.',
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { kind: 'network', says: 'its name is not known', todo: 'Check the spelling, the network cable, and "resolvectl status".' };
    case 'ECONNREFUSED':
      return { kind: 'network', says: 'nobody answers at its port', todo: 'Check the port; if it is right, ask who runs the cloud.' };
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ETIMEDOUT':
      return { kind: 'network', says: 'there is no way to it', todo: 'Check the network cable and the router: "ip route", "ping".' };
    default:
      return { kind: 'other', says: message || String(code), todo: 'Check the network, then ask who runs the cloud.' };
  }
}

/** The authorities that this machine trusts, and the office's own beside them. */
export const authorities = (own: string | null): string[] => [...getCACertificates('default'), ...(own === null ? [] : [own])];
