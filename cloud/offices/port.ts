import type { EnrolRequest } from '#contract/enrolment.ts';
import type { Enrolled } from './enrol.ts';

/** Exchanges a kiosk's one-time code for its credential, once. */
export type Enrol = (request: EnrolRequest) => Promise<Enrolled>;
