import { isIPv6 } from 'node:net';
import type { Context } from 'koa';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { BookingGate } from './port.ts';

/** Holds that one client address may make in ten minutes, and attempts of any outcome (F28). Generous: a library shares one address. */
const holdsMax = 30;
const attemptsMax = 300;
const windowSeconds = 600;
/** Holds at one office in half an hour, as long as one lasts, from which on somebody is hoarding: the office of 2010 has 18 places a day (F28). */
const crowdedFrom = 60;
/** Meanwhile a network may make so many holds there in half an hour, so that the places are left to the others. */
const holdsOfNetworkMax = 1;
const crowdedSeconds = 1_800;

/** A gate with nobody counted yet; its counts live in this process. */
export function openBookingGate(): BookingGate {
  const attempts = new RateLimiterMemory({ keyPrefix: 'attempt', points: attemptsMax, duration: windowSeconds });
  const holds = new RateLimiterMemory({ keyPrefix: 'hold', points: holdsMax, duration: windowSeconds });
  const ofNetworks = new RateLimiterMemory({ keyPrefix: 'network', points: holdsOfNetworkMax, duration: crowdedSeconds });
  const atOffices = new RateLimiterMemory({ keyPrefix: 'office', points: crowdedFrom, duration: crowdedSeconds });
  return {
    async enter(ctx) {
      if (isLoopback(ctx.ip)) return 0;
      const attempt = await attempts.penalty(ctx.ip);
      if (attempt.consumedPoints > attemptsMax) return seconds(attempt.msBeforeNext);
      const held = await holds.get(ctx.ip);
      if (held !== null && held.consumedPoints >= holdsMax) return seconds(held.msBeforeNext);
      const office = await atOffices.get(officeOf(ctx));
      if (office === null || office.consumedPoints < crowdedFrom) return 0;
      const network = await ofNetworks.get(networkAt(ctx));
      return network !== null && network.consumedPoints >= holdsOfNetworkMax ? seconds(network.msBeforeNext) : 0;
    },
    async counted(ctx) {
      if (isLoopback(ctx.ip)) return;
      await Promise.all([holds.penalty(ctx.ip), ofNetworks.penalty(networkAt(ctx)), atOffices.penalty(officeOf(ctx))]);
    },
  };
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
const isLoopback = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);

/** Only a hold that was made is counted under it, so that there are no more of them than offices. */
const officeOf = (ctx: Context): string => String(ctx.params.office);
const networkAt = (ctx: Context): string => `${officeOf(ctx)} ${networkOf(ctx.ip)}`;

/** What one customer of a provider is usually given, and what is cheap to have many addresses of: an IPv4 /24, an IPv6 /48. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain.split('.').slice(0, 3).join('.');
  const [head = '', tail] = plain.toLowerCase().split('::');
  const given = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - given.length - after.length }, () => '0');
  return [...given, ...zeros, ...after]
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
