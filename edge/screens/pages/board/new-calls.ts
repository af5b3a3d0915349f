import { useRef } from 'preact/hooks';
import type { BoardCall } from '../../../core/views/screens.ts';

/** Names one call of one ticket: a recall is another. */
export const callName = ({ number, counter, calls }: BoardCall): string => `${number} ${counter} ${calls}`;

/** The calls that came since the first picture: what hung there when the page opened is not news. The same set until the next call. */
export function useNewCalls(calls: readonly BoardCall[] | null): ReadonlySet<string> {
  const known = useRef<ReadonlySet<string> | null>(null);
  const fresh = useRef<ReadonlySet<string>>(new Set());
  if (calls === null) return fresh.current;
  const names = calls.map(callName);
  const before = known.current;
  const arrived = before === null ? [] : names.filter((name) => !before.has(name));
  if (arrived.length > 0) fresh.current = new Set(arrived);
  known.current = new Set(names);
  return fresh.current;
}
