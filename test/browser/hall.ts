import type { CloudUnderTest } from '../cloud/cloud-under-test.ts';

/** Of the second who waits, A4. */
export const ticketToken = 'listek-cislo-dva';

/** An edge that is online, three counters and a few who wait, on 18 December 2026. */
export async function openHall(cloud: CloudUnderTest): Promise<void> {
  const { db } = cloud.store;
  const edge = { office: 'krumlov', edge: 'kiosk-1' };
  for (const table of ['ticket', 'counter', 'edge'] as const) await db.deleteFrom(table).execute();
  const feed = { feedEpoch: null, feedRevision: 0, settingsRevision: 0 };
  await db
    .insertInto('edge')
    .values({ office: 'krumlov', id: 'kiosk-1', credential: '', ...feed, online: 1, lastSeenMs: cloud.clock.now() })
    .execute();
  for (const number of [1, 2, 3])
    await db
      .insertInto('counter')
      .values({ ...edge, number, state: 'open', ticket: number < 3 ? `A${number}` : null })
      .execute();
  for (const [index, service] of ['vozidla', 'vozidla', 'ridici', 'vozidla'].entries()) {
    const plain = { counter: null, reservation: null, calledMs: null, endedMs: null, issuedMs: cloud.clock.now() + index };
    const token = index === 1 ? ticketToken : `listek-cislo-x${index}`;
    const number = `${service === 'ridici' ? 'C' : 'A'}${index + 3}`;
    await db
      .insertInto('ticket')
      .values({ ...edge, day: '2026-12-18', ordinal: index + 1, number, service, token, state: 'waiting', ...plain })
      .execute();
  }
}
