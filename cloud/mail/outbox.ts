import type { Store } from '../store/open.ts';
import { compose } from './compose.ts';
import type { MailAttachment, MailDriver, MailOutbox, Sender } from './port.ts';

/** The outbox over the table `mail`. The trial mailbox takes a mail that is due the moment it is queued, so it never waits to be sent. */
export const openOutbox = (sender: Sender & { readonly smtpUrl: string }): MailOutbox => ({
  async queue(trx, letters, nowMs) {
    const rows = letters.map((letter) => {
      const message = compose(letter, sender, nowMs);
      return {
        reservation: letter.reservation.id,
        kind: letter.kind,
        recipient: message.to,
        subject: message.subject,
        text: message.text,
        html: message.html,
        attachments: JSON.stringify(message.attachments),
        state: sender.smtpUrl === 'inbox:' && letter.dueMs <= nowMs ? ('sent' as const) : ('queued' as const),
        attempts: 0,
        nextAttemptMs: letter.dueMs,
        createdMs: nowMs,
      };
    });
    await trx.insertInto('mail').values(rows).execute();
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
export async function sendDueMails(store: Store, driver: MailDriver, nowMs: () => number): Promise<SentMail[]> {
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
    const { recipient: to, subject, text, html } = mail;
    const attachments = JSON.parse(mail.attachments) as MailAttachment[];
    const result = await driver.send({ to, subject, text, html, attachments }, `${mail.id}.${mail.createdMs}`);
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

function afterAttempt(result: Awaited<ReturnType<MailDriver['send']>>, driver: MailDriver, attempts: number, nowMs: number) {
  // Once it left by SMTP there is no reason to keep its links and PIN here.
  if (result.sent)
    return driver.kind === 'inbox' ? { state: 'sent' as const } : { state: 'sent' as const, text: '', html: '', attachments: '[]' };
  if (result.mishap === 'never' || attempts >= attemptsMax) return { state: 'failed' as const };
  return { nextAttemptMs: nowMs + (backoffMs[attempts - 1] ?? backoffMs.at(-1) ?? 0) };
}
