import { exampleOffice } from '#contract/example-office.ts';
import { rulesIn } from '#contract/statistics/day-book.ts';
import { pictureOf } from '#contract/statistics/picture.ts';
import { tellStory } from '../../../edge/core/story/story.ts';
import { storyView } from '../../../edge/core/views/story-view.ts';
import type { Numbers } from '../../../edge/screens/port.ts';
import { daysOfNumbers } from '../../cloud/admin/days-of-numbers.ts';
import { type RecordedOffice, recordedOffice } from '../contract/statistics/recorded-office.ts';
import { monday } from '../core/scenario.ts';

export const today = '2026-11-23';

/** The numbers of five weeks of the example office, and the stories of the tickets of its Monday. */
export function numbersOfWeeks(): Numbers {
  const records = mondayMorning().records();
  const services = (language: 'cs' | 'en' | 'de') => exampleOffice.services.map(({ id, name }) => ({ id, name: name[language] }));
  return {
    languages: () => exampleOffice.languages,
    today: () => today,
    picture: async (period, language) =>
      pictureOf(daysOfNumbers({ to: today, days: 35 }), period, {
        office: exampleOffice.name[language],
        language,
        services: services(language),
      }),
    async story(number, day, language) {
      const story = day === today ? tellStory(records, number, rulesIn(exampleOffice)) : null;
      return story && storyView(story, day, exampleOffice, language);
    },
  };
}

/** A morning in which A3 is overtaken in every way that there is, parked, sent on and called at last. */
export function mondayMorning(): RecordedOffice {
  const here = recordedOffice({}, monday('08:10'));
  for (const counter of [1, 2]) here.clerk(counter, 'open');
  here.reserved('1111', 'vozidla', monday('08:30'));
  here.takes('vozidla');
  here.takes('ridici');
  here.clerk(1, 'next');
  here.clerk(2, 'next');
  here.takes('vozidla');
  here.takes('vozidla');
  here.takes('dovozy');
  here.passes(9);
  here.clerk(1, { action: 'transfer', to: 'ridici' });
  here.clerk(1, 'next');
  here.passes(12);
  here.checksIn('1111');
  here.clerk(2, 'next');
  here.clerk(1, 'next');
  here.passes(6);
  here.clerk(1, 'park');
  here.clerk(1, { action: 'pick', number: 'B1' });
  here.clerk(2, 'close');
  here.passes(11);
  here.clerk(1, 'next');
  here.passes(8);
  here.clerk(1, 'next');
  here.clerk(1, 'recall');
  here.passes(7);
  here.clerk(1, 'finish');
  return here;
}
