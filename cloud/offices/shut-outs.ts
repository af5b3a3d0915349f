import type { EdgeName } from '#contract/topic.ts';
import type { Accounts, Told } from '../link/port.ts';
import type { Store } from '../store/open.ts';

/** Kiosks whose access was revoked, told to the broker until it has heard. */
export type ShutOuts = {
  shutOut(edge: EdgeName): Promise<Told>;
  /** Those of which the broker has not heard yet. */
  again(): Promise<void>;
  /** All of them, however long ago: a broker that was restored from a backup may know them again. */
  all(): Promise<void>;
};

/** The database says who has access; what the broker was not told stays to be told, also over a restart. */
export function createShutOuts({ store, accounts }: { readonly store: Store; readonly accounts: Accounts }): ShutOuts {
  const untold = new Map<string, EdgeName>();

  async function shutOut(edge: EdgeName): Promise<Told> {
    const key = `${edge.office}/${edge.edge}`;
    const told = await accounts.shutOut(edge);
    if (told === 'away') untold.set(key, edge);
    else untold.delete(key);
    return told;
  }

  return {
    shutOut,
    async again() {
      const known = await revoked(store);
      for (const [key, edge] of untold)
        if (known.some(({ office, edge: id }) => office === edge.office && id === edge.edge)) await shutOut(edge);
        else untold.delete(key); // enrolled anew meanwhile
    },
    async all() {
      for (const edge of await revoked(store)) await shutOut(edge);
    },
  };
}

const revoked = (store: Store): Promise<EdgeName[]> =>
  store.db.selectFrom('edge').select(['office', 'id as edge']).where('revokedMs', 'is not', null).execute();
