import { bringLine, type MailTexts } from '../words.ts';

const bring = bringLine('Bitte bringen Sie mit');
const atKiosk =
  'Drücken Sie im Amt am Automaten die Taste für online gebuchte Termine („Klienti objednaní přes web“), geben Sie die PIN ein und nehmen Sie den Zettel mit der Nummer. Sie werden bevorzugt aufgerufen.';

/** The mails in German. */
export const de: MailTexts = {
  greeting: (name) => (name === '' ? 'Guten Tag,' : `Guten Tag, ${name},`),
  pinIs: 'Ihre PIN',
  hold: (f) => ({
    subject: 'Bitte bestätigen Sie Ihren Termin im Amt',
    lines: [
      `wir halten diesen Termin für Sie frei: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      `Bitte bestätigen Sie ihn bis ${f.until}. Öffnen Sie den Link und drücken Sie „Termin bestätigen“.`,
    ],
    action: 'Termin bestätigen',
    after: ['Wenn Sie keinen Termin gebucht haben, brauchen Sie nichts zu tun. Ohne Bestätigung wird er wieder frei.'],
  }),
  address: (f) => ({
    subject: 'Bitte schließen Sie Ihre Terminbuchung im Amt ab',
    lines: [
      `Sie möchten kommen: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Gerade buchen ungewöhnlich viele Menschen, deshalb halten wir Ihnen den Termin noch nicht frei. Öffnen Sie bitte bald den Link und drücken Sie „Termin bestätigen“: Er gilt dann sofort, und Sie sehen Ihre PIN.',
    ],
    action: 'Buchung abschließen',
    after: [`Der Link gilt bis ${f.until}. Wenn Sie nichts gebucht haben, brauchen Sie nichts zu tun.`],
  }),
  confirmed: (f) => ({
    subject: `Termin bestätigt: ${f.when}`,
    lines: [`Ihr Termin ist bestätigt: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, atKiosk, ...bring(f)],
    action: 'Termin absagen oder verschieben',
    after: ['Der Termin für Ihren Kalender liegt bei.'],
  }),
  reminder: (f) => ({
    subject: `Ihr Termin ist morgen: ${f.when}`,
    lines: [`morgen erwarten wir Sie: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, atKiosk, ...bring(f)],
    action: 'Termin absagen oder verschieben',
    after: [],
  }),
  moved: (f) => ({
    subject: `Termin verschoben: ${f.when}`,
    lines: [`Ihr Termin ist verschoben auf: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, ...bring(f)],
    action: 'Termin absagen oder verschieben',
    after: ['Der neue Termin für Ihren Kalender liegt bei.', `Bis ${f.until} führt derselbe Link zum früheren Termin zurück: ${f.was}.`],
  }),
  restored: (f) => ({
    subject: `Termin gilt wieder: ${f.when}`,
    lines: [`Ihr Termin gilt wieder: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, ...bring(f)],
    action: 'Termin absagen oder verschieben',
    after: ['Der Termin für Ihren Kalender liegt bei.'],
  }),
  cancelled: (f) => ({
    subject: `Termin abgesagt: ${f.when}`,
    lines: [
      `Ihr Termin ist abgesagt: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      `Sie können die Absage bis ${f.until} zurücknehmen.`,
    ],
    action: 'Absage zurücknehmen',
    after: ['Sie brauchen dafür die PIN; sie steht in der E-Mail mit der Bestätigung.'],
  }),
  toMove: (f) => ({
    subject: `Bitte wählen Sie einen anderen Termin statt: ${f.when}`,
    lines: [
      `es tut uns leid, Ihren Termin ${f.when} können wir nicht einhalten.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Bitte wählen Sie einen anderen Termin oder sagen Sie ihn ab. Die PIN bleibt gleich, wenn die neue Bestätigung keine andere nennt.',
    ],
    action: 'Anderen Termin wählen',
    after: ['Wenn kein Termin passt, rufen Sie uns an.'],
  }),
  calledOff: (f) => ({
    subject: `Termin vom Amt abgesagt: ${f.when}`,
    lines: [`es tut uns leid, Ihren Termin ${f.when} mussten wir absagen.`, `${f.service}, ${f.office}, ${f.place}.`],
    action: 'Termin ansehen und neu buchen',
    after: [],
  }),
  overruled: (f) => ({
    subject: `Ihr Besuch gilt: ${f.when}`,
    lines: [
      `im Amt wurde die PIN eines Termins angenommen, den Sie inzwischen online abgesagt oder verschoben haben oder der schon verfallen war: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Wer kommt, hat Vorrang: Ihr Besuch gilt, die Absage oder Verschiebung nicht. Sie brauchen nichts zu tun.',
    ],
    action: null,
    after: ['Wenn Sie nicht im Amt waren, sagen Sie es bitte am Schalter: Jemand anders kennt Ihre PIN.'],
  }),
};
