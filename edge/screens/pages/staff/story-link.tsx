import type { Language } from '#contract/language.ts';
import { numberWords } from '../number-words.ts';

/** A ticket's number as a way to its story: why it was called when it was. */
export function StoryLink({ number, language }: { number: string; language: Language }) {
  return (
    <a class="story-link" href={`/staff/story?number=${number}&lang=${language}`} title={numberWords[language].storyOf(number)}>
      {number}
    </a>
  );
}
