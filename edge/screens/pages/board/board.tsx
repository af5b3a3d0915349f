import type { BoardView } from '../../../core/views/screens.ts';
import { dayInWords, timeOfDay } from '../local-time.ts';
import { Sign } from '../sign.tsx';
import { Stale } from '../stale.tsx';
import { words } from '../words.ts';
import { callName } from './new-calls.ts';
import { Notices } from './notices.tsx';
import { WaySign } from './way.tsx';
import './board.css';

/** Rows whose digits still are a sixth of the height. Earlier calls move to the right. */
const bigCallsMax = 4;
/** Last calls that the right third holds, alone and above notices. */
const lastCallsMax = { alone: 5, aboveNotices: 2 } as const;

/** The hall's board, in a box of any size that lies. */
export function Board(props: { view: BoardView; now: number; stale: boolean; fresh: ReadonlySet<string>; miniature?: boolean }) {
  const { view, now, stale, fresh, miniature = false } = props;
  const { language, timeZone, words: said } = view;
  const big = view.calls.slice(0, bigCallsMax);
  return (
    <div class="board">
      <section class="board-calls" aria-live={miniature ? 'off' : 'polite'}>
        {miniature ? null : <h1 class="aside">{words[language].board.now}</h1>}
        {big.length === 0 ? (
          <p class="board-nobody">{said.nobody}</p>
        ) : (
          <table class={`board-table board-rows-${big.length}`}>
            <thead>
              <tr>
                <th scope="col">{words[language].board.number}</th>
                <td class="board-gap" />
                <th scope="col">{said.counter}</th>
              </tr>
            </thead>
            <tbody>
              {big.map((call) => (
                <tr key={callName(call)} class={fresh.has(callName(call)) ? 'board-call board-call-new' : 'board-call'}>
                  <td class="board-number number">{call.number}</td>
                  <td class="board-arrow">
                    <WaySign way={view.ways[call.counter]} language={language} />
                  </td>
                  <td class="board-counter number">{call.counter}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <Side view={view} now={now} title={miniature ? 'p' : 'h2'} />
      <Stale stale={stale} asOf={view.asOf} language={language} timeZone={timeZone} sentence={said.stale} />
    </div>
  );
}

/** The right third: time, who waits where, the last calls, notices of the office. */
function Side({ view, now, title: Title }: { view: BoardView; now: number; title: 'p' | 'h2' }) {
  const { language, timeZone, words: said } = view;
  const last = [...view.calls.slice(bigCallsMax), ...view.last].slice(
    0,
    view.notices.length > 0 ? lastCallsMax.aboveNotices : lastCallsMax.alone,
  );
  return (
    <aside class="board-side">
      <header class="board-head">
        <time class="board-time number">{timeOfDay(now, language, timeZone)}</time>
        <p class="board-day">{dayInWords(now, language, timeZone)}</p>
      </header>
      <section class="board-queue">
        <Title class="board-title">{said.waiting}</Title>
        <ul>
          {view.services.map((service) => (
            <li class="board-service" key={service.name}>
              <span class="board-name">{service.name}</span>
              <span class="board-waiting number">{service.waiting}</span>
              <span class="board-note number">{service.note}</span>
            </li>
          ))}
        </ul>
      </section>
      <section class="board-last">
        <Title class="board-title">{said.last}</Title>
        <ul>
          {last.map((call) => (
            <li class="board-past number" key={callName(call)}>
              <span>{call.number}</span>
              <span>
                <Sign sign="arrow" word={said.counter} /> {call.counter}
              </span>
              <time>{timeOfDay(call.at, language, timeZone)}</time>
            </li>
          ))}
        </ul>
      </section>
      <Notices notices={view.notices} title={words[language].board.notices} />
      <p class="board-office">{view.office}</p>
    </aside>
  );
}
