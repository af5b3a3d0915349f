import { z } from 'zod';
import { openWord, sealWord } from '../../sealed-word.ts';

/*
 * Whom a clerk looks for must not outlast the reservation in a browser's history or a proxy's log, where no purge reaches: the address of what was
 * found carries the words sealed, for so long as somebody goes back to it.
 */
const purpose = 'search';
const searchLastsMs = 2 * 3_600_000;
/** Characters that are looked for. */
const wantedLengthMax = 80;

const Search = z.strictObject({ wanted: z.string(), atMs: z.number() });

/** What was typed, as it is looked for. */
export const tidySearch = (typed: string): string => typed.trim().slice(0, wantedLengthMax);

export const sealSearch = (officeKey: string, wanted: string, nowMs: number): string =>
  sealWord(officeKey, purpose, JSON.stringify({ wanted, atMs: nowMs }));

/** What is looked for; empty when the word is none of ours or too old. */
export function openSearch(officeKey: string, sealed: string, nowMs: number): string {
  const text = openWord(officeKey, purpose, sealed);
  const search = text === null ? null : Search.parse(JSON.parse(text));
  return search !== null && search.atMs <= nowMs && nowMs - search.atMs < searchLastsMs ? search.wanted : '';
}
