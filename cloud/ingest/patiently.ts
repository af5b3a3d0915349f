import type { Taken, Taking } from './taking.ts';

/** How often a batch is tried again before the edge is asked for what comes before it, and the pause between. */
const attemptsMax = 8;
const pauseMs = 50;

/**
 * Several clouds share what one edge sends: a batch may be heard here while the one that it follows is still being stored elsewhere. It is
 * tried again for a while before the edge is asked for what is missing; to ask at once would bring everything a second time.
 */
export function patiently(take: Taking, after: (ms: number, task: () => void) => () => void): Taking {
  const pause = (): Promise<void> => new Promise((resolve) => void after(pauseMs, resolve));
  return async (from, texts, tell) => {
    for (let attempt = 1; ; attempt++) {
      let gap = false;
      await take(from, texts, async (taken) => {
        if (taken.kind === 'unreadable' && attempt > 1) return;
        if (attempt === attemptsMax || !hasGap(taken)) return tell(taken);
        gap = true;
        await tell(withoutGap(taken));
      });
      if (!gap) return;
      await pause();
    }
  };
}

const hasGap = (taken: Taken): boolean => taken.kind === 'stored' && 'gap' in taken.outcome && taken.outcome.gap;

/** What was stored of it is acknowledged at once. */
const withoutGap = (taken: Taken): Taken =>
  taken.kind === 'stored' && 'gap' in taken.outcome ? { ...taken, outcome: { ...taken.outcome, gap: false } } : taken;
