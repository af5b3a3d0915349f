import type { Language } from '#contract/language.ts';

/** What the edge's pages of numbers say beside the statistics, whose words are those of both sides (contract/statistics/words). */
export type NumberWords = {
  readonly places: string;
  /** How far back these numbers go. */
  readonly reach: string;
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
    reach: 'Posledních 35 dní tohoto kiosku.',
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
    reach: 'The last 35 days of this kiosk.',
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
    reach: 'Die letzten 35 Tage dieses Automaten.',
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
