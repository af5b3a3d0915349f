import { useEffect, useState } from 'preact/hooks';

/** A notice stands so long, milliseconds: twice what a slow reader needs for the longest one. */
export const noticeStandsMs = 12_000;

/** Which of so many is shown now; nothing moves where there is one only. */
export function useTurn(count: number): number {
  const [turn, setTurn] = useState(0);
  const isTurning = count > 1;
  useEffect(() => {
    if (!isTurning) return;
    const timer = setInterval(() => setTurn((before) => before + 1), noticeStandsMs);
    return () => clearInterval(timer);
  }, [isTurning]);
  return count === 0 ? 0 : turn % count;
}
