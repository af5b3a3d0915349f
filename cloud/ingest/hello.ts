import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { DownMessage, upMessages } from '#contract/envelope.ts';
import { type EdgeName, upTopic } from '#contract/topic.ts';
import { readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';
import { enterJournal } from './events.ts';
import { setAside } from './set-aside.ts';

export type Hello = z.infer<typeof upMessages.hello>;

/**
 * Takes down what an edge says of itself and answers how its events go on and, when it lacks them, its office's settings. An edge that no longer
 * has the events which come next is read from its first one on; that some are lost for good is written down. `null`: too many journals.
 */
export async function greet(
  db: Kysely<Schema>,
  from: EdgeName,
  hello: Hello,
  { atMs, publicOrigin }: { readonly atMs: number; readonly publicOrigin: string },
): Promise<readonly DownMessage[] | null> {
  const lastSeq = await takeDown(db, from, hello, atMs);
  if (lastSeq === null) return null;
  const { journal } = hello;
  const events: DownMessage =
    hello.last > lastSeq ? { kind: 'resend', body: { journal, from: lastSeq + 1 } } : { kind: 'ack', body: { journal, seq: lastSeq } };
  const office = await readOffice(db, from.office);
  if (!office || (hello.settingsRevision > 0 && hello.settingsRevision >= office.settings.revision)) return [events];
  return [events, { kind: 'settings', body: { settings: office.settings, pinKey: office.pinKey, publicOrigin } }];
}

function takeDown(db: Kysely<Schema>, from: EdgeName, hello: Hello, atMs: number): Promise<number | null> {
  return db.transaction().execute(async (trx) => {
    const entered = await enterJournal(trx, from, hello.journal, atMs);
    if (!entered) return null;
    await trx
      .updateTable('edge')
      .set({ online: 1, lastSeenMs: atMs, settingsRevision: hello.settingsRevision })
      .where('office', '=', from.office)
      .where('id', '=', from.edge)
      .execute();
    const missing = hello.first > entered.lastSeq + 1;
    if (!missing) return entered.lastSeq;
    const lastSeq = hello.first - 1;
    const reason = `events ${entered.lastSeq + 1} to ${lastSeq} of the journal are gone: the edge no longer keeps them`;
    await setAside(trx, atMs, { topic: upTopic(from, 'hello'), reason, payload: JSON.stringify(hello) });
    await trx
      .updateTable('journal')
      .set({ lastSeq })
      .where('office', '=', from.office)
      .where('edge', '=', from.edge)
      .where('id', '=', hello.journal)
      .execute();
    return lastSeq;
  });
}
