import type { Language } from '#contract/language.ts';
import { Sign } from './sign.tsx';
import './stale.css';
import { timeOfDay } from './local-time.ts';
import { words } from './words.ts';

/** Says that the picture is old and how old; nothing while it is fresh (F29). `sentence` replaces the page's own words. */
export function Stale(props: { stale: boolean; asOf: string; language: Language; timeZone: string; sentence?: string }) {
  const { stale, asOf, language, timeZone, sentence } = props;
  if (!stale) return null;
  const since = timeOfDay(asOf, language, timeZone);
  return (
    <p class="stale" role="alert">
      <span class="stale-mark" aria-hidden="true">
        <Sign sign="attention" />
      </span>
      {sentence === undefined ? words[language].stale(since) : `${sentence} (${since})`}
    </p>
  );
}
