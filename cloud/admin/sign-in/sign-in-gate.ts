import { createHash } from 'node:crypto';
import type { OpenLimiter } from '../../api/port.ts';

/** Wrong attempts on one name from one network in a quarter of an hour. */
export const pairMax = 5;
/** Wrong attempts of one network, whatever the names: a guesser, or an office with many people behind one address. */
export const networkMax = 30;
/** Wrong attempts on one name from everywhere in an hour: what many networks together may guess. */
export const nameMax = 100;
const quarterHourSeconds = 900;
const hourSeconds = 3_600;
/** Names and networks are counted in so many drawers each, so that inventing them fills no memory. */
const drawers = 4_096;

/** Counts wrong attempts to sign in. */
export type SignInGate = {
  /** Seconds to wait before the next attempt, or 0. */
  wait(network: string, name: string): Promise<number>;
  failed(network: string, name: string): Promise<void>;
  /** Takes the attempt back, and the wrong ones before it that came from the same network. */
  succeeded(network: string, name: string): Promise<void>;
};

/** A gate over these limiters: with theirs its counts are shared by all processes of the cloud, or not. */
export function openSignInGate(openLimiter: OpenLimiter): SignInGate {
  const pairs = openLimiter('sign-in pair', quarterHourSeconds);
  const networks = openLimiter('sign-in network', quarterHourSeconds);
  const names = openLimiter('sign-in name', hourSeconds);
  const limits = [
    { limiter: pairs, max: pairMax, key: (network: string, name: string) => drawer(`${networkOf(network)} ${name}`) },
    { limiter: networks, max: networkMax, key: (network: string) => drawer(networkOf(network)) },
    { limiter: names, max: nameMax, key: (_network: string, name: string) => drawer(name) },
  ];
  return {
    async wait(network, name) {
      const counts = await Promise.all(
        limits.map(async ({ limiter, max, key }) => ({ max, count: await limiter.get(key(network, name)) })),
      );
      const waits = counts.map(({ max, count }) => (count !== null && count.consumedPoints >= max ? count.msBeforeNext : 0));
      return Math.ceil(Math.max(...waits) / 1000);
    },
    async failed(network, name) {
      for (const { limiter, key } of limits) await limiter.penalty(key(network, name));
    },
    async succeeded(network, name) {
      await pairs.delete(drawer(`${networkOf(network)} ${name}`));
      await networks.reward(drawer(networkOf(network)));
      await names.reward(drawer(name));
    },
  };
}

const drawer = (text: string): string => String(createHash('sha256').update(text).digest().readUInt32BE(0) % drawers);

/** One customer of a provider has a whole /64. */
const networkOf = (address: string): string =>
  address.includes('.') || !address.includes(':') ? address : address.split(':').slice(0, 4).join(':');
