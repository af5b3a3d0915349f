import type { DownMessage, UpMessage } from '#contract/envelope.ts';

/** `broker-only`: the broker answers, but the cloud says it is down. */
export type LinkState = 'online' | 'broker-only' | 'offline';

/** The way to the cloud. Never awaited at start: the office opens without it (F14). It reconnects by itself. */
export type Link = {
  /** Called with every change. The link is `offline` until told otherwise. */
  onState(listener: (state: LinkState) => void): void;
  onMessage(listener: (message: DownMessage) => void): void;
  /** A message that did not parse, and why; it is counted and set aside (F25). */
  onSetAside(listener: (topic: string, reason: string) => void): void;
  /** Resolves when the broker has taken the message, or with `false` when it did not: nothing is kept for later. */
  send(message: UpMessage): Promise<boolean>;
  close(): Promise<void>;
};
