import { type BoardSettings, emptyBoard, type Notice } from '#contract/board.ts';
import { localDate } from '#contract/business-day.ts';
import type { Language } from '#contract/language.ts';
import { forecast } from '../forecast.ts';
import { isoInstant } from '../instant.ts';
import { type LastCall, type Queue, ticketOf, waitingFor } from '../queue.ts';
import type { BoardCall, BoardNotice, BoardView } from './screens.ts';
import type { Surroundings } from './surroundings.ts';
import { waitWords } from './wait-words.ts';
import { wording } from './wording.ts';

/** The hall's board in the office's first language. */
export function boardView(queue: Queue, { now: { wall }, board }: Pick<Surroundings, 'now' | 'board'>): BoardView {
  const language = queue.settings.languages[0]!;
  const words = wording[language];
  const settings = board?.settings ?? queue.settings.board ?? emptyBoard;
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
    ways: settings.ways,
    notices: noticesOn(
      localDate(wall, queue.settings),
      settings,
      queue.settings.languages,
      (name) => board !== undefined && !board.lacking.includes(name),
    ),
    words: words.board,
  };
}

const shown = ({ number, counter, at, calls }: LastCall): BoardCall => ({ number, counter, at: isoInstant(at), calls });

/** The notices of a day, each in every language of the office in which it was written, the office's first one first. */
function noticesOn(
  date: string,
  { notices }: BoardSettings,
  languages: readonly Language[],
  isHere: (picture: string) => boolean,
): readonly BoardNotice[] {
  return notices
    .filter(({ from, until }) => (from === null || from <= date) && (until === null || date <= until))
    .flatMap((notice) =>
      languages.flatMap((language): BoardNotice[] => {
        const text = notice.text[language];
        return text === undefined ? [] : [{ name: `${notice.id} ${language}`, language, text, picture: pictureOf(notice, isHere) }];
      }),
    );
}

function pictureOf({ picture }: Notice, isHere: (picture: string) => boolean): BoardNotice['picture'] {
  if (picture === null || !isHere(picture.name)) return null;
  const { name, width, height } = picture;
  return { path: `/board/pictures/${name}`, width, height };
}
