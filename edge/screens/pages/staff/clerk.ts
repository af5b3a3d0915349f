import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export type Act = 'open' | 'close' | 'next' | 'recall' | 'no-show' | 'finish' | 'park' | 'undo' | 'transfer' | 'pick';

/** What one clerk does on this page: which counter the keyboard moves, and what was refused where. */
export type Clerk = {
  readonly mine: number | null;
  sitAt(counter: number): void;
  act(counter: number, action: Act, body?: Readonly<Record<string, string>>): Promise<void>;
  /** The refusal of the last action, at the counter where it happened; `lost` when the kiosk did not answer. */
  readonly refused: { readonly counter: number; readonly word: string } | null;
};

/** The keys of SCREENS.md and what they do at the clerk's own counter. */
export const actOfKey: Readonly<Record<string, Act | undefined>> = {
  n: 'next',
  r: 'recall',
  x: 'no-show',
  p: 'park',
  z: 'undo',
  f: 'finish',
  o: 'open',
};

export function useClerk(counters: readonly number[]): Clerk {
  const [chosen, setChosen] = useState(() => Number(localStorage.getItem(seat)));
  const [refused, setRefused] = useState<Clerk['refused']>(null);
  const mine = counters.includes(chosen) ? chosen : (counters[0] ?? null);

  const act: Clerk['act'] = async (counter, action, body = {}) => {
    const refusal = await send(`counters/${counter}/${action}`, body);
    setRefused(refusal === null ? null : { counter, word: refusal });
  };
  // Two keys may come before the page is drawn again: the second must already act at the counter that the first chose.
  const now = useRef({ mine, counters });
  now.current = { mine, counters };
  const sitAt = (counter: number): void => {
    localStorage.setItem(seat, String(counter));
    now.current = { ...now.current, mine: counter };
    setChosen(counter);
  };

  // Who sees the page may press: it listens before it is painted.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target) || isAsked()) return;
      const action = actOfKey[event.key.toLowerCase()];
      const own = now.current.mine;
      if (action !== undefined && own !== null) void act(own, action);
      else if (now.current.counters.includes(Number(event.key))) sitAt(Number(event.key));
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  return { mine, sitAt, act, refused };
}

const seat = 'fronta-counter';

/** While the page asks something in front of everything else, keys move no counter. */
const isAsked = (): boolean => document.querySelector('dialog[open]') !== null;

/** Whether a key belongs to a field in which somebody types. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches('select, textarea, input:not([type="radio"])') || target.isContentEditable);

/** Asks the kiosk under `/api/v1`; `null` when it was done, otherwise the word of the refusal. */
export async function send(path: string, body: Readonly<Record<string, string>> = {}): Promise<string | null> {
  const answer = await fetch(`/api/v1/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (answer === null || answer.status >= 500) return 'lost';
  if (answer.status === 401) location.assign('/staff/login');
  return answer.ok ? null : ((await answer.json()) as { type: string }).type;
}
