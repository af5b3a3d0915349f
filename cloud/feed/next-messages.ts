import type { Kysely } from 'kysely';
import { type DownMessage, feedChangesMax } from '#contract/envelope.ts';
import type { FedReservation, FeedPosition } from '#contract/reservation.ts';
import { feedNameOf } from '../store/feed-name.ts';
import type { Schema } from '../store/schema.ts';
import { asFed } from './fed-reservation.ts';

export type Course = {
  readonly epoch: string;
  /** The office's newest revision. */
  readonly revision: number;
  /** Whether the edge reads names of positions (P58). */
  readonly named: boolean;
  readonly timeZone: string;
};

/** Messages to send one after another, and the position that the edge acknowledges with the last of them. */
export type Next = { readonly position: FeedPosition; readonly messages: readonly DownMessage[] };

/**
 * The changes after revision `after`, at most `feedChangesMax`; each reservation stands there once, as it is now. The position of a message that
 * reaches the end is the office's newest.
 */
export async function changesAfter(db: Kysely<Schema>, office: string, course: Course, after: number): Promise<Next> {
  const rows = await db
    .selectFrom('reservation')
    .selectAll()
    .where('office', '=', office)
    .where('revision', '>', after)
    .where('revision', '<=', course.revision)
    .orderBy('revision')
    .limit(feedChangesMax)
    .execute();
  const revision = rows.length < feedChangesMax ? course.revision : (rows.at(-1)?.revision ?? course.revision);
  const position = await positionAt(db, office, course, revision);
  const changes = rows.map((row) => asFed(row, course.timeZone)).filter((fed) => fed !== null);
  const afterName = course.named ? await feedNameOf(db, office, after) : null;
  return { position, messages: [{ kind: 'feed', body: { position, after, ...(afterName !== null && { afterName }), changes } }] };
}

/** Everything from today on that edges were ever told of, in as many parts as it takes. `today` is the office's local date. */
export async function wholeSnapshot(db: Kysely<Schema>, office: string, course: Course, today: string): Promise<Next> {
  const rows = await db
    .selectFrom('reservation')
    .selectAll()
    .where('office', '=', office)
    .where('date', '>=', today)
    .where('revision', '>', 0)
    .where('revision', '<=', course.revision)
    .orderBy('revision')
    .execute();
  const position = await positionAt(db, office, course, course.revision);
  const parts = inParts(rows.map((row) => asFed(row, course.timeZone)).filter((fed) => fed !== null));
  const messages = parts.map(
    (reservations, index): DownMessage => ({ kind: 'snapshot', body: { position, part: index + 1, parts: parts.length, reservations } }),
  );
  return { position, messages };
}

async function positionAt(db: Kysely<Schema>, office: string, { epoch, named }: Course, revision: number): Promise<FeedPosition> {
  const name = named ? await feedNameOf(db, office, revision) : null;
  return { epoch, revision, ...(name !== null && { name }) };
}

function inParts(reservations: readonly FedReservation[]): FedReservation[][] {
  const count = Math.max(1, Math.ceil(reservations.length / feedChangesMax));
  return Array.from({ length: count }, (_, part) => reservations.slice(part * feedChangesMax, (part + 1) * feedChangesMax));
}
