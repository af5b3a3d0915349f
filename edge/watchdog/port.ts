/** Tells whoever started the daemon that it is ready and still makes progress (F24). */
export type Watchdog = {
  ready(): void;
  /** Said only after real progress: an append synced, a command decided while no append is waited for. Never from a bare timer. */
  progress(): void;
  stopping(): void;
};
