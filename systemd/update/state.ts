import { join } from 'node:path';
import * as z from 'zod';
import { replaceFile } from './durable.ts';
import type { Places } from './places.ts';
import type { Files } from './port.ts';

const slot = z.enum(['a', 'b']);
/** One of the two trees that updates are put into by turns. */
export type Slot = z.infer<typeof slot>;

/**
 * How far an update is. It is written before the step that it names is begun, so that whoever finds it knows what may be half done:
 * `unpacking`: the slot holds rubbish; `trying`: the link may lead to the slot, and whether that works is not known yet;
 * `going-back`: it did not work, the link is to lead to `from` again.
 */
const Step = z.discriminatedUnion('step', [
  z.object({ step: z.literal('idle') }),
  z.object({ step: z.literal('unpacking'), slot, version: z.string() }),
  z.object({ step: z.literal('trying'), slot, version: z.string(), from: z.string() }),
  z.object({ step: z.literal('going-back'), version: z.string(), from: z.string(), why: z.string() }),
]);
export type Step = z.infer<typeof Step>;

const State = z.object({
  now: Step,
  /** Versions that were tried and did not work, the newest last: they are not tried every night again. */
  refused: z.array(z.object({ version: z.string(), why: z.string() })),
});
export type State = z.infer<typeof State>;

/** Refused versions that are remembered. */
const refusedMax = 20;

const pathOf = (places: Places): string => join(places.state, 'state.json');

/** What the last run has left. A state that cannot be read counts as none: the link alone says what runs. */
export function readState(files: Files, places: Places): State {
  try {
    return State.parse(JSON.parse(files.read(pathOf(places)) ?? ''));
  } catch {
    return { now: { step: 'idle' }, refused: [] };
  }
}

/** Returns when the state would survive a power cut. */
export function writeState(files: Files, places: Places, state: State): void {
  replaceFile(files, pathOf(places), `${JSON.stringify({ ...state, refused: state.refused.slice(-refusedMax) })}\n`);
}

export const idle = (state: State): State => ({ ...state, now: { step: 'idle' } });

export const refusing = (state: State, version: string, why: string): State => ({
  now: { step: 'idle' },
  refused: [...state.refused.filter((one) => one.version !== version), { version, why }],
});
