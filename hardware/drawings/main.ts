import { writeFileSync } from 'node:fs';
import { drawings } from './drawings.ts';
import { filledPapers } from './papers.ts';

/** `npm run drawings`: makes the drawings, and the tables within the papers, anew from the tables of this folder. */
for (const [name, svg] of Object.entries(drawings())) writeFileSync(new URL(name, import.meta.url), svg);
for (const [name, text] of Object.entries(filledPapers())) writeFileSync(new URL(`../${name}`, import.meta.url), text);
