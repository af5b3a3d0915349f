import type { DownMessage } from '#contract/envelope.ts';
import type { Office } from './read-office.ts';

/**
 * What an edge is told of its office's settings. Edges made before there were notices refuse settings that hold any (P50): the board's part goes
 * before them, in a message of its own, so that who works by a revision has its board too. An office that never had a board of its own says
 * nothing of it.
 */
export function toldSettings(
  { settings: { board, ...settings }, pinKey }: Pick<Office, 'settings' | 'pinKey'>,
  publicOrigin: string,
): DownMessage[] {
  const told: DownMessage = { kind: 'settings', body: { settings, pinKey, publicOrigin } };
  return board ? [{ kind: 'board', body: { revision: settings.revision, board } }, told] : [told];
}
