/** What an update does to files. Each call is a moment before and after which the power may fail (F30). All throw the system's error. */
export type Files = {
  /** The whole file, or `null` where none is. */
  read(path: string): string | null;
  /** Creates or replaces; not safe before `sync`. */
  write(path: string, text: string): void;
  /** Returns when a file, or the names in a folder, would survive a power cut. */
  sync(path: string): void;
  rename(from: string, to: string): void;
  /** Makes a symbolic link. */
  link(target: string, path: string): void;
  /** Where a symbolic link leads, or `null` where none is. */
  linkTarget(path: string): string | null;
  /** A file or a whole folder; nothing there is fine. */
  remove(path: string): void;
};

/** The edge as it runs. */
export type Running = { readonly software: string; readonly pid: number };

/** What an update asks of the machine. */
export type Machine = {
  /** Puts the program of a release into a folder that does not exist, and returns when all of it would survive a power cut. */
  unpack(archive: string, folder: string): void;
  /** Starts the edge anew from the tree that the link names. Does not wait until it is open. */
  restart(): void;
  /** What answers on the technicians' socket, or `null`. */
  running(): Promise<Running | null>;
  /** How often the edge ended by itself and was started again since `restart`. */
  failures(): number;
  pause(ms: number): Promise<void>;
  /** Milliseconds of a clock that never steps. */
  steadyMs(): number;
};
