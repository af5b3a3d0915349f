import { bundle } from './bundle.ts';

/** Run by npm before the edge is started and before the tests: the edge as one file, see DECISIONS.md. */
await bundle();
