import '../tokens.css';
import '../numbers.css';
import './story.css';
import { useEffect } from 'preact/hooks';
import type { StoryView } from '../../../core/views/story.ts';
import { inAddress, languageInAddress, useAsked } from '../asked.ts';
import { mount } from '../mount.ts';
import { numberWords } from '../number-words.ts';
import { NumbersTop } from '../numbers-top.tsx';
import { words } from '../words.ts';

mount(function StoryPage() {
  const number = (inAddress('number') ?? '').trim().toUpperCase();
  const day = inAddress('day') ?? '';
  const asked = useAsked<StoryView>(number === '' ? null : `/api/v1/story?${queryOf(number, day)}`);
  const story = asked?.state === 'there' ? asked.answer : null;
  const language = story?.language ?? languageInAddress() ?? 'cs';
  const said = numberWords[language];
  const title = story ? said.storyOf(story.number) : said.story;
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${title} · Fronta`;
  }, [title]);
  return (
    <>
      <NumbersTop page="story" language={language} />
      <main class="numbers" aria-busy={asked?.state === 'asking'}>
        <h1>{title}</h1>
        <p class="numbers-lead">{said.storyLead}</p>
        <form class="story-ask" action="/staff/story">
          <input type="hidden" name="lang" value={language} />
          <label class="field">
            {said.number} <input name="number" value={number} maxLength={5} required autocomplete="off" autocapitalize="characters" />
          </label>
          <label class="field">
            {said.day} <input type="date" name="day" value={story?.day ?? day} />
          </label>
          <button type="submit">{said.tell}</button>
        </form>
        {asked?.state === 'refused' && (
          <p class="numbers-notice" role="alert">
            {asked.status === 404 ? said.unknown(number) : said.badNumber}
          </p>
        )}
        {asked?.state === 'lost' && (
          <p class="numbers-notice" role="alert">
            {words[language].staff.lost}
          </p>
        )}
        {story && <Told story={story} />}
      </main>
    </>
  );
});

function queryOf(number: string, day: string): URLSearchParams {
  const lang = languageInAddress();
  return new URLSearchParams({ number, ...(day === '' ? {} : { day }), ...(lang === null ? {} : { lang }) });
}

/** What it comes to, then step by step; what happened around the ticket is set in. */
function Told({ story }: { story: StoryView }) {
  const said = numberWords[story.language];
  return (
    <>
      <ul class="story-summary">
        {story.summary.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <h2>{said.steps}</h2>
      <ol class="story">
        {story.lines.map(({ time, text, isOwn }, index) => (
          <li key={index} class={isOwn ? 'story-own' : 'story-around'}>
            <span class="story-time number">{time}</span>
            <p>
              {!isOwn && <span class="aside">{said.around}: </span>}
              {text}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
