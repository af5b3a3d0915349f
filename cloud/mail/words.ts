/** What the words of a mail stand on; everything already written in the reader's language. */
export type MailFacts = {
  readonly office: string;
  readonly place: string;
  readonly service: string;
  readonly when: string;
  /** The hour before a move. */
  readonly was: string;
  /** Empty where nothing is asked for. */
  readonly bring: string;
  readonly pin: string;
  readonly link: string;
  readonly until: string;
};

/** The line that says what to bring, or none; the office's words may end with a full stop of their own. */
export const bringLine =
  (begins: string) =>
  ({ bring }: MailFacts): readonly string[] =>
    bring === '' ? [] : [`${begins}: ${bring.replace(/\.$/, '')}.`];

/** One mail in words: lines are paragraphs, the link stands under `action`. */
export type MailWords = {
  readonly subject: string;
  readonly lines: readonly string[];
  /** `null` where nothing is left to be done. */
  readonly action: string | null;
  /** Stands after the link. */
  readonly after: readonly string[];
};

export type MailTexts = {
  /** Without a name it is empty. */
  readonly greeting: (name: string) => string;
  readonly pinIs: string;
  readonly hold: (facts: MailFacts) => MailWords;
  /** Asks whether the address is the citizen's before anything is held for them. */
  readonly address: (facts: MailFacts) => MailWords;
  readonly confirmed: (facts: MailFacts) => MailWords;
  readonly reminder: (facts: MailFacts) => MailWords;
  readonly moved: (facts: MailFacts) => MailWords;
  readonly restored: (facts: MailFacts) => MailWords;
  readonly cancelled: (facts: MailFacts) => MailWords;
  /** The visit won over a cancel or a move made meanwhile (F20). */
  readonly overruled: (facts: MailFacts) => MailWords;
  /** The office cannot keep the hour and asks for another one; until then the reservation stands. */
  readonly toMove: (facts: MailFacts) => MailWords;
  /** The office gave the hour up. */
  readonly calledOff: (facts: MailFacts) => MailWords;
};
