import { setTimeout as pause } from 'node:timers/promises';

/** Pause between two looks, milliseconds. */
const lookEveryMs = 20;
const withinMsUsual = 15_000;

/**
 * Looks again and again until there is something true to see, and answers it. A look that throws, as a page of a process that is just
 * starting does, counts as nothing seen. Rejects with `what` when the time is over.
 */
export async function until<Seen>(
  what: string | (() => string),
  look: () => Seen | Promise<Seen>,
  withinMs: number = withinMsUsual,
): Promise<Exclude<Seen, null | undefined | false>> {
  const endMs = performance.now() + withinMs;
  let last: unknown;
  while (performance.now() < endMs) {
    last = await attempt(look);
    if (last && !(last instanceof Error)) return last as Exclude<Seen, null | undefined | false>;
    await pause(lookEveryMs);
  }
  throw new Error(
    `waited ${withinMs} ms in vain: ${typeof what === 'string' ? what : what()}${last instanceof Error ? ` (${last.message}${last.cause ? `: ${last.cause}` : ''})` : ''}`,
  );
}

async function attempt(look: () => unknown): Promise<unknown> {
  try {
    return await look();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
