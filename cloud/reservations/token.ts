import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A token for a link: 256 random bits, base64url. Only its hash is kept. */
export const mintToken = (): string => randomBytes(32).toString('base64url');

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * The confirm link's token of a reservation that was confirmed as it was made: who sends the same page twice is led to the same confirmation. Only who has
 * the office's key can make it.
 */
export const provenTokenOf = (officeKey: string, id: string): string =>
  createHmac('sha256', officeKey).update(`proven ${id}`).digest('base64url');

/** The manage link's token comes from the confirm link's, so that confirming twice shows the same confirmation without storing either. */
export const manageTokenOf = (confirmToken: string): string => createHmac('sha256', confirmToken).update('manage').digest('base64url');
