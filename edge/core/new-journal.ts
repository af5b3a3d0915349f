import { type Block, blockAfterRebuild, blockOfReplacement } from './block.ts';
import { type Queue, replacementOf } from './queue.ts';

/**
 * The block with which a new journal begins its first day; `null` for the first one of an edge, which begins at number 1. `ordinal`: which
 * replacement the card is, 0 when it replaces none. `lost`: what is still known of another journal of this card, which is gone.
 */
export function blockOfNewJournal(ordinal: number, lost: Queue | null): Block | null {
  if (lost) return blockAfterLoss(ordinal, lost, [], []);
  return ordinal > 0 ? blockOfReplacement(ordinal) : null;
}

/** The block of a journal that takes the place of a damaged one on its card; `numbers` and `ordinals`: what else could be read of that. */
export function blockAfterLoss(ordinal: number, known: Queue, numbers: readonly number[], ordinals: readonly number[]): Block {
  const { numbersAfter } = replacementOf(known);
  const began = numbersAfter > 0 || ordinal === 0 ? numbersAfter : blockOfReplacement(ordinal).numbersAfter;
  return blockAfterRebuild(began, Math.max(0, ...Object.values(known.issued), ...numbers), Math.max(known.lastOrdinal, ...ordinals));
}
