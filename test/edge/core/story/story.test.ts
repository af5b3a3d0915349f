import test from 'ava';
import fc from 'fast-check';
import { exampleOffice } from '#contract/example-office.ts';
import { languages } from '#contract/language.ts';
import { rulesIn } from '#contract/statistics/day-book.ts';
import { tellStory } from '../../../../edge/core/story/story.ts';
import { storyView } from '../../../../edge/core/views/story-view.ts';
import { recordedOffice } from '../../contract/statistics/recorded-office.ts';
import { mondayMorning } from '../../screens/numbers-of-weeks.ts';
import { monday } from '../scenario.ts';

const rules = rulesIn(exampleOffice);

test('the story says who was called before and by which rule, and what was done with the ticket', (t) => {
  const story = tellStory(mondayMorning().records(), 'A3', rules)!;
  const view = storyView(story, '2026-11-23', exampleOffice, 'en');
  t.deepEqual(
    view.lines.map(({ time, text }) => `${time} ${text}`),
    [
      '8:10 Issued for Vehicle registry. People ahead: 1. Forecast on the slip: about 1–10 min.',
      '8:19 A1 to counter 1: came earlier. It was sent on by another service (Vehicle registry) and kept its place.',
      '8:31 A4 to counter 2: had a reservation for 8:30–9:30, which is preferred.',
      '8:31 A2 to counter 1: came earlier.',
      '8:37 B1 to counter 1: was picked by hand.',
      '8:37 Counter 2 closed.',
      '8:48 A2 to counter 1: came earlier. It had been parked and came back to its place.',
      '8:56 Called to counter 1 after 46 min. It was its turn.',
      '8:56 Called again to counter 1.',
      '9:03 Served at counter 1 in 7 min.',
    ],
  );
  t.deepEqual(view.summary, [
    'From the slip to the first call: 46 min.',
    'Others were called meanwhile at its counters (5): came earlier: 3, reserved, in their hour: 1, picked by hand: 1.',
    'The forecast on the slip did not hold.',
  ]);
});

test('a ticket that is not called yet, one that expired, and one that is not there', (t) => {
  const here = recordedOffice({}, monday('08:10'));
  here.takes('vozidla');
  t.is(tellStory(here.records(), 'A1', rules)?.waitedSeconds, null);
  t.is(tellStory(here.records(), 'A2', rules), null);
  here.passes(24 * 60);
  here.when({ kind: 'take', service: 'vozidla', origin: 'button', token: 'token-of-tomorrow' });
  const end = here.records().findIndex(({ name }) => name === 'day.closed');
  t.is(tellStory(here.records().slice(0, end + 1), 'A1', rules)?.steps.at(-1)?.kind, 'expired');
});

test('a call while the clock was not believed is told as such (F5), a number without paper too (F8)', (t) => {
  const here = recordedOffice({}, monday('08:10'));
  here.clockTrusted(false);
  here.takes('vozidla');
  here.when({ kind: 'slip', ordinal: 1, copy: false, outcome: 'paper-out' });
  const view = storyView(tellStory(here.records(), 'A1', rules)!, '2026-11-23', exampleOffice, 'cs');
  t.true(view.lines[0]?.text.includes('(čas kiosku tehdy nebyl ověřen)'));
  t.true(view.lines[1]?.text.startsWith('Lístek se nevytiskl: došel papír.'));
});

test('whatever happened, the story of every ticket is told in every language, and who was called before adds up', (t) => {
  const act = fc.oneof(
    fc.constantFrom('vozidla', 'dovozy', 'ridici').map((service) => ['takes', service] as const),
    fc.nat(5).map((pin) => ['checksIn', `11${pin}0`] as const),
    fc.tuple(
      fc.integer({ min: 1, max: 2 }),
      fc.constantFrom('next', 'next', 'next', 'finish', 'park', 'recall', 'undo', 'no-show', 'close', 'open'),
    ),
    fc.integer({ min: 1, max: 20 }).map((minutes) => ['passes', minutes] as const),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
      const here = recordedOffice({}, monday('08:10'));
      for (let pin = 0; pin < 6; pin++) here.reserved(`11${pin}0`, 'vozidla', monday('08:20'));
      for (const [what, which] of acts) {
        if (what === 'takes') here.takes(which as string);
        else if (what === 'checksIn') here.checksIn(which as string);
        else if (what === 'passes') here.passes(which as number);
        else here.clerk(what as number, which as 'next');
      }
      const numbers = here.records().flatMap((fact) => (fact.name === 'ticket.issued' ? [fact.data.number] : []));
      for (const number of numbers) {
        const story = tellStory(here.records(), number, rules)!;
        const others = story.steps.filter(({ kind }) => kind === 'other-called').length;
        t.is(
          Object.values(story.before).reduce((sum, people) => sum + people, 0),
          others,
        );
        for (const language of languages)
          for (const { text } of storyView(story, '2026-11-23', exampleOffice, language).lines)
            t.false(/undefined|null|NaN/.test(text), text);
      }
    }),
    { numRuns: 40 },
  );
});
