import { isIPv6 } from 'node:net';

/** Whether an address is this machine itself. */
export const isLoopback = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);

/** By what is counted who holds something open: an address, of IPv6 a network; `null` for this machine itself. */
export const clientOf = (address: string): string | null =>
  isLoopback(address) ? null : isIPv6(address) && !mapped.test(address) ? networkOf(address) : address.replace(mapped, '');

/** How an IPv4 address is written where both kinds are heard. */
const mapped = /^::ffff:(?=\d+\.)/i;

/** What one customer of a provider is usually given, and what is cheap to have many addresses of: an IPv4 /24, an IPv6 /48. */
export function networkOf(address: string): string {
  const plain = address.replace(mapped, '');
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
