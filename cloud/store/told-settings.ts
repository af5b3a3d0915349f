import { createHash } from 'node:crypto';
import { type BoardSettings, emptyBoard } from '#contract/board.ts';
import type { DownMessage } from '#contract/envelope.ts';
import type { Office } from './read-office.ts';

/**
 * What an edge is told of its office's settings. Edges made before there were notices refuse settings that hold any (P50): the board's part goes
 * before them, in a message of its own, so that who works by a revision has its board too. `has` is the name of the board that the edge says it
 * has, `null` for none, `undefined` when it did not say.
 */
export function toldSettings(
  { settings: { board, ...settings }, pinKey }: Pick<Office, 'settings' | 'pinKey'>,
  publicOrigin: string,
  has?: string | null,
): DownMessage[] {
  const told: DownMessage = { kind: 'settings', body: { settings, pinKey, publicOrigin } };
  const news = boardToTell(board, has);
  return news ? [{ kind: 'board', body: { revision: settings.revision, board: news } }, told] : [told];
}

/** As an edge names what it has (P59). */
const boardName = (board: BoardSettings): string => createHash('sha256').update(JSON.stringify(board)).digest('hex');

/**
 * The board, unless the edge has it already. An office that never had one of its own says nothing of it, but to an edge that has one: that was
 * told before the cloud went back to a backup from before the first notice (P59).
 */
function boardToTell(board: BoardSettings | undefined, has: string | null | undefined): BoardSettings | null {
  if (board) return has === boardName(board) ? null : board;
  return has === undefined || has === null || has === boardName(emptyBoard) ? null : emptyBoard;
}
