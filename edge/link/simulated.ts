import type { DownMessage, UpMessage } from '#contract/envelope.ts';
import type { Link, LinkState } from './port.ts';

/** A cable with a cloud end that a test holds in its hand. */
export type SimulatedLink = Link & {
  setState(state: LinkState): void;
  /** The cloud says something. */
  deliver(message: DownMessage): void;
  /** What the edge sent, oldest first, taken out by reading. */
  taken(): readonly UpMessage[];
  /** Called with every message the broker takes. */
  onSent(listener: (message: UpMessage) => void): void;
};

export function simulatedLink(): SimulatedLink {
  let state: LinkState = 'offline';
  let sent: UpMessage[] = [];
  const onState: ((state: LinkState) => void)[] = [];
  const onMessage: ((message: DownMessage) => void)[] = [];
  const onSent: ((message: UpMessage) => void)[] = [];
  return {
    onState: (listener) => void onState.push(listener),
    onMessage: (listener) => void onMessage.push(listener),
    onSetAside: () => undefined,
    onSent: (listener) => void onSent.push(listener),
    async send(message) {
      if (state === 'offline') return false;
      sent.push(message);
      for (const listener of onSent) listener(message);
      return true;
    },
    setState(next) {
      state = next;
      for (const listener of onState) listener(next);
    },
    deliver: (message) => onMessage.forEach((listener) => void listener(message)),
    taken() {
      const all = sent;
      sent = [];
      return all;
    },
    close: async () => undefined,
  };
}
