import type { Way } from '#contract/board.ts';
import type { Language } from '#contract/language.ts';
import { words } from '../words.ts';
import './way.css';

/** The way to a counter as a sign with its word, as signs in stations have it; without one, a plain arrow from the number to its counter. */
export function WaySign({ way, language }: { way: Way | undefined; language: Language }) {
  return (
    <div class={way === undefined ? 'way' : 'way way-known'} data-way={way}>
      <svg viewBox="0 0 48 32" aria-hidden="true">
        <path d="M2 16h40M30 4l14 12-14 12" />
      </svg>
      {way !== undefined && <span class="way-word">{words[language].board.ways[way]}</span>}
    </div>
  );
}
