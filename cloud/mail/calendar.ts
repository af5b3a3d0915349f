import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { isRepeated, writeZone } from './calendar-zone.ts';
import type { Letter, MailAttachment, Sender } from './port.ts';
import { mailTexts } from './texts.ts';

export type CalendarEntry = {
  readonly office: Letter['office'];
  readonly reservation: Pick<Letter['reservation'], 'id' | 'service' | 'startMs' | 'endMs' | 'lang' | 'pin' | 'revision'>;
  readonly isCancelled: boolean;
  /** The manage link; none where it is not known. */
  readonly link: string;
  readonly sender: Sender;
};

/** The appointment as a calendar file: one UID for its whole life, a higher SEQUENCE with every change, cancelled by the last. */
export function writeCalendar({ office, reservation, isCancelled, link, sender }: CalendarEntry, nowMs: number): MailAttachment {
  const { lang } = reservation;
  const service = office.services.find((candidate) => candidate.id === reservation.service);
  const { timeZone } = office;
  const isLocal = !isRepeated(timeZone, reservation.startMs) && !isRepeated(timeZone, reservation.endMs);
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);
  const calendar = ical({
    prodId: { company: 'Fronta', product: 'Fronta' },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    // The hour is the office's: should the clocks be changed by another law meanwhile, it stays what it is there.
    ...(isLocal ? { timezone: { name: null, generator: () => writeZone(timeZone, reservation.startMs) } } : {}),
  });
  calendar.createEvent({
    id: `${reservation.id}@fronta`,
    sequence: reservation.revision,
    stamp: at(nowMs),
    start: at(reservation.startMs),
    end: at(reservation.endMs),
    timezone: isLocal ? timeZone : null,
    // An entry without an organizer is not taken for an update of the former one [RFC-5546 3.2.1].
    organizer: { name: office.name[lang], email: addressOf(sender.mailFrom) },
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: `${service?.name[lang] ?? reservation.service} – ${office.name[lang]}`,
    location: office.place,
    description: [
      ...(isCancelled || reservation.pin === null ? [] : [`${mailTexts[lang].pinIs}: ${reservation.pin}`]),
      ...(isCancelled ? [] : [service?.bring[lang] ?? '']),
      ...(link === '' ? [] : [link]),
    ].join('\n'),
  });
  const method = isCancelled ? 'CANCEL' : 'PUBLISH';
  return { filename: 'termin.ics', contentType: `text/calendar; charset=utf-8; method=${method}`, content: `${calendar.toString()}\r\n` };
}

/** `office@example.cz` of `Office <office@example.cz>`. */
export const addressOf = (mailFrom: string): string => /<([^>]+)>$/.exec(mailFrom)?.[1] ?? mailFrom;
