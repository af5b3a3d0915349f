import { businessDay } from '#contract/business-day.ts';
import { rulesIn } from '#contract/statistics/day-book.ts';
import { pictureOf } from '#contract/statistics/picture.ts';
import type { Clock } from './clock/port.ts';
import { findReservation } from './core/evolve-reservations.ts';
import type { Queue } from './core/queue.ts';
import { tellStory } from './core/story/story.ts';
import { storyView } from './core/views/story-view.ts';
import type { Journal } from './journal/port.ts';
import type { Numbers } from './screens/port.ts';
import { collectorOf } from './statistics/collector.ts';
import type { DaysFile } from './statistics/port.ts';

/** Long before the journal forgets a day its numbers are kept. */
const collectEveryMs = 3_600_000;

type Known = {
  readonly journal: Journal;
  readonly file: DaysFile;
  readonly clock: Clock;
  readonly queue: () => Queue;
  readonly warn: (problem: string) => void;
};

/** What the pages of numbers are told, and who keeps the numbers of each closed day. */
export function numbersOf({ journal, file, clock, queue, warn }: Known): Numbers {
  const settings = () => queue().settings;
  const statistics = collectorOf({
    journal,
    file,
    settings,
    reservationOf: (id) => findReservation(queue().reservations, id) ?? null,
    breathe: () => new Promise((resolve) => void setImmediate(resolve)),
    warn,
  });
  clock.every(collectEveryMs, () => {
    statistics.collect().catch((error: Error) => warn(`the numbers of the day could not be counted: ${error.message}`));
  });
  const today = (): string => queue().day?.date ?? businessDay(clock.now().wall, settings());
  return {
    languages: () => settings().languages,
    today,
    async picture(period, language) {
      const { name, services } = settings();
      const names = { office: name[language], language, services: services.map((one) => ({ id: one.id, name: one.name[language] })) };
      return pictureOf(await statistics.collect(), period, names);
    },
    async story(number, day, language) {
      const story = tellStory(await statistics.factsOf(day), number, rulesIn(settings()));
      return story && storyView(story, day, settings(), language);
    },
  };
}
