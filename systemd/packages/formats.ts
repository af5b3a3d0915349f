import { protocolVersion } from '../../edge/contract/envelope.ts';
import { type EventName, eventNames, wireType } from '../../edge/contract/event.ts';

/**
 * Facts that this version reads and does not write yet. A fact begins its life here and is written one release later, so that going back
 * from a release is always possible: what it wrote, the one before understands.
 */
const notWrittenYet: readonly EventName[] = [];

/** Forms of the journal's segments and of the snapshot (edge/journal/line.ts, edge/state/port.ts) and of the protocol, by their versions. */
const frames = ['journal/1', 'snapshot/1', `protocol/${protocolVersion}`];

/** What the edge of this version reads and writes; stands in its tree as formats.json and is signed with its release. */
export const formats = {
  reads: [...frames, ...eventNames.map(wireType)],
  writes: [...frames, ...eventNames.filter((name) => !notWrittenYet.includes(name)).map(wireType)],
} as const;
