/** Where an update works; absolute paths. */
export type Places = {
  /** Holds the trees `a` and `b` and the link `current`. */
  readonly trees: string;
  /** The tree that the Debian package installed. */
  readonly packaged: string;
  /** Holds the state and the archive that is being fetched. */
  readonly state: string;
};

export const installed: Places = { trees: '/opt/fronta', packaged: '/usr/lib/fronta', state: '/var/lib/fronta-update' };
