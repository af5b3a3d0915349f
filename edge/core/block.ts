/** Where a journal's numbers and ordinals of one day begin: after these. */
export type Block = { readonly numbersAfter: number; readonly ordinalsAfter: number };

/**
 * The numbers of a service in one business day, 1 to 9,999 (four digits fit on every display), are parted among the cards that may have
 * given some that day and know nothing of each other (F18). A card that replaced none has 1 to 500, and goes on at 5,001 when those are
 * used. The n-th replacement has the 250 after 500 n, the first thus 501 to 750, three digits beside their letter. What `fronta rebuild`
 * makes of a damaged card has a part of its own: 9,001 to 9,999, or the 250 behind the card's.
 */
const first = { after: 0, to: 500, thenAfter: 5_000, thenTo: 9_000 };
const rebuilt = { after: 9_000, to: 9_999 };
const numbersOfCard = 500;
const numbersOfPart = numbersOfCard / 2;
const ordinalsOfCard = 50_000;
/** Replacements of one day that share no number: nobody changes ten cards in a day. */
export const replacementsMax = 9;

/** The block of the n-th replacement of this edge, n from 1. It comes round after `replacementsMax`, long after that day. */
export function blockOfReplacement(ordinal: number): Block {
  const card = ((ordinal - 1) % replacementsMax) + 1;
  return { numbersAfter: card * numbersOfCard, ordinalsAfter: card * ordinalsOfCard };
}

/** The block of a card that nobody told its ordinal, when the cloud tells it of so many other journals of the day: one from the far end. */
export const blockOfStranger = (others: number): Block => blockOfReplacement(replacementsMax - ((others - 1) % replacementsMax));

/** How far a further rebuild of one day keeps away from the highest number that can still be read. */
const marginOfRebuild = 50;
const beyond = (highest: number): number => Math.ceil(highest / marginOfRebuild) * marginOfRebuild + marginOfRebuild;

/**
 * The block of a journal that takes the place of one on the same card, which began after `numbersAfter` and gave numbers and ordinals up
 * to these as far as anybody can still read.
 */
export function blockAfterRebuild(numbersAfter: number, highest: number, highestOrdinal: number): Block {
  const card = numbersAfter >= rebuilt.after ? 0 : Math.floor(numbersAfter / numbersOfCard);
  const least = card === 0 ? rebuilt.after : card * numbersOfCard + numbersOfPart;
  const ordinalsAfter = Math.max(card * ordinalsOfCard + ordinalsOfCard / 2, beyond(highestOrdinal));
  if (highest <= least || highest > endOf(least)) return { numbersAfter: least, ordinalsAfter };
  if (beyond(highest) < endOf(least)) return { numbersAfter: beyond(highest), ordinalsAfter };
  return { numbersAfter: highest < endOf(least) ? highest : card === 0 ? rebuilt.to : rebuilt.after, ordinalsAfter };
}

/** The number after `last` in a journal whose numbers begin after `numbersAfter`; `null` when its block is used up. */
export function numberAfter(last: number, numbersAfter: number): number | null {
  if (!isOwn(last, numbersAfter)) return numbersAfter < rebuilt.to ? numbersAfter + 1 : null;
  const next = last === first.to && numbersAfter === first.after ? first.thenAfter + 1 : last + 1;
  return isOwn(next, numbersAfter) ? next : null;
}

/** Whether a journal whose numbers begin after `numbersAfter` may have given this one itself. */
export function isOwn(number: number, numbersAfter: number): boolean {
  if (number > numbersAfter && number <= endOf(numbersAfter)) return true;
  return numbersAfter === first.after && number > first.thenAfter && number <= first.thenTo;
}

/** How many numbers a journal that began at the block's start has given when this one was its last. */
export function placeOf(number: number): number {
  if (number > rebuilt.after) return number - rebuilt.after;
  if (number > first.thenAfter) return first.to + number - first.thenAfter;
  return number <= first.to ? number : number - Math.floor((number - 1) / numbersOfPart) * numbersOfPart;
}

/** The last number of the block that goes on after this one. */
function endOf(number: number): number {
  if (number >= rebuilt.after) return rebuilt.to;
  if (number >= first.thenAfter) return first.thenTo;
  if (number < first.to) return first.to;
  return (Math.floor(number / numbersOfPart) + 1) * numbersOfPart;
}
