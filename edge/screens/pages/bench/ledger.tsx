import type { Happening } from '../../bench-log.ts';
import type { BenchPicture } from '../../bench-picture.ts';
import { timeOfDay } from '../local-time.ts';
import { words } from '../words.ts';
import './ledger.css';

/** The log of events as a ledger, newest first. */
export function Ledger({ picture }: { picture: BenchPicture }) {
  const { language, timeZone } = picture.board;
  const said = words[language].bench;
  return (
    <section class="ledger">
      <h2 class="caption">{said.log}</h2>
      {picture.log.length === 0 && <p class="ledger-empty">{said.logEmpty}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the lines scroll and must be reachable by keyboard */}
      <div class="ledger-lines" role="log" aria-label={said.log} tabIndex={0}>
        <ol>
          {picture.log.map((line) => (
            <li key={line.id} class={`ledger-${line.what}`}>
              <time class="number">{timeOfDay(line.at, language, timeZone)}</time>
              <span>{inWords(line, picture)}</span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

function inWords(line: Happening, picture: BenchPicture): string {
  const said = words[picture.board.language].bench;
  const { happened } = said;
  switch (line.what) {
    case 'button':
      return happened.button(buttonInWords(line.button, picture));
    case 'keys':
      return happened.keys(line.keys.replaceAll('#', said.ok).replaceAll('*', said.clear));
    case 'unit':
      return happened.unit(line.counter, said.unitKeys[line.key as keyof typeof said.unitKeys] ?? line.key);
    case 'printer':
      return happened.printer(said.printerState[line.state as keyof typeof said.printerState] ?? line.state);
    case 'joined':
      return happened.joined(line.number);
    case 'slip':
      return line.copy ? happened.slipCopy(line.number) : happened.slip(line.number);
    case 'called':
      return line.calls > 1 ? happened.recalled(line.number, line.counter) : happened.called(line.number, line.counter);
    case 'left':
      return happened.left(line.number, line.counter);
    case 'counter':
      return line.state === 'open' ? happened.open(line.counter) : happened.closed(line.counter);
    case 'cable':
      return happened.cable(line.cable.replace('unit:', `${said.counter} `), line.whole);
    case 'clock':
      return happened.clock(line.rate, line.minutes);
    case 'link':
      return happened.link(said.cloudLink[line.state as keyof typeof said.cloudLink] ?? line.state);
  }
}

/** In the office's language, whatever language the kiosk speaks to its visitor just now. */
function buttonInWords(button: string, { board, services }: BenchPicture): string {
  const said = words[board.language].bench;
  if (button === 'language') return said.language;
  if (button === 'reserved') return said.reserved;
  return services.find(({ id }) => button === `service:${id}`)?.name ?? button;
}
