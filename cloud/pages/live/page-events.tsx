import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '#contract/language.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { EventForm, LiveQueue, QueueSight, TicketSight, Written } from '../../views/port.ts';
import { titleOf } from '../layout.tsx';
import { type Words, wordsIn } from '../reader.ts';
import { writeAsOf } from './age.tsx';
import { LivePart, liveTitle } from './live-page.tsx';
import { TicketPart, ticketTitle } from './ticket-page.tsx';

/** The page of the live queue as its script follows it: the part that changes, as the page has it, and nothing else. */
export function livePageForm(lang: Language): EventForm<QueueSight> {
  const reader = wordsIn(lang);
  return {
    name: `page ${lang}`,
    write: ({ office, queue }) =>
      writePart({
        reader,
        office,
        since: queue,
        title: liveTitle(reader),
        part: <LivePart reader={reader} office={office} queue={queue} />,
      }),
  };
}

/** The page of one ticket, likewise. */
export function ticketPageForm(lang: Language): EventForm<TicketSight> {
  const reader = wordsIn(lang);
  return {
    name: `page ${lang}`,
    write: ({ office, ticket }) =>
      writePart({
        reader,
        office,
        since: ticket,
        title: ticketTitle(reader, ticket),
        part: <TicketPart reader={reader} office={office} ticket={ticket} />,
      }),
  };
}

type Part = {
  readonly reader: Words;
  readonly office: OfficeSettings;
  readonly since: Pick<LiveQueue, 'asOf' | 'link'>;
  readonly title: string;
  readonly part: JSX.Element;
};

/** `part` is what changed, `here` the time of what was looked at last. */
function writePart({ reader, office, since, title, part }: Part): Written {
  const data = JSON.stringify({ title: titleOf(reader, title, office), html: renderToString(part) });
  const still = `event: here\ndata: ${writeAsOf({ reader, office, since }) ?? '–'}\n\n`;
  return { sign: data, event: `event: part\ndata: ${data}\n\n${still}`, still };
}
