import { h, type JSX } from 'preact';
import { type Figures, figuresTable } from '#contract/statistics/look/figures-table.ts';

/** The table of figures as the edge shows it too; the charts read from it. */
export const FiguresTable = (figures: Figures): JSX.Element => figuresTable<JSX.Element>(h, figures);
