import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { messageOf } from './letters.ts';
import type { InboxMessage, MailDriver, Sender } from './port.ts';

/** Keeps mails instead of sending them: they stay in the table `mail` and are read at /inbox. */
export const inboxDriver: MailDriver = { kind: 'inbox', send: async () => ({ sent: true }) };

/** Mails shown at once at most. */
const inboxMax = 200;

/** The newest mails first. */
export async function readInbox(db: Kysely<Schema>, sender: Sender): Promise<InboxMessage[]> {
  const rows = await db.selectFrom('mail').selectAll().where('state', '=', 'sent').orderBy('id', 'desc').limit(inboxMax).execute();
  const messages: InboxMessage[] = [];
  for (const row of rows) {
    const message = await messageOf(db, row, sender);
    if (message !== null) messages.push({ ...message, id: row.id, createdMs: row.createdMs });
  }
  return messages;
}
