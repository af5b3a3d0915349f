import { writeTime, writeWhen } from '../when.ts';
import { writeCalendar } from './calendar.ts';
import { writeHtml, writeText } from './paper.ts';
import type { Letter, LetterKind, MailMessage, Sender } from './port.ts';
import { mailTexts } from './texts.ts';

/** The mail of a letter: text, simple HTML and, where the appointment itself is told, the calendar entry. */
export function compose(letter: Letter, sender: Sender, nowMs: number): MailMessage {
  const { office, reservation } = letter;
  const { lang } = reservation;
  const service = office.services.find((candidate) => candidate.id === reservation.service);
  const untilMs =
    letter.kind === 'hold' || letter.kind === 'address' ? reservation.holdExpiresMs : nowMs + office.policies.undoCancelMinutes * 60_000;
  const link = linkOf(letter, sender.publicOrigin);
  const isOver = letter.kind === 'cancelled' || letter.kind === 'calledOff';
  const pin = letter.kind === 'hold' || letter.kind === 'overruled' || isOver ? null : reservation.pin;
  const wasMs = reservation.movedFromMs ?? reservation.startMs;
  const when = writeWhen(lang, office.timeZone, reservation);
  const words = mailTexts[lang][letter.kind]({
    office: office.name[lang],
    place: office.place,
    service: service?.name[lang] ?? reservation.service,
    when,
    was: writeWhen(lang, office.timeZone, { startMs: wasMs, endMs: wasMs + reservation.endMs - reservation.startMs }),
    bring: service?.bring[lang] ?? '',
    pin: pin ?? '',
    link: link ?? '',
    until: writeTime(lang, office.timeZone, untilMs),
  });
  // What the office told is no change of the feed, but the calendar must take it for newer than the cancel.
  const newest = letter.kind === 'overruled' ? { ...reservation, revision: reservation.revision + 1 } : reservation;
  const { greeting, pinIs } = mailTexts[lang];
  const sheet = {
    lang,
    // Who has not shown that the address is theirs may be anybody: nothing that a stranger typed is sent to them (F31).
    greeting: greeting(letter.kind === 'hold' || letter.kind === 'address' ? '' : reservation.name),
    pinIs,
    when,
    words,
    pin,
    link,
    signature: [office.name[lang], office.place] as const,
  };
  return {
    to: reservation.email,
    subject: words.subject,
    text: writeText(sheet),
    html: writeHtml(sheet),
    attachments: withoutCalendar.includes(letter.kind)
      ? []
      : [writeCalendar({ office, reservation: newest, isCancelled: isOver, link: link ?? '', sender }, nowMs)],
  };
}

/** These tell of no new appointment and of no end. */
const withoutCalendar: readonly LetterKind[] = ['hold', 'address', 'reminder', 'toMove'];

function linkOf({ kind, token }: Letter, publicOrigin: string): string | null {
  switch (kind) {
    case 'overruled':
      return null;
    case 'address':
      return `${publicOrigin}${token}`;
    case 'hold':
      return `${publicOrigin}/potvrdit/${token}`;
    case 'toMove':
      return `${publicOrigin}/rezervace/${token}/presun`;
    default:
      return `${publicOrigin}/rezervace/${token}`;
  }
}
