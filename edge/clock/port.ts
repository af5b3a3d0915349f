import type { Moment } from '#contract/event.ts';

/** The only source of time. */
export type Clock = {
  now(): Moment;
  /** False while nothing confirms the wall clock: then nothing destructive happens (F5). */
  trusted(): boolean;
  /** Calls `task` every `ms` of steady time until the returned function is called. */
  every(ms: number, task: () => void): () => void;
  /** Calls `task` once after `ms` of steady time unless the returned function is called before. */
  after(ms: number, task: () => void): () => void;
};
