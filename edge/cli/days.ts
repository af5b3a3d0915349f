import type { Language } from '#contract/language.ts';
import { rulesIn } from '#contract/statistics/day-book.ts';
import { type Compared, compare, type Waits } from '../core/replay/compare.ts';
import { demandOf } from '../core/replay/demand.ts';
import { type OtherRule, workedIn } from '../core/replay/other-rules.ts';
import { tellStory } from '../core/story/story.ts';
import { storyView } from '../core/views/story-view.ts';
import type { ReadDay } from './read-day.ts';
import { columns, type Terminal } from './terminal.ts';

/** "Why was I called later?" Answers whether the day has such a ticket. */
export function story({ day, facts, settings }: ReadDay, number: string, language: Language, terminal: Terminal): boolean {
  const told = tellStory(facts, number, rulesIn(settings));
  if (told === null) {
    terminal.say(`no ticket ${number} was given on ${day}`, { number, day, lines: [] });
    return false;
  }
  const view = storyView(told, day, settings, language);
  const lines = view.lines.map(({ time, text, isOwn }) => [time.padStart(5), isOwn ? terminal.paint('bold', text) : `  ${text}`]);
  terminal.say(`${number}, ${day}\n\n${columns(lines)}\n\n${view.summary.join('\n')}`, view);
  return true;
}

/** The day under other rules, its waits side by side. */
export function whatIf(
  { day, facts, settings }: ReadDay,
  rules: readonly OtherRule[],
  written: readonly string[],
  terminal: Terminal,
): void {
  const demand = demandOf(facts, settings);
  const compared = compare(demand, rules);
  const [all] = compared;
  const head = `${day}: ${all?.happened.people ?? 0} people, counters ${workedIn(demand).join(', ')}; waiting in minutes`;
  const last = written.length === 0 ? '' : `\n${notServed('other rules', all?.other)}`;
  terminal.say(
    `${head}\n\n${columns(table(compared, written))}\n\n${notServed('as it was', all?.happened)}\n${notServed('same rules', all?.same)}${last}`,
    {
      day,
      rules: written,
      groups: compared,
    },
  );
}

const notServed = (which: string, waits: Waits | null | undefined): string => `${which}: ${waits?.never ?? 0} never called`;

/** A group a row; median, 90 % and longest under what they are of. */
function table(compared: readonly Compared[], written: readonly string[]): readonly (readonly string[])[] {
  const scenarios = ['as it was', 'same rules', ...(written.length > 0 ? [written.join(' ')] : [])];
  const three = ['median', '90 %', 'longest'].map((word) => word.padStart(7));
  return [
    ['', '', ...scenarios.flatMap((scenario) => [scenario, '', ''])],
    ['waiting', 'people', ...scenarios.flatMap(() => three)],
    ...compared.map(({ group, happened, same, other }) => [
      group,
      String(happened.people).padStart(6),
      ...[happened, same, ...(other ? [other] : [])].flatMap(({ median, most, longest }) => [median, most, longest].map(minutes)),
    ]),
  ];
}

const minutes = (seconds: number | null): string => (seconds === null ? '–' : (seconds / 60).toFixed(1)).padStart(7);
