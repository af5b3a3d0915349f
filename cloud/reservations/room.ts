import type { Kysely, Selectable, Transaction } from 'kysely';
import { type Language, languages } from '#contract/language.ts';
import type { CloudClock } from '../clock.ts';
import type { Letter, LetterKind, MailOutbox } from '../mail/port.ts';
import type { Store } from '../store/open.ts';
import { type Office, readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';
import type { Reservation } from './port.ts';
import { hasHour, writeInstant } from './slots.ts';

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
  const service = settings.services.find((candidate) => candidate.id === row.service) ?? formerService(row.service);
  // What the office called off for want of the hour cannot be undone: the hour is no longer there.
  const undoable = row.state === 'cancelled' && row.confirmedMs !== null && row.endedMs !== null && hasHour(settings, row);
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
    lang: languageOf(row),
    pin: row.pin,
    revision: row.revision,
    holdExtensionsLeft: row.state === 'held' ? holdExtensionsMax - row.holdExtensions : 0,
    moveUndo: moveUndoOf(row, settings.policies.undoCancelMinutes),
    undoUntilMs: undoable ? Number(row.endedMs) + settings.policies.undoCancelMinutes * 60_000 : null,
  };
}

/** A hold is given its time again so often at most. */
export const holdExtensionsMax = 3;

/** The way back after a move, as long as a cancel could be undone. */
function moveUndoOf(row: Row, undoMinutes: number): Reservation['moveUndo'] {
  if (row.state !== 'confirmed' || row.movedFromMs === null || row.movedMs === null) return null;
  const startMs = row.movedFromMs;
  return { startMs, endMs: startMs + row.endMs - row.startMs, untilMs: Math.min(row.movedMs + undoMinutes * 60_000, startMs) };
}

/** Of a service that the office has given up since, only its id is left to show. */
const formerService = (id: string): Reservation['service'] => ({
  id,
  letter: 'X',
  name: { cs: id, en: id, de: id },
  bring: { cs: '', en: '', de: '' },
  meanServiceSeconds: 600,
  dailyQuota: null,
});

/** The office of a row; a row without one is a bug. */
export async function officeOf(room: Room, row: Row, db: Kysely<Schema> = room.store.db): Promise<Office> {
  const office = await readOffice(db, row.office);
  if (office === null) throw new Error(`reservation ${row.id} belongs to no office`);
  return office;
}

/** Queues a mail about the row as it stands now, unless its personal data are gone. */
export async function tell(room: Room, trx: Trx, kind: LetterKind, row: Row, office: Office, token: string, dueMs?: number): Promise<void> {
  if (row.email === null) return;
  const nowMs = room.clock.now();
  await room.mail.queue(trx, [{ kind, office: office.settings, reservation: letterOf(row), token, dueMs: dueMs ?? nowMs }], nowMs);
}

/** A row of an older cloud may have another one. */
const languageOf = ({ lang }: Pick<Row, 'lang'>): Language => languages.find((one) => one === lang) ?? 'cs';

/** What of a row a mail tells. */
export const letterOf = (row: Row): Letter['reservation'] => ({
  id: row.id,
  service: row.service,
  startMs: row.startMs,
  endMs: row.endMs,
  email: row.email ?? '',
  name: row.name ?? '',
  lang: languageOf(row),
  pin: row.pin,
  holdExpiresMs: row.holdExpiresMs,
  revision: row.revision,
  movedFromMs: row.movedFromMs,
});

const reminderAheadMs = 24 * 3_600_000;
/** A reminder so soon after the confirmation would only annoy. */
const reminderGapMs = 2 * 3_600_000;

/** Puts the reminder of the day before in the outbox, in place of an earlier one. */
export async function planReminder(room: Room, trx: Trx, row: Row, office: Office, token: string): Promise<void> {
  await room.mail.withdraw(trx, row.id, ['reminder']);
  const dueMs = row.startMs - reminderAheadMs;
  if (dueMs > room.clock.now() + reminderGapMs) await tell(room, trx, 'reminder', row, office, token, dueMs);
}
