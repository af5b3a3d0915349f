import type { Generated } from 'kysely';
import type { PictureType } from '#contract/board.ts';
import type { AdminSchema } from './schema-admin.ts';
import type { StatisticsDayTable } from './schema-statistics.ts';

/**
 * The tables of the cloud, the same on SQLite and PostgreSQL. Instants are milliseconds since 1970 in `…Ms` columns; JSON stands in text columns.
 * Migrations in ./migrations make it; a shape that ever shipped is changed by a further migration only.
 */
export type Schema = AdminSchema & {
  office: OfficeTable;
  edge: EdgeTable;
  feedName: FeedNameTable;
  journal: JournalTable;
  event: EventTable;
  setAside: SetAsideTable;
  reservation: ReservationTable;
  knowledge: KnowledgeTable;
  mail: MailTable;
  ticket: TicketTable;
  counter: CounterTable;
  statisticsDay: StatisticsDayTable;
  bookingCount: BookingCountTable;
  picture: PictureTable;
};

/** One office: its settings, the key under which its PINs are hashed, and the position of its feed. */
export type OfficeTable = {
  id: string;
  /** JSON of OfficeSettings. */
  settings: string;
  settingsRevision: number;
  pinKey: string;
  /** Minted with the database and again whenever an edge proves that the cloud has forgotten something (F17). */
  epoch: string;
  /** The highest `reservation.revision` of the office. */
  feedRevision: number;
};

/** One enrolled edge and how far it has followed. */
export type EdgeTable = {
  office: string;
  id: string;
  /** `scrypt$salt$hash` of its MQTT password; empty when it has none. */
  credential: string;
  /** When a one-time code was last exchanged for the credential; `null` while it has the one made with the database. */
  enrolledMs: number | null;
  /** When an admin took the credential away; `null` again with the next one. */
  revokedMs: number | null;
  /** Cards that were enrolled under this name: each further one replaces another (F18). */
  cards: Generated<number>;
  feedEpoch: string | null;
  /** The feed revision that the edge has journalled. */
  feedRevision: number;
  /** The feed revision up to which messages were ever sent: an edge beyond it proves that the cloud has forgotten something (F17). */
  sentRevision: Generated<number>;
  /** The feed revision that is on its way and until when its acknowledgement is waited for; `null` when nothing is. */
  claimedRevision: number | null;
  claimedUntilMs: number | null;
  /** 1 when its newest hello said that it reads names of positions (P58). */
  readsNames: Generated<number>;
  settingsRevision: number;
  online: number;
  lastSeenMs: number | null;
};

/** The names of an office's newest `feedNamesKept` feed revisions (P55). */
export type FeedNameTable = {
  office: string;
  revision: number;
  name: string;
};

/** One journal of one edge; `lastSeq` is the end of the unbroken run that is committed here. */
export type JournalTable = {
  office: string;
  edge: string;
  id: string;
  lastSeq: number;
  firstSeenMs: number;
  /** `current`: its facts count. `trial`: it is being found out whether the current one is alive too. `fenced`: it is, and this one waits for a technician (F19). `replaced`: history (F18). */
  standing: 'current' | 'trial' | 'fenced' | 'replaced';
  /** When it last said hello. */
  helloMs: number | null;
  /** When its trial began. */
  trialMs: number | null;
  /** When a technician said that this one counts. */
  approvedMs: number | null;
};

/** Every event of every edge, once: the primary key is (office, edge, journal, seq). */
export type EventTable = {
  office: string;
  edge: string;
  journal: string;
  seq: number;
  name: string;
  time: string;
  /** JSON of the whole envelope. */
  envelope: string;
};

/** Messages that did not parse, with the reason (F25). */
export type SetAsideTable = {
  id: Generated<number>;
  receivedMs: number;
  topic: string;
  reason: string;
  payload: string;
};

/**
 * One reservation for its whole life. (office, service, startMs, seat) is unique among the states that occupy a seat:
 * the database itself refuses one reservation too many. Name, e-mail and PIN are emptied 48 h after the slot.
 */
export type ReservationTable = {
  id: string;
  office: string;
  service: string;
  /** Local date of the slot; PINs are unique by (office, date) among live reservations. */
  date: string;
  startMs: number;
  endMs: number;
  seat: number;
  state: 'held' | 'confirmed' | 'checkedIn' | 'fulfilled' | 'expired' | 'cancelled' | 'lapsed' | 'noShow';
  name: string | null;
  email: string | null;
  lang: string;
  pin: string | null;
  pinHash: string | null;
  /** SHA-256 of the token in the confirmation link, hex. */
  confirmToken: string;
  /** SHA-256 of the token in the manage link; `null` until confirmed. */
  manageToken: string | null;
  /** Changes that edges are told of raise it to the office's next feed revision; 0 was never fed. */
  revision: number;
  createdMs: number;
  holdExpiresMs: number;
  confirmedMs: number | null;
  endedMs: number | null;
  /** A cancelled reservation's seat is offered again from then on (booking rule: after a random 1-15 min). */
  seatReturnsMs: number | null;
  /** What the office gave at check-in, e.g. `A15`. */
  ticketNumber: string | null;
  /** How often the citizen asked for more time to confirm. */
  holdExtensions: number;
  /** Where the last move came from and when it was made, so that it can be taken back for a while. */
  movedFromMs: number | null;
  movedMs: number | null;
};

/** JSON of the Knowledge (contract/merge) of a reservation of which an edge has told: both outcomes of every conflict stay written down (F20). */
export type KnowledgeTable = {
  reservation: string;
  known: string;
  /**
   * The revision of the row for which an edge's word of a forgotten list stands, and the one at which that edge had been told so, and when:
   * milliseconds since 1970 by the cloud's clock (F17).
   */
  recalledAs: number | null;
  toldAt: number | null;
  toldMs: Generated<number | null>;
};

/** The mail outbox; a row leaves `queued` once. */
export type MailTable = {
  id: Generated<number>;
  reservation: string | null;
  kind: 'hold' | 'address' | 'confirmed' | 'cancelled' | 'moved' | 'restored' | 'reminder' | 'toMove' | 'calledOff' | 'overruled';
  recipient: string;
  /** JSON of what the letter tells, from which its mail is written when it leaves; `null` when it was written already, and when it has left by SMTP. */
  told: string | null;
  /** The mail as it was written before 0014; empty otherwise. */
  subject: string;
  text: string;
  html: string;
  /** JSON of `[{filename, contentType, content}]`. */
  attachments: string;
  state: 'queued' | 'sent' | 'failed';
  attempts: number;
  nextAttemptMs: number;
  createdMs: number;
};

/** Read model of every ticket, folded from events: the live queue, the phone view, the statistics. */
export type TicketTable = {
  office: string;
  edge: string;
  day: string;
  ordinal: number;
  number: string;
  service: string;
  token: string;
  state: 'waiting' | 'called' | 'parked' | 'served' | 'noShow' | 'expired';
  counter: number | null;
  reservation: string | null;
  issuedMs: number;
  calledMs: number | null;
  endedMs: number | null;
};

/** What limits on bookings are counted by where the cloud is several processes; `key` tells nobody whom it counts. */
export type BookingCountTable = {
  key: string;
  number: number;
  endsMs: number;
};

/** A picture of the board's notices, named by what is in it; `data` is base64. */
export type PictureTable = {
  office: string;
  name: string;
  type: PictureType;
  width: number;
  height: number;
  data: string;
  takenMs: number;
};

/** Read model of the counters. */
export type CounterTable = {
  office: string;
  edge: string;
  number: number;
  state: 'open' | 'closed';
  ticket: string | null;
};
