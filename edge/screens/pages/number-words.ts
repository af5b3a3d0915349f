import type { Language } from '#contract/language.ts';

/** What the pages of numbers say beside the figures, which come with their own words. */
export type NumberWords = {
  readonly places: string;
  readonly statistics: string;
  readonly lead: string;
  readonly from: string;
  readonly to: string;
  readonly show: string;
  readonly today: string;
  readonly lastDays: (days: number) => string;
  readonly file: string;
  readonly print: string;
  readonly none: string;
  readonly keyFigures: string;
  readonly inTable: string;
  readonly badPeriod: string;
  readonly again: string;
  readonly story: string;
  readonly storyLead: string;
  readonly number: string;
  readonly day: string;
  readonly tell: string;
  readonly storyOf: (number: string) => string;
  readonly steps: string;
  readonly around: string;
  readonly unknown: (number: string) => string;
  readonly badNumber: string;
};

/** In every language of the pages. */
export const numberWords: Readonly<Record<Language, NumberWords>> = {
  cs: {
    places: 'Stránky pro obsluhu',
    statistics: 'Statistika',
    lead: 'Posledních 35 dní tohoto kiosku. Jen počty a doby, nikdo konkrétní tu není.',
    from: 'Od',
    to: 'Do',
    show: 'Zobrazit',
    today: 'Dnes',
    lastDays: (days) => `Posledních ${days} dní`,
    file: 'Stáhnout jako CSV',
    print: 'Vytisknout',
    none: 'V tomto období nikdo nepřišel.',
    keyFigures: 'To hlavní',
    inTable: 'čísla jsou v tabulce pod grafem',
    badPeriod: 'Tohle není období.',
    again: 'Zobrazit posledních 35 dní',
    story: 'Proč až teď?',
    storyLead: 'Příběh jednoho lístku: co se s ním dělo a kdo byl vyvolán mezitím.',
    number: 'Číslo lístku',
    day: 'Den',
    tell: 'Vyprávět',
    storyOf: (number) => `Příběh lístku ${number}`,
    steps: 'Jak to bylo',
    around: 'kolem',
    unknown: (number) => `Lístek ${number} toho dne kiosek nevydal, nebo už si ho nepamatuje.`,
    badNumber: 'Číslo lístku je písmeno a číslice, třeba A12.',
  },
  en: {
    places: 'Pages for the staff',
    statistics: 'Statistics',
    lead: 'The last 35 days of this kiosk. Counts and times only, nobody can be told from them.',
    from: 'From',
    to: 'To',
    show: 'Show',
    today: 'Today',
    lastDays: (days) => `Last ${days} days`,
    file: 'Download as CSV',
    print: 'Print',
    none: 'Nobody came in this period.',
    keyFigures: 'The main figures',
    inTable: 'the numbers are in the table below',
    badPeriod: 'This is no period.',
    again: 'Show the last 35 days',
    story: 'Why only now?',
    storyLead: 'The story of one ticket: what happened to it, and who was called meanwhile.',
    number: 'Ticket number',
    day: 'Day',
    tell: 'Tell',
    storyOf: (number) => `The story of ticket ${number}`,
    steps: 'How it went',
    around: 'around it',
    unknown: (number) => `The kiosk gave no ticket ${number} on that day, or does not remember it any more.`,
    badNumber: 'A ticket number is a letter and digits, for example A12.',
  },
  de: {
    places: 'Seiten für das Personal',
    statistics: 'Statistik',
    lead: 'Die letzten 35 Tage dieses Automaten. Nur Anzahlen und Zeiten, niemand ist darin zu erkennen.',
    from: 'Von',
    to: 'Bis',
    show: 'Anzeigen',
    today: 'Heute',
    lastDays: (days) => `Letzte ${days} Tage`,
    file: 'Als CSV herunterladen',
    print: 'Drucken',
    none: 'In diesem Zeitraum kam niemand.',
    keyFigures: 'Das Wichtigste',
    inTable: 'die Zahlen stehen in der Tabelle darunter',
    badPeriod: 'Das ist kein Zeitraum.',
    again: 'Die letzten 35 Tage anzeigen',
    story: 'Warum erst jetzt?',
    storyLead: 'Die Geschichte einer Nummer: was mit ihr geschah, und wer inzwischen aufgerufen wurde.',
    number: 'Nummer',
    day: 'Tag',
    tell: 'Erzählen',
    storyOf: (number) => `Die Geschichte der Nummer ${number}`,
    steps: 'Wie es war',
    around: 'ringsum',
    unknown: (number) => `Die Nummer ${number} gab der Automat an diesem Tag nicht aus, oder er weiß es nicht mehr.`,
    badNumber: 'Eine Nummer ist ein Buchstabe mit Ziffern, zum Beispiel A12.',
  },
};
