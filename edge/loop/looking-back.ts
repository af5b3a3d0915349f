import type { DownMessage } from '#contract/envelope.ts';
import { commonIn, OlderCopy } from './older-copy.ts';
import type { Rooms } from './rooms.ts';

type Past = Extract<DownMessage, { kind: 'past' }>['body'];

export type LookingBack = {
  /** The cloud has committed so much of this journal, and its part of it is another one. */
  begin(committed: number): void;
  /** What the cloud has in the place that was asked for: a step further back, until both have the same. */
  compare(past: Past): void;
  /** Whatever was asked is asked no more. */
  forget(): void;
};

/**
 * Finds out where this journal and the cloud's part of it part, which ends the process as an older copy (F18). `ask` says hello with
 * the question up to which entry the names are wanted.
 */
export function createLookingBack(
  { journal, link, fail }: Pick<Rooms, 'journal' | 'fail'> & { readonly link: Pick<Rooms['link'], 'reads'> },
  ask: (upTo: number) => void,
): LookingBack {
  /** How far the cloud's part goes, and up to where its names are looked at. */
  let asked: { readonly committed: number; readonly upTo: number } | null = null;

  /** What is in memory alone would be lost with this process: while it is, the next hello asks anew (F2). */
  function end(common: number | null, committed: number): void {
    if (journal.durability() !== 'volatile') fail(new OlderCopy(journal, committed, common));
  }

  function walkBack(committed: number, upTo: number): void {
    asked = { committed, upTo };
    ask(upTo);
  }

  return {
    begin(committed) {
      const upTo = Math.min(committed, journal.last());
      // A cloud that does not read the question cannot say.
      if (!link.reads?.('past') || upTo < 1) end(upTo < 1 ? 0 : null, committed);
      else walkBack(committed, upTo);
    },
    compare({ first, names }) {
      if (asked === null || first + names.length - 1 !== asked.upTo) return;
      const { committed } = asked;
      const common = commonIn(journal, first, names);
      if (common === null) walkBack(committed, first - 1);
      else end(common, committed);
    },
    forget() {
      asked = null;
    },
  };
}
