import * as z from 'zod';
import { BoardName, BoardSettings, noticesMax, PictureName, PictureType, pictureBytesMax } from './board.ts';
import { factOfType, type Recorded, wireType } from './event.ts';
import { EventName, eventNamesMax } from './event-name.ts';
import { FedReservation, FeedName, FeedPosition, Instant } from './reservation.ts';
import { OfficeSettings } from './settings.ts';
import { JournalId, Today } from './today.ts';

/** The protocol's version; it stands in every topic. */
export const protocolVersion = 1;
/** Events in one message at most, and the bytes after which a batch is closed earlier. */
export const batchEventsMax = 64;
export const batchBytesMax = 128 * 1024;
/** Reservations in one feed or snapshot message at most. */
export const feedChangesMax = 200;
/** Characters of a message that either side still reads; a longer one is set aside (F25). */
export const messageLengthMax = 512 * 1024;

const seq = z.int().min(0);
/** Forms that one side reads; what the other does not know it leaves alone. */
const forms = z.array(z.string().max(32)).max(8).optional();

/** One event on its way: CloudEvents 1.0 names (`id source type time data`) and where it stands in its journal. */
export const Envelope = z.strictObject({
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().regex(/^fronta\.[a-z]+\.[a-z-]+\.v\d+$/),
  time: Instant,
  data: z.record(z.string(), z.unknown()),
  journal: JournalId,
  seq: z.int().min(1),
  steadyMs: z.int().min(0),
  boot: z.int().min(1),
  clockTrusted: z.boolean(),
});
export type Envelope = z.infer<typeof Envelope>;

/** Messages edge -> cloud, by the last word of their topic. */
export const upMessages = {
  /** Said on every connect: what I am, what I have, what I know. */
  hello: z
    .strictObject({
      journal: JournalId,
      first: seq,
      last: seq,
      boot: z.int().min(1),
      feed: FeedPosition.nullable(),
      settingsRevision: z.int().min(0),
      protocol: z.int().min(1),
      software: z.string(),
      /** Said only to a cloud that reads names, for one made before refuses a hello with a key that it does not know (P58). */
      reads: forms,
      /** The name of the board that it has, `null` for none; said only to a cloud that reads it (P59). */
      board: BoardName.nullable().optional(),
      /** It is not what the cloud has: the names of the cloud's events up to this one are wanted, and nothing else (P62). */
      past: z.int().min(1).optional(),
    })
    // A cloud goes on from the first entry that is kept: one beyond the end would have it forget entries that nobody lost (P17).
    .refine(({ first, last }) => first <= last + 1, 'the journal begins beyond its end'),
  events: z.strictObject({ journal: JournalId, events: z.array(Envelope).min(1).max(batchEventsMax) }),
  /** Retained; `offline` is the last will. */
  status: z.strictObject({ state: z.enum(['online', 'offline']), at: Instant.nullable() }),
  'feed-ack': FeedPosition,
  /** Pictures of the board that the edge does not have yet. */
  want: z.strictObject({ pictures: z.array(PictureName).min(1).max(noticesMax) }),
} as const;

/** Messages cloud -> edge, by the last word of their topic. */
export const downMessages = {
  /** Cumulative: everything up to `seq` of this journal is committed in the cloud. Answering a hello it says the name of that event (P61). */
  ack: z.strictObject({ journal: JournalId, seq, name: EventName.optional() }),
  /** A gap was seen: send again from `from`. Answering a hello it says the name of the event before (P61). */
  resend: z.strictObject({ journal: JournalId, from: z.int().min(1), name: EventName.optional() }),
  /** The names of this journal's events from `first` on, as the cloud has them; `null` for one that it could not read (P62). */
  past: z.strictObject({ journal: JournalId, first: z.int().min(1), names: z.array(EventName.nullable()).max(eventNamesMax) }),
  /** Changes after revision `after`, which is named `afterName`, in order; the position reached is that of the message. */
  feed: z.strictObject({
    position: FeedPosition,
    after: seq,
    afterName: FeedName.optional(),
    changes: z.array(FedReservation).max(feedChangesMax),
  }),
  /** Everything live at `position`, in `parts` messages; the position counts only with the last part. */
  snapshot: z.strictObject({
    position: FeedPosition,
    part: z.int().min(1),
    parts: z.int().min(1),
    reservations: z.array(FedReservation).max(feedChangesMax),
  }),
  settings: z.strictObject({ settings: OfficeSettings, pinKey: z.string().min(1), publicOrigin: z.url() }),
  /** The part of the settings that `settings` must leave out. Pictures are named only; the edge asks for those it lacks. */
  board: z.strictObject({ revision: z.int().min(0), board: BoardSettings }),
  picture: z.strictObject({ name: PictureName, type: PictureType, data: z.base64().max(Math.ceil(pictureBytesMax / 3) * 4) }),
  request: z.strictObject({ want: z.enum(['hello']) }),
  /** What other journals of this edge have said of today, for the edge that comes with this new one (F18). */
  state: z.strictObject({ journal: JournalId, today: Today }),
  /** Staff of this edge stopped giving tickets on this day, before the new journal came (F18). */
  stopped: z.strictObject({ journal: JournalId, day: z.iso.date() }),
  /** Two edges speak under one name: `journal` is not listened to until a technician approves it, `by` is (F19). */
  fence: z.strictObject({ journal: JournalId, by: JournalId, since: Instant }),
} as const;

/**
 * What the cloud reads besides the plain JSON of the first edges. `deflate`: messages in the zlib format (RFC 1950), whose first byte is never that
 * of JSON (P42). `names`: named positions of the feed (P58). `board`: the name of an edge's board in its hello (P59).
 * `past`: that an edge asks for the names of its events (P62).
 */
export const cloudReads = ['deflate', 'names', 'board', 'past'] as const;
/** And what an edge reads: the cloud says names of positions (`names`) and of events (`past`) to nobody else. */
export const edgeReads = ['names', 'past'] as const;

/** Retained on `fronta/1/cloud/status`: lets an edge tell "broker up, cloud down". */
export const CloudStatus = z.strictObject({
  state: z.enum(['online', 'offline']),
  at: Instant.nullable(),
  /** Nothing else may be sent besides the plain JSON of the first edges. */
  reads: forms,
});

export type UpKind = keyof typeof upMessages;
export type DownKind = keyof typeof downMessages;
export type UpMessage = { [Kind in UpKind]: { readonly kind: Kind; readonly body: z.infer<(typeof upMessages)[Kind]> } }[UpKind];
export type DownMessage = { [Kind in DownKind]: { readonly kind: Kind; readonly body: z.infer<(typeof downMessages)[Kind]> } }[DownKind];

/** Puts a journalled fact into its envelope. `source` is `fronta/1/<office>/<edge>`. */
export function seal(recorded: Recorded, journal: string, source: string): Envelope {
  return {
    id: `${journal}:${recorded.seq}`,
    source,
    type: wireType(recorded.name),
    time: recorded.time,
    data: recorded.data,
    journal,
    seq: recorded.seq,
    steadyMs: recorded.steadyMs,
    boot: recorded.boot,
    clockTrusted: recorded.clockTrusted,
  };
}

/** Takes a journalled fact out of its envelope, or says why it is none. All but what the fact says was read with the envelope. */
export function unseal(envelope: Envelope): { readonly recorded: Recorded } | { readonly reason: string } {
  const { type, seq, time, steadyMs, boot, clockTrusted } = envelope;
  const known = factOfType(type);
  if (known === null) return { reason: `${type}: no such event is known` };
  const { name, fact } = known;
  const parsed = fact.safeParse(envelope.data);
  if (!parsed.success) return { reason: `${type}: ${z.prettifyError(parsed.error)}` };
  return { recorded: { name, data: parsed.data, seq, time, steadyMs, boot, clockTrusted } as Recorded };
}
