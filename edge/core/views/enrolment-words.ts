import { codeLength, writeCode } from '#contract/enrolment.ts';
import type { Language } from '#contract/language.ts';
import type { CodeEnd } from '../kiosk-code.ts';

/** What the screen of a kiosk says to the technician who enrols it. */
type EnrolmentWords = {
  /** Beneath everything else while it belongs to no office. */
  readonly notEnrolled: string;
  readonly entry: (digits: string) => string;
  readonly came: Readonly<Record<CodeEnd, string>>;
};

/** The code so far and a line for each digit to come, in groups of four. */
const soFar = (digits: string): string => writeCode(digits.padEnd(codeLength, '0')).replaceAll(/\d/g, blankAfter(digits.length));
const blankAfter = (typed: number) => (digit: string, at: number) => (at - Math.floor(at / 5) < typed ? digit : '_');

export const enrolmentWords: Readonly<Record<Language, EnrolmentWords>> = {
  cs: {
    notEnrolled: 'Kiosek ještě není připojen k úřadu. Technik zadá jednorázový kód na klávesnici. Lístky vydáváme.',
    entry: (digits) => `Kód pro připojení kiosku: ${soFar(digits)} – potvrďte OK.`,
    came: {
      asking: 'Ověřujeme kód…',
      done: 'Kiosek je připojen. Spojení se naváže do deseti vteřin.',
      mistyped: 'V kódu je překlep. Opište ho znovu.',
      'unknown-code': 'Kód neplatí: byl použit, zrušen, nebo je starší než den. Vydejte nový ve správě úřadu.',
      'other-edge': 'Kód je pro jiný kiosek. Vydejte kód s označením tohoto kiosku.',
      'too-many-requests': 'Příliš mnoho neplatných kódů. Zkuste to za deset minut.',
      away: 'Službu úřadu nelze zastihnout. Zkontrolujte síťový kabel; co přesně chybí, řekne fronta doctor.',
    },
  },
  en: {
    notEnrolled: 'This kiosk is not connected to its office yet. A technician types the one-time code on the keypad. Tickets are given.',
    entry: (digits) => `Code to connect this kiosk: ${soFar(digits)} – press OK.`,
    came: {
      asking: 'Checking the code…',
      done: 'The kiosk is connected. The link comes up within ten seconds.',
      mistyped: 'The code is mistyped. Type it again.',
      'unknown-code': 'The code is not valid: it was used, revoked, or is older than a day. Issue a new one on the office’s pages.',
      'other-edge': 'The code is for another kiosk. Issue one for the name of this kiosk.',
      'too-many-requests': 'Too many wrong codes. Try again in ten minutes.',
      away: 'The office’s service cannot be reached. Check the network cable; fronta doctor says what exactly is wrong.',
    },
  },
  de: {
    notEnrolled:
      'Dieser Automat ist noch nicht angeschlossen. Ein Techniker tippt den Einmalcode auf der Tastatur. Zettel gibt es trotzdem.',
    entry: (digits) => `Code zum Anschließen des Automaten: ${soFar(digits)} – mit OK bestätigen.`,
    came: {
      asking: 'Der Code wird geprüft…',
      done: 'Der Automat ist angeschlossen. Die Verbindung steht in zehn Sekunden.',
      mistyped: 'Der Code ist vertippt. Bitte noch einmal eingeben.',
      'unknown-code':
        'Der Code gilt nicht: er wurde benutzt, aufgehoben oder ist älter als ein Tag. Geben Sie in der Verwaltung einen neuen aus.',
      'other-edge': 'Der Code ist für einen anderen Automaten. Geben Sie einen für die Bezeichnung dieses Automaten aus.',
      'too-many-requests': 'Zu viele falsche Codes. Versuchen Sie es in zehn Minuten wieder.',
      away: 'Der Dienst der Behörde ist nicht zu erreichen. Prüfen Sie das Netzwerkkabel; was genau fehlt, sagt fronta doctor.',
    },
  },
};
