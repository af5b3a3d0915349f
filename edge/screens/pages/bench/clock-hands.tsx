import type { Language } from '#contract/language.ts';
import { Sign } from '../sign.tsx';
import { words } from '../words.ts';
import type { Move } from './act.ts';
import './clock-hands.css';

const rates = [0, 1, 10, 60] as const;
const aheadMinutes = [5, 15, 60] as const;

/** What a hand does to the clock: stop it, hurry it, turn it ahead. It is never turned back. */
export function ClockHands({ rate, language, act }: { rate: number; language: Language; act: Move }) {
  const said = words[language].bench.hands;
  return (
    <fieldset class="hands" aria-label={said.title}>
      {rates.map((one) => (
        <button
          type="button"
          key={one}
          class="hand"
          aria-pressed={one === rate}
          aria-label={said.rate(one)}
          onClick={() => act('clock', { rate: one })}
        >
          {one === 0 ? <Sign sign="pause" /> : `${one}×`}
        </button>
      ))}
      {aheadMinutes.map((minutes) => (
        <button type="button" key={minutes} class="hand" aria-label={said.ahead(minutes)} onClick={() => act('clock', { minutes })}>
          +{minutes}
        </button>
      ))}
    </fieldset>
  );
}
