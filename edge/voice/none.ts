import type { Voice } from './port.ts';

/** A hall without a voice. */
export function noVoice(): Voice {
  return { announce: () => {}, confirm: () => {}, close: async () => {} };
}
