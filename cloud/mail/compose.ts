import { writeTime, writeWhen } from '../when.ts';
import { writeCalendar } from './calendar.ts';
import type { Letter, MailMessage } from './port.ts';
import { type MailTexts, type MailWords, mailTexts } from './texts.ts';

/** The mail of a letter: text, simple HTML and, where the appointment itself is told, the calendar entry. */
export function compose(letter: Letter, publicOrigin: string, nowMs: number): MailMessage {
  const { office, reservation } = letter;
  const { lang } = reservation;
  const texts = mailTexts[lang];
  const service = office.services.find((candidate) => candidate.id === reservation.service);
  const untilMs = letter.kind === 'hold' ? reservation.holdExpiresMs : nowMs + office.policies.undoCancelMinutes * 60_000;
  const link = `${publicOrigin}/${letter.kind === 'hold' ? 'potvrdit' : 'rezervace'}/${letter.token}`;
  const pin = letter.kind === 'hold' || letter.kind === 'cancelled' ? null : reservation.pin;
  const words = texts[letter.kind]({
    office: office.name[lang],
    place: office.place,
    service: service?.name[lang] ?? reservation.service,
    when: writeWhen(lang, office.timeZone, reservation),
    bring: service?.bring[lang] ?? '',
    pin: pin ?? '',
    link,
    until: writeTime(lang, office.timeZone, untilMs),
  });
  const parts = { texts, words, name: reservation.name, pin, link, signature: `${office.name[lang]}, ${office.place}` };
  return {
    to: reservation.email,
    subject: words.subject,
    text: writeText(parts),
    html: writeHtml(parts, lang),
    attachments:
      letter.kind === 'hold' || letter.kind === 'reminder'
        ? []
        : [writeCalendar({ office, reservation, isCancelled: letter.kind === 'cancelled', link }, nowMs)],
  };
}

type Parts = {
  readonly texts: MailTexts;
  readonly words: MailWords;
  readonly name: string;
  readonly pin: string | null;
  readonly link: string;
  readonly signature: string;
};

function writeText({ texts, words, name, pin, link, signature }: Parts): string {
  const paragraphs = [
    texts.greeting(name),
    ...words.lines,
    ...(pin === null ? [] : [`${texts.pinIs}: ${pin}`]),
    `${words.action}:\n${link}`,
    ...words.after,
    `-- \n${signature}`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function writeHtml({ texts, words, name, pin, link, signature }: Parts, lang: string): string {
  const paragraph = (line: string) => `<p>${escapeHtml(line)}</p>`;
  const digits =
    pin === null ? '' : `<p>${texts.pinIs}:<br><strong style="font-size:40px;letter-spacing:8px">${escapeHtml(pin)}</strong></p>`;
  return [
    `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>${escapeHtml(words.subject)}</title>`,
    '<body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;max-width:36em">',
    paragraph(texts.greeting(name)),
    ...words.lines.map(paragraph),
    digits,
    `<p><a href="${escapeHtml(link)}">${escapeHtml(words.action)}</a></p>`,
    ...words.after.map(paragraph),
    paragraph(signature),
    '</body></html>',
  ].join('\n');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
