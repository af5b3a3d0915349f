import type { z } from 'zod';
import type { DownMessage, upMessages } from '#contract/envelope.ts';
import { type EdgeName, upTopic } from '#contract/topic.ts';
import type { Store } from '../store/open.ts';
import { readOffice } from '../store/read-office.ts';
import { inSharedCommit } from '../store/share-commits.ts';
import { toldSettings } from '../store/told-settings.ts';
import { enterJournal } from './events.ts';
import { messagesSetAside } from './metrics.ts';
import { namesOfEvents } from './names-of-events.ts';
import { setAside } from './set-aside.ts';
import { judgeHello, type Verdict } from './standing.ts';
import { stoppedBefore } from './stopped.ts';
import { todayFor } from './today.ts';

export type Hello = z.infer<typeof upMessages.hello>;

export type Greeting = {
  readonly answers: readonly DownMessage[];
  /** Whether this journal counts: only then does the feed go on with it. */
  readonly accepted: boolean;
  /** A trial has begun: everybody of this name shall say hello, now and at its end. */
  readonly trial: boolean;
  /** Another journal counts from now on than did before: who has it shall say hello. */
  readonly ask: boolean;
};

/**
 * Takes down what an edge says of itself and answers how its events go on and its office's settings, of which the edge takes what differs. An edge that no longer
 * has the events which come next is read from its first one on; that some are lost for good is written down. One whose journal does not count
 * is told so and nothing else (F19). `null`: too many journals.
 */
export async function greet(
  store: Store,
  from: EdgeName,
  hello: Hello,
  { atMs, publicOrigin }: { readonly atMs: number; readonly publicOrigin: string },
): Promise<Greeting | null> {
  const { db } = store;
  const taken = await takeDown(store, from, hello, atMs);
  if (taken === null) return null;
  const { journal } = hello;
  const { lastSeq, verdict } = taken;
  if (verdict.kind === 'trial') return { answers: [], accepted: false, trial: verdict.begins, ask: false };
  const fence: DownMessage[] =
    verdict.kind === 'fence'
      ? [{ kind: 'fence', body: { journal: verdict.journal, by: verdict.by, since: new Date(verdict.sinceMs).toISOString() } }]
      : [];
  if (verdict.kind === 'fence' && verdict.journal === journal) return { answers: fence, accepted: false, trial: false, ask: verdict.isNew };
  if (hello.past !== undefined)
    return { answers: [await pastOf(db, from, journal, Math.min(hello.past, lastSeq))], accepted: false, trial: false, ask: false };
  const events = await goingOn(db, from, hello, lastSeq);
  const office = await readOffice(db, from.office);
  const settings: DownMessage[] = office ? toldSettings(office, publicOrigin, hello.board) : [];
  const today = await todayFor(db, from, journal, atMs);
  const state: DownMessage[] = today ? [{ kind: 'state', body: { journal, today } }] : [];
  const day = await stoppedBefore(db, from, journal, atMs);
  const stopped: DownMessage[] = day === null ? [] : [{ kind: 'stopped', body: { journal, day } }];
  return { answers: [...fence, events, ...settings, ...state, ...stopped], accepted: true, trial: false, ask: false };
}

/** How its events go on, and for an edge that reads it the name of the last one here: a journal that has another one there is an older copy (P61). */
async function goingOn(db: Store['db'], from: EdgeName, { journal, last, reads }: Hello, lastSeq: number): Promise<DownMessage> {
  const name = reads?.includes('past') && lastSeq > 0 ? (await namesOfEvents(db, from, journal, lastSeq, 1)).names[0] : null;
  const named = name ? { name } : {};
  return last > lastSeq
    ? { kind: 'resend', body: { journal, from: lastSeq + 1, ...named } }
    : { kind: 'ack', body: { journal, seq: lastSeq, ...named } };
}

async function pastOf(db: Store['db'], from: EdgeName, journal: string, upTo: number): Promise<DownMessage> {
  const { first, names } = await namesOfEvents(db, from, journal, upTo);
  return { kind: 'past', body: { journal, first, names: [...names] } };
}

/** A fleet that comes back says hello all at once: those that wait share a commit. */
function takeDown(
  store: Store,
  from: EdgeName,
  hello: Hello,
  atMs: number,
): Promise<{ readonly lastSeq: number; readonly verdict: Verdict } | null> {
  return inSharedCommit(store, async (trx) => {
    const entered = await enterJournal(trx, from, hello.journal, atMs);
    if (!entered) return null;
    const verdict = await judgeHello(trx, from, hello.journal, atMs);
    const counts = verdict.kind === 'accepted' || (verdict.kind === 'fence' && verdict.journal !== hello.journal);
    if (!counts) return { lastSeq: entered.lastSeq, verdict };
    await trx
      .updateTable('edge')
      .set({
        online: 1,
        lastSeenMs: atMs,
        settingsRevision: hello.settingsRevision,
        readsNames: hello.reads?.includes('names') ? 1 : 0,
      })
      .where('office', '=', from.office)
      .where('id', '=', from.edge)
      .execute();
    const missing = hello.first > entered.lastSeq + 1;
    if (!missing) return { lastSeq: entered.lastSeq, verdict };
    const lastSeq = hello.first - 1;
    const reason = `events ${entered.lastSeq + 1} to ${lastSeq} of the journal are gone: the edge no longer keeps them`;
    messagesSetAside.inc();
    await setAside(trx, atMs, { topic: upTopic(from, 'hello'), reason, payload: JSON.stringify(hello) });
    await trx
      .updateTable('journal')
      .set({ lastSeq })
      .where('office', '=', from.office)
      .where('edge', '=', from.edge)
      .where('id', '=', hello.journal)
      .execute();
    return { lastSeq, verdict };
  });
}
