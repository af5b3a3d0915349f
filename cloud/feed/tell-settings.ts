import type { Transaction } from 'kysely';
import type { DownMessage } from '#contract/envelope.ts';
import type { Recorded } from '#contract/event.ts';
import { type EdgeName, edgeRoot } from '#contract/topic.ts';
import type { CloudClock } from '../clock.ts';
import type { Sent } from '../link/port.ts';
import type { Store } from '../store/open.ts';
import { readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';
import { toldSettings } from '../store/told-settings.ts';

/** An edge that has not taken up settings after this is told of them again. */
export const settingsAgainMs = 30_000;

export type SettingsOptions = {
  readonly store: Store;
  readonly clock: CloudClock;
  readonly publicOrigin: string;
  readonly send: (to: EdgeName, message: DownMessage) => Promise<Sent>;
};

/** Brings changed settings to the edges. One that is offline is told when it says hello. */
export type SettingsTeller = {
  /** New settings of this office were committed: its edges that are online are told at once. */
  tell(office: string): Promise<void>;
  /** Tells every edge that is online and behind, each at most every `settingsAgainMs`; harmless to call often. */
  tellAll(): Promise<void>;
};

/** Nobody was told of anything yet. */
export function createSettingsTeller({ store, clock, publicOrigin, send }: SettingsOptions): SettingsTeller {
  /** When each edge was last told, and of which revision; there are as many as edges that were ever behind. */
  const told = new Map<string, { readonly revision: number; readonly atMs: number }>();
  const tellBehind = async (isAsked: (office: string) => boolean, isAgain: boolean): Promise<void> => {
    for (const { office, edge, revision } of await behind(store)) {
      const name = { office, edge };
      const last = told.get(edgeRoot(name));
      const isEarly = isAgain && last?.revision === revision && clock.now() - last.atMs < settingsAgainMs;
      const known = isAsked(office) && !isEarly ? await readOffice(store.db, office) : null;
      if (!known) continue;
      told.set(edgeRoot(name), { revision, atMs: clock.now() });
      for (const message of toldSettings(known, publicOrigin)) await send(name, message);
    }
  };
  return {
    tell: (office) => tellBehind((one) => one === office, false),
    tellAll: () => tellBehind(() => true, true),
  };
}

/** An edge says in its journal which settings it works by from then on. */
export async function followSettings(trx: Transaction<Schema>, { office, edge }: EdgeName, facts: readonly Recorded[]): Promise<void> {
  const applied = facts.findLast((fact) => fact.name === 'settings.applied');
  if (applied?.name !== 'settings.applied') return;
  const { revision } = applied.data.settings;
  await trx.updateTable('edge').set({ settingsRevision: revision }).where('office', '=', office).where('id', '=', edge).execute();
}

async function behind(store: Store): Promise<{ office: string; edge: string; revision: number }[]> {
  return store.db
    .selectFrom('edge')
    .innerJoin('office', 'office.id', 'edge.office')
    .select(['edge.office', 'edge.id as edge', 'office.settingsRevision as revision'])
    .where('edge.online', '=', 1)
    .whereRef('edge.settingsRevision', '<', 'office.settingsRevision')
    .orderBy('edge.office')
    .orderBy('edge.id')
    .execute();
}
