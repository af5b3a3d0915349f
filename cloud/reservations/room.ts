import type { Selectable, Transaction } from 'kysely';
import { Language } from '#contract/language.ts';
import type { CloudClock } from '../clock.ts';
import type { Letter, LetterKind, MailOutbox } from '../mail/port.ts';
import type { Store } from '../store/open.ts';
import { type Office, readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';
import type { Reservation } from './port.ts';
import { writeInstant } from './slots.ts';

/** What the room's operations work with. */
export type Room = {
  readonly store: Store;
  readonly clock: CloudClock;
  readonly mail: MailOutbox;
  /** Sends what is due; called after each commit that queued a mail. */
  deliver(): Promise<void>;
  /** Called after each commit that edges must hear of. */
  changed(office: string): void;
};

export type Trx = Transaction<Schema>;
export type Row = Selectable<Schema['reservation']>;

/** A row as its owner may see it. */
export function present(row: Row, { settings }: Office): Reservation {
  const service = settings.services.find((candidate) => candidate.id === row.service);
  if (service === undefined) throw new Error(`reservation ${row.id} is for service "${row.service}", which ${row.office} no longer has`);
  const undoable = row.state === 'cancelled' && row.confirmedMs !== null && row.endedMs !== null;
  return {
    id: row.id,
    office: settings,
    service,
    state: row.state,
    start: writeInstant(settings, row.startMs),
    end: writeInstant(settings, row.endMs),
    startMs: row.startMs,
    endMs: row.endMs,
    holdExpires: writeInstant(settings, row.holdExpiresMs),
    holdExpiresMs: row.holdExpiresMs,
    name: row.name,
    email: row.email,
    lang: Language.catch('cs').parse(row.lang),
    pin: row.pin,
    revision: row.revision,
    undoUntilMs: undoable ? Number(row.endedMs) + settings.policies.undoCancelMinutes * 60_000 : null,
  };
}

/** The office of a row; a row without one is a bug. */
export async function officeOf(room: Room, row: Row): Promise<Office> {
  const office = await readOffice(room.store.db, row.office);
  if (office === null) throw new Error(`reservation ${row.id} belongs to no office`);
  return office;
}

/** Queues a mail about the row as it stands now, unless its personal data are gone. */
export async function tell(room: Room, trx: Trx, kind: LetterKind, row: Row, office: Office, token: string, dueMs?: number): Promise<void> {
  if (row.email === null) return;
  const nowMs = room.clock.now();
  const reservation: Letter['reservation'] = {
    id: row.id,
    service: row.service,
    startMs: row.startMs,
    endMs: row.endMs,
    email: row.email,
    name: row.name ?? '',
    lang: Language.catch('cs').parse(row.lang),
    pin: row.pin,
    holdExpiresMs: row.holdExpiresMs,
    revision: row.revision,
  };
  await room.mail.queue(trx, { kind, office: office.settings, reservation, token, dueMs: dueMs ?? nowMs }, nowMs);
}

const reminderAheadMs = 24 * 3_600_000;
/** A reminder so soon after the confirmation would only annoy. */
const reminderGapMs = 2 * 3_600_000;

/** Puts the reminder of the day before in the outbox, in place of an earlier one. */
export async function planReminder(room: Room, trx: Trx, row: Row, office: Office, token: string): Promise<void> {
  await room.mail.withdraw(trx, row.id, ['reminder']);
  const dueMs = row.startMs - reminderAheadMs;
  if (dueMs > room.clock.now() + reminderGapMs) await tell(room, trx, 'reminder', row, office, token, dueMs);
}
