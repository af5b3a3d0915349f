/** A backup cannot be made or given back; the message is one line that says what, where and what to do. */
export class BackupError extends Error {}

/** What was written or given back. */
export type Backup = {
  readonly file: string;
  /** Bytes of the file. */
  readonly size: number;
};
