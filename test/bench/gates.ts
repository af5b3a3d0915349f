import type { Measured } from './report.ts';

/** What a row of the target table asks of a figure's ratio to its limit. */
export type Gate = { readonly atMost: number } | { readonly atLeast: number };

/** A bench of the target table, how its figures begin, what is asked of them, and where to read why one that is missed is missed. */
type Row = { readonly bench: string; readonly figure: RegExp; readonly gate: Gate; readonly why?: string };

const ingestWhy = 'cloud/ingest/DECISIONS.md, 5 to 7 and 13';
const journalWhy = 'edge/journal/DECISIONS.md, 3 and 4';

/** The target table of the project: each is a ratio to what the bare machine does in the same run, or to a bound that the line states as its limit. */
export const rows: readonly Row[] = [
  { bench: 'press-to-slip', figure: /^press-to-slip p50/, gate: { atMost: 1.5 }, why: journalWhy },
  { bench: 'press-to-slip', figure: /^press-to-slip p99/, gate: { atMost: 2 }, why: journalWhy },
  { bench: 'press-to-slip', figure: /^press-to-slip growth/, gate: { atMost: 1.1 } },
  { bench: 'journal-append', figure: /^journal-append 1 caller/, gate: { atLeast: 0.9 }, why: journalWhy },
  { bench: 'journal-append', figure: /^journal-append 64/, gate: { atLeast: 0.6 } },
  { bench: 'call-next', figure: /^call-next growth/, gate: { atMost: 1.2 } },
  { bench: 'restart', figure: /^restart with 1M/, gate: { atMost: 1 } },
  { bench: 'restart', figure: /^restart growth/, gate: { atMost: 1.2 } },
  { bench: 'edge-memory', figure: /^edge-memory over/, gate: { atMost: 1 }, why: 'edge/bundle/DECISIONS.md' },
  { bench: 'edge-memory', figure: /^edge-memory growth/, gate: { atMost: 1 } },
  { bench: 'book-http', figure: /^book-http SQLite/, gate: { atLeast: 0.55 }, why: 'cloud/reservations/DECISIONS.md' },
  { bench: 'book-http', figure: /^book-http PostgreSQL/, gate: { atLeast: 0.7 }, why: 'cloud/reservations/DECISIONS.md' },
  { bench: 'booking-race', figure: /^booking-race/, gate: { atMost: 0 } },
  { bench: 'ingest', figure: /^ingest-one$/, gate: { atLeast: 0.7 }, why: ingestWhy },
  { bench: 'ingest', figure: /^ingest-batched$/, gate: { atLeast: 2 }, why: ingestWhy },
  { bench: 'catch-up', figure: /^catch-up press p99/, gate: { atMost: 2 }, why: ingestWhy },
  { bench: 'catch-up', figure: /^catch-up$/, gate: { atMost: 2 }, why: ingestWhy },
  { bench: 'fleet', figure: /^fleet \d+: (processor|memory at most|edge to visible p99)/, gate: { atMost: 1 }, why: 'cloud/SCALE.md' },
  { bench: 'simulate', figure: /^simulate /, gate: { atLeast: 1 }, why: 'test/simulation/DECISIONS.md, 8' },
];

/** Benches that the target table names. */
export const gatedBenches: readonly string[] = [...new Set(rows.map(({ bench }) => bench))];

/** The row that a figure belongs to; `null` for one that is told beside the table. */
export const rowOf = ({ name }: Measured): Row | null => rows.find(({ figure }) => figure.test(name)) ?? null;

/** Whether a ratio is as its gate asks. */
export const isMet = (gate: Gate, ratio: number): boolean => ('atMost' in gate ? ratio <= gate.atMost : ratio >= gate.atLeast);

export const gateText = (gate: Gate): string => ('atMost' in gate ? `≤ ${gate.atMost}` : `≥ ${gate.atLeast}`);
