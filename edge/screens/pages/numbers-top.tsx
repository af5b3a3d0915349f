import type { Language } from '#contract/language.ts';
import { statisticsWords } from '../../contract/statistics/words.ts';
import { addressWith } from './asked.ts';
import { numberWords } from './number-words.ts';
import { words } from './words.ts';

const languageNames = { cs: 'Čeština', en: 'English', de: 'Deutsch' } as const;

/** Above the pages of numbers: back to the counters, the neighbours, and the languages. */
export function NumbersTop({ page, language }: { page: 'statistics' | 'story'; language: Language }) {
  const said = numberWords[language];
  return (
    <header>
      <nav class="numbers-top" aria-label={said.places}>
        <a href="/staff">{words[language].staff.title}</a>
        <a href={`/staff/statistics?lang=${language}`} aria-current={page === 'statistics' ? 'page' : undefined}>
          {statisticsWords[language].title}
        </a>
        <a href={`/staff/story?lang=${language}`} aria-current={page === 'story' ? 'page' : undefined}>
          {said.story}
        </a>
        <ul>
          {Object.entries(languageNames).map(([one, name]) => (
            <li key={one}>
              <a href={addressWith({ lang: one })} lang={one} aria-current={one === language ? 'true' : undefined}>
                {one.toUpperCase()}
                <span class="aside"> {name}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
