import '../tokens.css';
import '../numbers.css';
import 'uplot/dist/uPlot.min.css';
import '../../../contract/statistics/look/statistics.css';
import { useEffect, useRef } from 'preact/hooks';
import type { StatisticsPicture } from '#contract/statistics/picture.ts';
import { drawCharts } from '../../../contract/statistics/look/charts.js';
import { statisticsWords } from '../../../contract/statistics/words.ts';
import { inAddress, languageInAddress, useAsked } from '../asked.ts';
import { mount } from '../mount.ts';
import { numberWords } from '../number-words.ts';
import { NumbersTop } from '../numbers-top.tsx';
import { words } from '../words.ts';
import { ChoosePeriod } from './choose-period.tsx';
import { KeyFigures, Section } from './sections.tsx';

type Answer = { readonly today: string; readonly picture: StatisticsPicture };

mount(function StatisticsPage() {
  const asked = useAsked<Answer>(`/api/v1/statistics${location.search}`);
  const answer = asked?.state === 'there' ? asked.answer : null;
  const language = answer?.picture.language ?? languageInAddress() ?? 'cs';
  const said = statisticsWords[language];
  const { reach, again } = numberWords[language];
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${said.title} · Fronta`;
  }, [language]);
  return (
    <>
      <NumbersTop page="statistics" language={language} />
      <main class="numbers" aria-busy={asked?.state === 'asking'}>
        <h1>{said.title}</h1>
        <p class="numbers-lead">
          {reach} {said.lead}
        </p>
        {answer && <ChoosePeriod today={answer.today} period={answer.picture.period} language={language} />}
        {asked?.state === 'refused' && (
          <p class="numbers-notice" role="alert">
            {said.badPeriod} <a href={`/staff/statistics?lang=${language}`}>{again}</a>
          </p>
        )}
        {asked?.state === 'lost' && (
          <p class="numbers-notice" role="alert">
            {words[language].staff.lost}
          </p>
        )}
        {answer && <Picture picture={answer.picture} />}
      </main>
    </>
  );
});

/** The charts are drawn from the tables once these stand. */
function Picture({ picture }: { picture: StatisticsPicture }) {
  const said = statisticsWords[picture.language];
  const drawn = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (drawn.current) void drawCharts(() => import('uplot'), drawn.current);
  }, [picture]);
  const file = new URLSearchParams({ ...picture.period, lang: inAddress('lang') ?? picture.language });
  return (
    <>
      <p class="stat-quick">
        <a href={`/api/v1/statistics/csv?${file}`}>{said.file}</a>
        <button type="button" onClick={() => print()}>
          {said.print}
        </button>
      </p>
      {picture.isEmpty ? (
        <p class="numbers-notice">{said.none}</p>
      ) : (
        <div ref={drawn}>
          <KeyFigures picture={picture} />
          {picture.tables.map((table) => (
            <Section key={table.id} picture={picture} table={table} />
          ))}
        </div>
      )}
      <ul class="stat-notes">
        {picture.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}
