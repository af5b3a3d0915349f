import type { BoardSettings, PictureType } from '#contract/board.ts';

/** The queue as it was after entry `seq` of a journal, so that a restart replays only what came later. */
export type Snapshot = {
  readonly journal: string;
  readonly seq: number;
  /** How far the cloud had acknowledged; older is harmless. */
  readonly acked: number;
  /** The queue as plain data. */
  readonly queue: unknown;
};

/** Keeps two generations, so that one unreadable file costs time and nothing else. */
export type Snapshots = {
  /** The newest readable snapshot, or `null`; each unreadable file is told. */
  load(): Promise<Snapshot | null>;
  /** Resolves when it would survive a power cut. Throws the system's error and leaves what was there. */
  save(snapshot: Snapshot): Promise<void>;
};

/** What the board shows beside the calls, kept for the time without a link. */
export type BoardKeeper = {
  /** As the cloud told it last; `null` while it never did. */
  settings(): BoardSettings | null;
  /** The name of that, as the cloud would name it; `null` with it (P59). */
  name(): string | null;
  /** Takes new ones; false when they are those that are known. Never rejects: what the disk will not take is kept in memory. */
  take(settings: BoardSettings): Promise<boolean>;
  /** Names of pictures that notices show and that are not here. */
  lacking(): readonly string[];
  /** Takes a picture; false unless a notice shows it and it is what its name says. */
  put(name: string, bytes: Uint8Array): boolean;
  /** A picture that a notice shows; `null` while it is not here. */
  picture(name: string): { readonly type: PictureType; readonly bytes: Uint8Array } | null;
};
