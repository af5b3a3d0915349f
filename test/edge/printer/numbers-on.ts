import { readPaper } from '../../../edge/printer/paper.ts';

/** The numbers that stand large on these papers, oldest first; the last slip of each may be torn. */
export const numbersOn = (papers: readonly Uint8Array[], columns: number): string[] =>
  papers
    .flatMap((paper) => readPaper(paper, { columns, torn: true }).rows)
    .flatMap((row) => (row.kind === 'text' && row.height === 8 ? [row.text] : []));
