import type { Language } from '#contract/language.ts';
import type { MailWords } from './words.ts';

/** Everything that stands in one mail, in the order of its lines. */
export type MailSheet = {
  readonly lang: Language;
  readonly greeting: string;
  readonly pinIs: string;
  /** The hour as it stands in the first line. */
  readonly when: string;
  readonly words: MailWords;
  readonly pin: string | null;
  readonly link: string | null;
  /** The office, where it is. */
  readonly signature: readonly [string, string];
};

/** The mail as plain text, ended as mail programs expect a signature [RFC-3676 4.3]. */
export function writeText({ greeting, words, pinIs, pin, link, signature }: MailSheet): string {
  const paragraphs = [
    greeting,
    ...words.lines,
    ...(pin === null ? [] : [`${pinIs}: ${pin}`]),
    ...(link === null ? [] : [`${words.action ?? ''}:\n${link}`]),
    ...words.after,
    `-- \n${signature.join(', ')}`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

/*
 * The mail as HTML. Mail programs know no stylesheet of ours and strip what they do not trust: every colour stands beside its text, in the light
 * colours of the design tokens, and nothing is loaded from anywhere, so that opening a mail tells nobody that it was opened.
 */
const ink = '#1f1b16';
const accent = '#8f2a12';
const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";

/** The mail as HTML; every text is escaped (F31). */
export function writeHtml({ lang, greeting, when, words, pinIs, pin, link, signature }: MailSheet): string {
  const paragraph = (line: string) => `<p style="margin:0 0 16px">${escapeHtml(line)}</p>`;
  const [first = '', ...others] = words.lines;
  const bold = escapeHtml(when);
  return [
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<meta name="color-scheme" content="light dark"><title>${escapeHtml(words.subject)}</title></head>`,
    `<body style="margin:0;padding:24px;background:#f8f4ea;color:${ink};${font};font-size:17px;line-height:1.5;overflow-wrap:anywhere;word-break:break-word">`,
    `<div style="max-width:34em;margin:0 auto;padding:24px;background:#fffdf7;border:1px solid #b9ad98;border-top:6px solid ${accent};border-radius:8px">`,
    paragraph(greeting),
    paragraph(first).replace(bold, () => `<strong>${bold}</strong>`),
    ...others.map(paragraph),
    ...(pin === null ? [] : [pinBox(pinIs, pin)]),
    ...(link === null ? [] : [linkButton(words.action ?? '', link)]),
    ...words.after.map(paragraph),
    `<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #b9ad98;color:#4a4338"><strong>${escapeHtml(signature[0])}</strong><br>${escapeHtml(signature[1])}</p>`,
    '</div></body></html>',
  ].join('\n');
}

const pinBox = (label: string, pin: string): string =>
  `<p style="margin:0 0 16px;padding:16px;text-align:center;background:#efe8d8;border-radius:8px">${escapeHtml(label)}<br>` +
  `<strong style="font-size:44px;line-height:1.2;letter-spacing:10px">${escapeHtml(pin)}</strong></p>`;

/** The address also stands in full: some read it on one device and type it into another. */
const linkButton = (action: string, link: string): string =>
  `<p style="margin:0 0 8px"><a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 20px;background:${accent};color:#ffffff;font-weight:600;text-decoration:none;border-radius:8px">${escapeHtml(action)}</a></p>` +
  `<p style="margin:0 0 16px;font-size:14px;color:#4a4338;word-break:break-all">${escapeHtml(link)}</p>`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
