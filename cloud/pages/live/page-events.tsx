import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '#contract/language.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { EventForm, LiveQueue, PhoneTicket, Sight } from '../../views/port.ts';
import { titleOf } from '../layout.tsx';
import { type Words, wordsIn } from '../reader.ts';
import { writeAsOf } from './age.tsx';
import { LivePart, liveTitle } from './live-page.tsx';
import { TicketPart, ticketTitle } from './ticket-page.tsx';

/** The page of the live queue as its script follows it: the part that changes, as the page has it, and nothing else. */
export function livePageForm(lang: Language): EventForm<LiveQueue> {
  const reader = wordsIn(lang);
  return pageForm(reader, (office, queue) => ({
    title: liveTitle(reader),
    part: <LivePart reader={reader} office={office} queue={queue} />,
  }));
}

/** The page of one ticket, likewise. */
export function ticketPageForm(lang: Language): EventForm<PhoneTicket> {
  const reader = wordsIn(lang);
  return pageForm(reader, (office, ticket) => ({
    title: ticketTitle(reader, ticket),
    part: <TicketPart reader={reader} office={office} ticket={ticket} />,
  }));
}

type Part = { readonly title: string; readonly part: JSX.Element };

/** `part` is what changed, `here` the time of what was looked at last. */
function pageForm<View extends LiveQueue | PhoneTicket>(
  reader: Words,
  partOf: (office: OfficeSettings, view: View) => Part,
): EventForm<View> {
  const here = ({ office, view }: Sight<View>): string => `event: here\ndata: ${writeAsOf({ reader, office, since: view }) ?? '–'}\n\n`;
  return {
    name: `page ${reader.lang}`,
    event(sight) {
      const { title, part } = partOf(sight.office, sight.view);
      const data = JSON.stringify({ title: titleOf(reader, title, sight.office), html: renderToString(part) });
      return `event: part\ndata: ${data}\n\n${here(sight)}`;
    },
    still: here,
  };
}
