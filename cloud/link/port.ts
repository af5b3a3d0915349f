import type { DownMessage } from '#contract/envelope.ts';
import type { EdgeName } from '#contract/topic.ts';

/** What became of a message: handed over, or nobody or no broker was there, or too many wait for this edge already. Never an exception. */
export type Sent = 'sent' | 'offline' | 'overloaded';

/** One message as it came; the topic says who sent it. */
export type Heard = { readonly topic: string; readonly text: string };

/** Takes all that waits of one edge, in the order it came. A rejection is logged and the stream goes on. */
export type UpListener = (messages: readonly Heard[]) => Promise<void>;

/** `away`: the broker cannot be asked now, or keeps no accounts for us; it is as it was. */
export type Told = 'done' | 'away';

/** Who may come in at the broker. */
export type Accounts = {
  /** Lets the edge in with this password and no other. Connections made with another one end. */
  admit(edge: EdgeName, password: string): Promise<Told>;
  /** Lets the edge in no more, and ends its connections. The same again changes nothing. */
  shutOut(edge: EdgeName): Promise<Told>;
  /** Ends the connections that the edge has now, where the broker does not by itself when its password changes. */
  dismiss(edge: EdgeName): Promise<Told>;
};

/**
 * The way to the edges. Messages of one edge are handled strictly in order, the next ones only when the listener's promise has settled;
 * different edges do not wait for each other. Delivery proves nothing: what must arrive is acknowledged by the protocol itself.
 */
export type Link = {
  /** Resolves when the cloud listens or has begun to try; rejects with LinkError only when it can never succeed. Call the `on…` before. */
  start(): Promise<void>;
  onUp(listener: UpListener): void;
  /** Called whenever edges may have become reachable without saying so: after start and after every reconnection to a broker. */
  onReachable(listener: () => void): void;
  /**
   * Resolves when the message was handed over or will not be, and waits for nothing that has to come in: a listener that answers holds its lane.
   * At most `outstandingMax` sends of one edge are under way.
   */
  send(to: EdgeName, message: DownMessage): Promise<Sent>;
  readonly accounts: Accounts;
  /** Says `offline` on `fronta/1/cloud/status`, waits for the messages being handled, and ends. */
  stop(): Promise<void>;
};

/** The link's configuration cannot work; the message is one line that names what and where. */
export class LinkError extends Error {}

/** Sends of one edge under way at once. */
export const outstandingMax = 64;
