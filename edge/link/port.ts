import type { cloudReads, DownMessage, UpMessage } from '#contract/envelope.ts';

/** `broker-only`: the broker answers, but the cloud says it is down. */
export type LinkState = 'online' | 'broker-only' | 'offline';

/** Why the other side cannot be reached, and what to do next. `clock`: the certificate's time is not now. */
export type Trouble = {
  readonly kind: 'credential' | 'certificate' | 'clock' | 'network' | 'other';
  readonly says: string;
  readonly todo: string;
};

/** What came of exchanging a one-time code: `word` is the cloud's or ours, what follows it is for the technician. */
export type EnrolOutcome =
  | {
      readonly ok: true;
      readonly cloud: string;
      /** Which replacement of this edge the card is, 0 when it replaces none (F18). */
      readonly replacement: number;
      readonly files: readonly string[];
      /** What is still to be put right. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly word: string; readonly says: string; readonly todo: string };

/** How a kiosk that belongs to no office yet comes to one, from its own keypad. */
export type Enrolment = {
  readonly needed: () => boolean;
  readonly redeem: (code: string) => Promise<EnrolOutcome>;
};

/** The way to the cloud. Never awaited at start: the office opens without it (F14). It reconnects by itself. */
export type Link = {
  /** Called with every change. The link is `offline` until told otherwise. */
  onState(listener: (state: LinkState) => void): void;
  onMessage(listener: (message: DownMessage) => void): void;
  /** A message that did not parse, and why; it is counted and set aside (F25). */
  onSetAside(listener: (topic: string, reason: string) => void): void;
  /** Resolves when the broker has taken the message, or with `false` when it did not: nothing is kept for later. */
  send(message: UpMessage): Promise<boolean>;
  /** Whether the cloud that was heard last says that it reads this form (P42, P58); left out where nobody says so. */
  reads?(form: (typeof cloudReads)[number]): boolean;
  close(): Promise<void>;
};
