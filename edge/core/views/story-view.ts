import type { Language } from '#contract/language.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Slot, Step, Story, Why } from '../story/story.ts';
import { type StoryWords, storyWords } from '../story/words.ts';
import type { StoryView } from './story.ts';
import { timeWords } from './time-words.ts';
import { waitWords } from './wait-words.ts';
import { wording } from './wording.ts';

/** The story of a ticket in the words of a language, a line each step, and what it comes to. Pure. */
export function storyView(story: Story, day: string, settings: OfficeSettings, language: Language): StoryView {
  const told = tellerIn(settings, language);
  return {
    language,
    number: story.number,
    day,
    lines: story.steps.map((step) => ({ ...told.line(step), isOwn: isOwn(step) })),
    summary: told.summary(story),
  };
}

const isOwn = ({ kind }: Step): boolean => kind !== 'other-called' && kind !== 'counter-opened' && kind !== 'counter-closed';

/** Why others were called, in the order in which it is told. */
const whys: readonly Why[] = ['earlier', 'reservation', 'fairness', 'picked'];

function tellerIn(settings: OfficeSettings, language: Language) {
  const words = storyWords[language];
  const times = timeWords(language, settings.timeZone);
  const service = (id: string): string => settings.services.find((one) => one.id === id)?.name[language] ?? id;
  const slotOf = (slot: Slot | null): string | null => slot && times.slot(slot.start, slot.end);
  return {
    line(step: Step): { readonly time: string; readonly text: string } {
      const text = textOf(step, { words, service, slotOf, language });
      return { time: times.timeOfDay(step.at), text: step.trusted ? text : `${text} (${words.untrusted})` };
    },
    summary({ waitedSeconds, before, foretold }: Story): readonly string[] {
      const { summary } = words;
      const people = whys.reduce((sum, why) => sum + before[why], 0);
      const parts = whys.filter((why) => before[why] > 0).map((why) => summary.parts[why](before[why]));
      return [
        waitedSeconds === null ? summary.stillWaiting : summary.waited(length(waitedSeconds)),
        people === 0 ? summary.nobodyBefore : `${summary.before(people)} ${parts.join(', ')}.`,
        ...(foretold === null ? [] : [summary.foretold[foretold ? 1 : 0]]),
      ];
    },
  };
}

type Told = {
  readonly words: StoryWords;
  readonly service: (id: string) => string;
  readonly slotOf: (slot: Slot | null) => string | null;
  readonly language: Language;
};

function textOf(step: Step, { words, service, slotOf, language }: Told): string {
  switch (step.kind) {
    case 'issued': {
      const forecast = step.forecast === null ? [] : [words.forecast(waitWords(wording[language], step.forecast))];
      return sentences(words.issued[step.origin](service(step.service)), words.ahead(step.ahead), ...forecast);
    }
    case 'checked-in':
      return words.checkedIn(slotOf(step.slot), step.early);
    case 'other-called': {
      const { number, counter, why, slot, from, wasParked } = step;
      const because = `${words.otherCalled(number, counter)} ${words.why[why](slotOf(slot))}`;
      return sentences(because, from === null ? '' : words.cameFrom(service(from)), wasParked ? words.hadBeenParked : '');
    }
    case 'counter-opened':
      return words.counterOpened(step.counter);
    case 'counter-closed':
      return words.counterClosed(step.counter);
    case 'called': {
      const passed = step.passedOver > 0 ? words.passedOver(step.passedOver) : '';
      return sentences(words.called(step.counter, length(step.waitedSeconds)), words.rule[step.rule], passed);
    }
    case 'recalled':
    case 'parked':
    case 'missed':
    case 'inferred':
      return words[step.kind](step.counter);
    case 'served':
      return words.served(step.counter, step.attendedSeconds === null ? null : length(step.attendedSeconds));
    case 'returned':
    case 'expired':
    case 'copied':
      return words[step.kind];
    case 'transferred':
      return words.transferred(step.counter, service(step.to));
    case 'restored':
      return words.restored[step.place](step.counter);
    case 'not-printed':
      return words.notPrinted[step.reason];
  }
}

const sentences = (...parts: readonly string[]): string => parts.filter(Boolean).join(' ');

/** Whole minutes; seconds below one. */
const length = (seconds: number): string => (seconds < 60 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);
