import type { OfficeSettings } from '#contract/settings.ts';
import type { Store } from '../../cloud/store/open.ts';

/** Puts an office into the store as it stands after its first settings; where another cloud has put it, it stays. */
export async function insertOffice(store: Store, settings: OfficeSettings): Promise<void> {
  await store.db
    .insertInto('office')
    .values({
      id: settings.office,
      settings: JSON.stringify({ ...settings, revision: 1 }),
      settingsRevision: 1,
      pinKey: 'key of the test office',
      epoch: 'epoch-1',
      feedRevision: 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
