/**
 * The file calls on which durability rests, one by one, so that a test can fail each of them. Synchronous: a lone
 * append is faster without a thread. Every call may throw the system's error with its `code`.
 */
export type Disk = {
  /** Names in a folder, sorted; an absent folder is made. */
  list(folder: string): readonly string[];
  read(path: string): Uint8Array;
  /** Bytes of a file; 0 if there is none. */
  size(path: string): number;
  /** Bytes that a file in this folder may still take. */
  free(folder: string): number;
  /** Opens for appending, making the file if it is absent; answers a descriptor. */
  open(path: string): number;
  /** Writes some of the bytes at the end and answers how many. */
  write(descriptor: number, bytes: Uint8Array): number;
  /** fdatasync: the bytes survive a power cut. Never to be retried on the same descriptor after an error. */
  sync(descriptor: number): void;
  /** Where a sync may stall: the same beside the loop. Absent where none ever does. */
  readonly beside?: Beside;
  truncate(descriptor: number, length: number): void;
  close(descriptor: number): void;
  rename(from: string, to: string): void;
  /** Removes a file; an absent one is no error. */
  remove(path: string): void;
  /** fsync of the folder: names made, renamed or removed in it survive a power cut. */
  syncFolder(folder: string): void;
};

/** Syncs in another thread, for a disk that makes everybody wait. */
export type Beside = {
  /** Whether the syncs of late were so slow that nobody should stand still for the next one. */
  isNeeded(): boolean;
  /** As `Disk.sync`: resolves when the bytes are safe, rejects with the system's error. */
  sync(descriptor: number): Promise<void>;
};
