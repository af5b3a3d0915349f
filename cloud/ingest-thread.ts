import { parentPort, workerData } from 'node:worker_threads';
import { createTaking } from './ingest/taking.ts';
import { serveTaking } from './ingest/taking-thread.ts';
import { type ProjectionConfig, projections } from './projections.ts';
import { type Door, openBeside } from './store/open.ts';

/** What this thread is started with. */
export type IngestThreadData = { readonly door: Door; readonly config: ProjectionConfig };

/** The thread that stores what edges send: beside the cloud's own, so that no request waits for the disk's sync. */
const { door, config } = workerData as IngestThreadData;
serveTaking(parentPort!, (clock) => createTaking({ store: openBeside(door), clock, projections: projections(config, clock) }));
