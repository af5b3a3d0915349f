import { useEffect, useState } from 'preact/hooks';
import type { BenchPicture } from '../../bench-picture.ts';
import { Board } from '../board/board.tsx';
import { useNewCalls } from '../board/new-calls.ts';
import { useLive, useOfficeClock } from '../live.ts';
import { mount } from '../mount.ts';
import { Stale } from '../stale.tsx';
import { words } from '../words.ts';
import { type Move, move } from './act.ts';
import { Cabinet } from './cabinet.tsx';
import { WallClock } from './clock.tsx';
import { ClockHands } from './clock-hands.tsx';
import { Counter } from './counter.tsx';
import { Hatching } from './hatching.tsx';
import { Ledger } from './ledger.tsx';
import { People } from './people.tsx';
import { TornSlips, useTearing } from './torn-slips.tsx';
import { Window } from './window.tsx';
import './wall.css';
import './bench.css';

mount(function BenchPage() {
  const { picture, receivedAt, stale } = useLive<BenchPicture>('/bench/events');
  const now = useOfficeClock(picture?.kiosk.asOf, receivedAt, picture?.clockRate);
  const fresh = useNewCalls(picture?.board.calls ?? null);
  const tearing = useTearing(picture?.slips ?? null);
  const [refused, setRefused] = useState<string | null>(null);
  const act: Move = (path, body) => void move(path, body).then(setRefused);
  useEffect(() => {
    if (picture !== null) document.documentElement.lang = picture.board.language;
  }, [picture?.board.language]);
  if (picture === null || now === null) return <main class="plate" />;

  const { kiosk, board, units, link } = picture;
  const { language, timeZone } = board;
  const said = words[language].bench;
  return (
    <main class="plate">
      <Hatching />
      <Title picture={picture} />
      <Stale stale={stale} asOf={kiosk.asOf} language={language} timeZone={timeZone} />
      <div class="room">
        <div class="room-wall" aria-hidden="true" />
        <Cabinet picture={picture} now={now} stale={stale} hanging={tearing.hanging} tear={tearing.tear} act={act} />
        <section class="frame" aria-label={said.board}>
          <div class="frame-glass">
            <Board view={board} now={now} stale={stale} fresh={fresh} miniature />
          </div>
        </section>
        <WallClock now={now} language={language} timeZone={timeZone}>
          <ClockHands rate={picture.clockRate} language={language} act={act} />
        </WallClock>
        <Window link={link} cut={picture.cut} language={language} act={act} />
        <People picture={picture} />
        <div class="desks">
          {units.map((unit) => (
            <Counter
              key={unit.counter}
              unit={unit}
              state={picture.public.counters.find(({ number }) => number === unit.counter)}
              language={language}
              act={act}
            />
          ))}
        </div>
        <p class="room-refusal" role="status">
          {refused === null ? '' : said.refused(refused)}
        </p>
      </div>
      <Ledger picture={picture} />
      <TornSlips slips={tearing.torn} language={language} />
    </main>
  );
});

function Title({ picture: { board, cloudOrigin } }: { picture: BenchPicture }) {
  const said = words[board.language].bench;
  return (
    <header class="title">
      <h1>
        <span class="title-name">Fronta</span> <span class="title-plate">{said.plate}</span>
      </h1>
      <p class="title-caption">{said.caption}</p>
      <nav class="title-pages" aria-label={said.pages}>
        <a href="/kiosk">{said.links.kiosk}</a>
        <a href="/board">{said.links.board}</a>
        <a href="/staff">{said.links.staff}</a>
        {cloudOrigin !== null && <a href={`${cloudOrigin}/`}>{said.links.booking}</a>}
        {cloudOrigin !== null && <a href={`${cloudOrigin}/inbox`}>{said.links.inbox}</a>}
      </nav>
    </header>
  );
}
