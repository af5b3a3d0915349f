import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { InboxMessage, MailAttachment, MailDriver } from './port.ts';

/** Keeps mails instead of sending them: they stay in the table `mail` and are read at /inbox. */
export const inboxDriver: MailDriver = { kind: 'inbox', send: async () => ({ sent: true }) };

/** Mails shown at once at most. */
const inboxMax = 200;

/** The newest mails first. */
export async function readInbox(db: Kysely<Schema>): Promise<InboxMessage[]> {
  const rows = await db.selectFrom('mail').selectAll().where('state', '=', 'sent').orderBy('id', 'desc').limit(inboxMax).execute();
  return rows.map((row) => ({
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    text: row.text,
    html: row.html,
    attachments: JSON.parse(row.attachments) as MailAttachment[],
    createdMs: row.createdMs,
  }));
}
