/** "7:30, 8:30" as `['07:30', '08:30']` in order and each once; `null` when something in it is no time. */
export function readTimes(text: string): string[] | null {
  const times = parts(text).map(readTime);
  return times.includes(null) ? null : [...new Set(times as string[])].toSorted();
}

/** "7:30–11:30, 12:30–15:00" in order; `null` when something in it is no span, ends before it begins, or begins before another's end. */
export function readSpans(text: string): { from: string; to: string }[] | null {
  const spans = parts(text).map((part) => {
    const [from, to, ...more] = part.split(/[-\u2013\u2014]/).map((time) => readTime(time.trim()));
    return from && to && more.length === 0 && from < to ? { from, to } : null;
  });
  const known = spans.filter((span) => span !== null).toSorted((a, b) => a.from.localeCompare(b.from));
  const isMixed = known.some((span, index) => index > 0 && span.from < (known[index - 1]?.to ?? ''));
  return known.length < spans.length || isMixed ? null : known;
}

/** `07:30` as people write it. */
export const writeTimeOfDay = (time: string): string => time.replace(/^0/, '');

/** "7:30", "7.30" and "07:30" are one time. */
export function readTime(text: string): string | null {
  const [, hours, minutes] = /^(\d{1,2})[:.](\d{2})$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  return `${hours.padStart(2, '0')}:${minutes}`;
}

const parts = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
