import { copyOfDisk } from './card-copy.ts';
import type { Machine } from './machine.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const minuteMs = 60_000;

/**
 * Somebody copies the card. Hours later the card dies, and the copy is put in, which works on without a link for a while: it may have caught up
 * with what the cloud knows before they meet (F18).
 */
export function putBackOlderCopy(of: World, at: Machine, dice: Random, later: (ms: number, task: () => void) => void): void {
  const book = of.auditor.officeOf(at);
  const asCopied = of.auditor.remember(at);
  if (asCopied === null || at.mischief.diskFull || at.mischief.diskReadOnly) return;
  const copy = copyOfDisk(at.disk());
  const afterMs = dice.between(10, 300) * minuteMs;
  const offlineMs = dice.between(1, 600) * minuteMs;
  later(afterMs, () => {
    // Of two cards of one name, of a card that was replaced meanwhile and of one whose words are in memory alone other faults tell.
    const isSame = book.journal?.id === asCopied.id && book.journal.lost === null && book.beforeVolatile === null;
    if (of.atRest() || !isSame || at.mischief.diskFull || at.mischief.diskReadOnly || of.isTwinned(at)) return;
    of.count('older copy put back');
    of.network.cut(at.name);
    at.putBack(copy);
    of.auditor.wentBack(at, asCopied);
    later(offlineMs, () => of.network.mend(at.name));
  });
}
