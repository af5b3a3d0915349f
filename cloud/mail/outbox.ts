import { insertRecordset, isOnPostgres } from '../store/insert-recordset.ts';
import { rowsInserter } from '../store/insert-rows.ts';
import type { Store } from '../store/open.ts';
import type { MailTable } from '../store/schema.ts';
import { lettered, messageOf, nothingTold } from './letters.ts';
import type { MailDriver, MailOutbox, MailResult, Sender } from './port.ts';

const insertMails = rowsInserter<Omit<MailTable, 'id'>>((db, rows) => db.insertInto('mail').values(rows));

/**
 * The outbox over the table `mail`: it keeps what each letter tells, and the mail is written when it leaves. The trial mailbox takes a mail that is due the
 * moment it is queued, so it never waits to be sent.
 */
export const openOutbox = ({ smtpUrl }: { readonly smtpUrl: string }): MailOutbox => ({
  async queue(trx, letters, nowMs) {
    const isTaken = (dueMs: number): boolean => smtpUrl === 'inbox:' && dueMs <= nowMs;
    const rows = letters.map((letter) => ({
      ...lettered(letter),
      state: isTaken(letter.dueMs) ? ('sent' as const) : ('queued' as const),
      attempts: 0,
      createdMs: nowMs,
    }));
    await (isOnPostgres(trx) ? insertRecordset(trx, 'mail', rows) : insertMails(trx, rows));
  },
  async withdraw(trx, reservation, kinds) {
    await trx.deleteFrom('mail').where('reservation', '=', reservation).where('kind', 'in', kinds).where('state', '=', 'queued').execute();
  },
});

/** Mails sent in one run at most. */
const sendBatchMax = 50;
/** A mail being sent is left to its sender for so long; then another run may take it. */
const claimMs = 5 * 60_000;
/** Waiting after each failed attempt; the last one repeats until `attemptsMax`. */
const backoffMs = [30_000, 60_000, 120_000, 300_000, 900_000, 1_800_000, 3_600_000];
/** About three days of hourly attempts. */
const attemptsMax = 80;

export type SentMail = { readonly reservation: string | null; readonly kind: string };

/**
 * Sends the mails that are due, oldest first; answers those that left. A mail that cannot leave is tried again later (F26). Two runs at once, also
 * of two processes, never take the same mail: a run claims it first. When the server's answer got lost, the mail goes again under the same
 * Message-ID, by which mailboxes know it again.
 */
export async function sendDueMails(store: Store, driver: MailDriver, sender: Sender, nowMs: () => number): Promise<SentMail[]> {
  const due = await store.db
    .selectFrom('mail')
    .selectAll()
    .where('state', '=', 'queued')
    .where('nextAttemptMs', '<=', nowMs())
    .orderBy('id')
    .limit(sendBatchMax)
    .execute();
  const sent: SentMail[] = [];
  for (const mail of due) {
    const claim = await store.db
      .updateTable('mail')
      .set({ nextAttemptMs: nowMs() + claimMs, attempts: mail.attempts + 1 })
      .where('id', '=', mail.id)
      .where('state', '=', 'queued')
      .where('attempts', '=', mail.attempts)
      .executeTakeFirst();
    if (claim.numUpdatedRows === 0n) continue;
    const message = await messageOf(store.db, mail, sender);
    const result = message === null ? ofNobody : await driver.send(message, `${mail.id}.${mail.createdMs}`);
    if (result.sent) sent.push({ reservation: mail.reservation, kind: mail.kind });
    await store.db
      .updateTable('mail')
      .set(afterAttempt(result, driver, mail.attempts + 1, nowMs()))
      .where('id', '=', mail.id)
      .execute();
    if (!result.sent && result.mishap === 'away') break;
  }
  return sent;
}

const ofNobody: MailResult = { sent: false, mishap: 'never', reason: 'its office is not known' };

function afterAttempt(result: MailResult, driver: MailDriver, attempts: number, nowMs: number) {
  if (result.sent) return { state: 'sent' as const, ...(driver.kind === 'inbox' ? {} : nothingTold) };
  if (result.mishap === 'never' || attempts >= attemptsMax) return { state: 'failed' as const };
  return { nextAttemptMs: nowMs + (backoffMs[attempts - 1] ?? backoffMs.at(-1) ?? 0) };
}
