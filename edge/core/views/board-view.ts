import { forecast } from '../forecast.ts';
import { isoInstant } from '../instant.ts';
import { type LastCall, type Queue, ticketOf, waitingFor } from '../queue.ts';
import type { BoardCall, BoardView } from './screens.ts';
import { waitWords } from './wait-words.ts';
import { wording } from './wording.ts';

/** The hall's board in the office's first language. */
export function boardView(queue: Queue, wall: number): BoardView {
  const language = queue.settings.languages[0]!;
  const words = wording[language];
  const attended = new Set(
    Object.values(queue.counters).flatMap(({ ticket }) => (ticket === null ? [] : [ticketOf(queue, ticket).number])),
  );
  return {
    asOf: isoInstant(wall),
    language,
    timeZone: queue.settings.timeZone,
    office: queue.settings.name[language],
    calls: queue.lastCalls.filter(({ number }) => attended.has(number)).map(shown),
    last: queue.lastCalls.filter(({ number }) => !attended.has(number)).map(shown),
    services: queue.settings.services.map(({ id, name }) => ({
      name: name[language],
      waiting: waitingFor(queue, id),
      note: waitWords(words, forecast(queue, id)),
    })),
    words: words.board,
  };
}

const shown = ({ number, counter, at, calls }: LastCall): BoardCall => ({ number, counter, at: isoInstant(at), calls });
