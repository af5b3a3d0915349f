import { createHmac } from 'node:crypto';

/** HMAC-SHA-256 of a PIN under the office's key, hex: the only form in which the core and the journal know a PIN. */
export const hashPin = (pinKey: string, pin: string): string => createHmac('sha256', pinKey).update(pin).digest('hex');
