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
