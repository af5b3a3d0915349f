import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { exampleOffice } from '#contract/example-office.ts';
import { type EdgeName, edgeUsername } from '#contract/topic.ts';
import type { Store } from '../../cloud/store/open.ts';
import { systemClock } from '../../edge/clock/system.ts';
import { mqttLink } from '../../edge/link/mqtt.ts';
import { type FleetOffice, fleetOffice } from '../bench/fleet/fleet-office.ts';

export type Town = { readonly name: EdgeName; readonly journal: string; readonly office: FleetOffice };

/** A journal of its own for each town, 32 hexadecimal digits. */
const journalOf = (office: string): string => createHash('sha256').update(office).digest('hex').slice(0, 32);

/** Puts an office and its edge into the store; at the broker it is known by its user name. */
export async function enrolTown(store: Store, { office, edge }: EdgeName): Promise<void> {
  const settings = JSON.stringify({ ...exampleOffice, office, revision: 1 });
  const first = { settingsRevision: 1, pinKey: 'f'.repeat(64), epoch: 'e'.repeat(32), feedRevision: 0 };
  await store.db
    .insertInto('office')
    .values({ id: office, settings, ...first })
    .execute();
  const nothingYet = { feedEpoch: null, feedRevision: 0, settingsRevision: 0, online: 0, lastSeenMs: null };
  await store.db
    .insertInto('edge')
    .values({ office, id: edge, credential: '', ...nothingYet })
    .execute();
}

type Place = { readonly folder: string; readonly brokerPort: number; readonly password: string; readonly at: string };

/** A real core, outbox and link in this process, open and at the broker; it ends with the test. */
export async function openTown(t: ExecutionContext, name: EdgeName, { folder, brokerPort, password, at }: Place): Promise<Town> {
  const passwordFile = join(folder, `${name.office}.password`);
  writeFileSync(passwordFile, password);
  const clock = systemClock({ startAt: Date.parse(at), resume: null });
  const link = mqttLink({
    name,
    url: `mqtt://127.0.0.1:${brokerPort}`,
    username: edgeUsername(name),
    passwordFile,
    caFile: null,
    now: () => clock.now().wall,
    after: clock.after,
  });
  const journal = journalOf(name.office);
  const office = fleetOffice({ name, journal, link, clock, acknowledged: () => undefined });
  const stopTicking = clock.every(1_000, office.tick);
  t.teardown(async () => {
    stopTicking();
    await office.close();
  });
  await office.open();
  return { name, journal, office };
}
