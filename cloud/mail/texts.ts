import type { Language } from '#contract/language.ts';

/** What the words of a mail stand on; everything already written in the reader's language. */
export type MailFacts = {
  readonly office: string;
  readonly place: string;
  readonly service: string;
  readonly when: string;
  readonly bring: string;
  readonly pin: string;
  readonly link: string;
  readonly until: string;
};

/** One mail in words: lines are paragraphs, the link stands under `action`. */
export type MailWords = {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly action: string;
  /** Stands after the link. */
  readonly after: readonly string[];
};

export type MailTexts = {
  readonly greeting: (name: string) => string;
  readonly pinIs: string;
  readonly hold: (facts: MailFacts) => MailWords;
  readonly confirmed: (facts: MailFacts) => MailWords;
  readonly reminder: (facts: MailFacts) => MailWords;
  readonly moved: (facts: MailFacts) => MailWords;
  readonly restored: (facts: MailFacts) => MailWords;
  readonly cancelled: (facts: MailFacts) => MailWords;
};

const cs: MailTexts = {
  greeting: (name) => `Dobrý den, ${name},`,
  pinIs: 'Váš PIN',
  hold: (f) => ({
    subject: 'Potvrďte prosím rezervaci na úřadě',
    lines: [
      `držíme pro vás termín: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      `Potvrďte ho prosím do ${f.until}. Otevřete odkaz a stiskněte tlačítko „Potvrdit rezervaci“.`,
    ],
    action: 'Potvrdit rezervaci',
    after: ['Pokud jste si termín neobjednali, nemusíte dělat nic. Bez potvrzení se sám uvolní.'],
  }),
  confirmed: (f) => ({
    subject: `Rezervace potvrzena: ${f.when}`,
    lines: [
      `vaše rezervace je potvrzena: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Na úřadě stiskněte u kiosku tlačítko „Klienti objednaní přes web“, zadejte PIN a vezměte si lístek s číslem. Zavoláme vás přednostně.',
      `Vezměte si s sebou: ${f.bring}.`,
    ],
    action: 'Zrušit nebo přesunout rezervaci',
    after: ['Termín pro váš kalendář je v příloze.'],
  }),
  reminder: (f) => ({
    subject: `Připomínáme termín: ${f.when}`,
    lines: [`zítra se na vás těšíme: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Vezměte si s sebou: ${f.bring}.`],
    action: 'Zrušit nebo přesunout rezervaci',
    after: [],
  }),
  moved: (f) => ({
    subject: `Rezervace přesunuta: ${f.when}`,
    lines: [
      `vaše rezervace je přesunuta na nový termín: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      `Vezměte si s sebou: ${f.bring}.`,
    ],
    action: 'Zrušit nebo přesunout rezervaci',
    after: ['Nový termín pro váš kalendář je v příloze.'],
  }),
  restored: (f) => ({
    subject: `Rezervace znovu platí: ${f.when}`,
    lines: [`vaše rezervace znovu platí: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Vezměte si s sebou: ${f.bring}.`],
    action: 'Zrušit nebo přesunout rezervaci',
    after: ['Termín pro váš kalendář je v příloze.'],
  }),
  cancelled: (f) => ({
    subject: `Rezervace zrušena: ${f.when}`,
    lines: [`vaše rezervace je zrušena: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Zrušení můžete vzít zpět do ${f.until}.`],
    action: 'Vzít zrušení zpět',
    after: [],
  }),
};

const en: MailTexts = {
  greeting: (name) => `Dear ${name},`,
  pinIs: 'Your PIN',
  hold: (f) => ({
    subject: 'Please confirm your appointment at the office',
    lines: [
      `we are holding this appointment for you: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      `Please confirm it by ${f.until}. Open the link and press the button “Confirm the appointment”.`,
    ],
    action: 'Confirm the appointment',
    after: ['If you did not book this, you need not do anything. Without confirmation the appointment is released.'],
  }),
  confirmed: (f) => ({
    subject: `Appointment confirmed: ${f.when}`,
    lines: [
      `your appointment is confirmed: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'At the office, press the kiosk button for clients booked via the web (“Klienti objednaní přes web”), enter the PIN and take your numbered ticket. You will be called first.',
      `Please bring: ${f.bring}.`,
    ],
    action: 'Cancel or move the appointment',
    after: ['The appointment for your calendar is attached.'],
  }),
  reminder: (f) => ({
    subject: `Your appointment is tomorrow: ${f.when}`,
    lines: [`we look forward to seeing you tomorrow: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Please bring: ${f.bring}.`],
    action: 'Cancel or move the appointment',
    after: [],
  }),
  moved: (f) => ({
    subject: `Appointment moved: ${f.when}`,
    lines: [`your appointment has a new time: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Please bring: ${f.bring}.`],
    action: 'Cancel or move the appointment',
    after: ['The new time for your calendar is attached.'],
  }),
  restored: (f) => ({
    subject: `Appointment valid again: ${f.when}`,
    lines: [`your appointment is valid again: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Please bring: ${f.bring}.`],
    action: 'Cancel or move the appointment',
    after: ['The appointment for your calendar is attached.'],
  }),
  cancelled: (f) => ({
    subject: `Appointment cancelled: ${f.when}`,
    lines: [
      `your appointment is cancelled: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      `You can take the cancellation back until ${f.until}.`,
    ],
    action: 'Take the cancellation back',
    after: [],
  }),
};

const de: MailTexts = {
  greeting: (name) => `Guten Tag, ${name},`,
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
  confirmed: (f) => ({
    subject: `Termin bestätigt: ${f.when}`,
    lines: [
      `Ihr Termin ist bestätigt: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Drücken Sie im Amt am Automaten die Taste für online gebuchte Termine („Klienti objednaní přes web“), geben Sie die PIN ein und nehmen Sie den Zettel mit der Nummer. Sie werden bevorzugt aufgerufen.',
      `Bitte bringen Sie mit: ${f.bring}.`,
    ],
    action: 'Termin absagen oder verschieben',
    after: ['Der Termin für Ihren Kalender liegt bei.'],
  }),
  reminder: (f) => ({
    subject: `Ihr Termin ist morgen: ${f.when}`,
    lines: [`morgen erwarten wir Sie: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Bitte bringen Sie mit: ${f.bring}.`],
    action: 'Termin absagen oder verschieben',
    after: [],
  }),
  moved: (f) => ({
    subject: `Termin verschoben: ${f.when}`,
    lines: [`Ihr Termin ist verschoben auf: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Bitte bringen Sie mit: ${f.bring}.`],
    action: 'Termin absagen oder verschieben',
    after: ['Der neue Termin für Ihren Kalender liegt bei.'],
  }),
  restored: (f) => ({
    subject: `Termin gilt wieder: ${f.when}`,
    lines: [`Ihr Termin gilt wieder: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Bitte bringen Sie mit: ${f.bring}.`],
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
    after: [],
  }),
};

/** Every mail in every language. */
export const mailTexts: Record<Language, MailTexts> = { cs, en, de };
