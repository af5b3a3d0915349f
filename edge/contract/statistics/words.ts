import type { Language } from '../language.ts';
import { cs, type StatisticsWords } from './words/cs.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';

export type { StatisticsWords };

/** The words of the statistics: the same at the edge, in the cloud and in files. */
export const statisticsWords: Readonly<Record<Language, StatisticsWords>> = { cs, en, de };
