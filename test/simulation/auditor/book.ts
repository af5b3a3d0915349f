import type { OfficeSettings } from '#contract/settings.ts';

/** One ticket in the auditor's own book: plain, slow and without any thought of the core's. */
export type LedgerTicket = {
  readonly ordinal: number;
  readonly number: string;
  readonly issuedSteadyMs: number;
  service: string;
  state: 'waiting' | 'called' | 'parked' | 'served' | 'noShow';
  counter: number | null;
  calls: number;
  reservation: string | null;
  slotStartMs: number | null;
  copiesGranted: number;
  copiesOut: number;
  originalsOut: number;
};

export type LedgerCounter = { open: boolean; ticket: number | null; lastEnded: number | null };
export type Ledger = {
  settings: OfficeSettings;
  day: string | null;
  /** The day whose numbers are in `given`. */
  givenDay: string | null;
  tickets: Map<number, LedgerTicket>;
  /** Tickets of the day before: their slips may still come out. */
  yesterday: Map<number, LedgerTicket>;
  /** Numbers given since the day began, whichever journal gave them. */
  given: Set<string>;
  /** Staff gave word that nobody without a reservation gets a number for the rest of the day. */
  issuingStopped: boolean;
  counters: Map<number, LedgerCounter>;
  /** Calls of the day that count for fairness: which services the counter served, and whether it was a preferred one. */
  calls: { readonly services: readonly string[]; readonly preferred: boolean }[];
};

export type Finding = (text: string) => undefined;
