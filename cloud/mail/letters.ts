import type { Kysely, Selectable } from 'kysely';
import { readOffice } from '../store/read-office.ts';
import type { Schema } from '../store/schema.ts';
import { compose } from './compose.ts';
import type { Letter, MailAttachment, MailMessage, Sender } from './port.ts';

type Mail = Selectable<Schema['mail']>;

/** What stands in `mail.told`: all of a letter but what stands beside it in the row, and the office's settings, which stand in the office. */
type Told = Omit<Letter['reservation'], 'id' | 'email'> & { readonly office: string; readonly token: string };

/** The columns of a letter that its mail is written from when it leaves. */
export function lettered({ kind, office, reservation: { id, email, ...rest }, token, dueMs }: Letter) {
  const told: Told = { office: office.office, ...rest, token };
  return {
    ...{ reservation: id, kind, recipient: email, told: JSON.stringify(told), nextAttemptMs: dueMs },
    ...{ subject: '', text: '', html: '' },
    // No list at all: a cloud from before 0014 that still runs beside this one stumbles over it instead of sending a mail without words.
    attachments: '',
  };
}

/** Nothing of a mail that left is kept here but that it did: no reason to keep its links and PIN. */
export const nothingTold = { told: null, text: '', html: '', attachments: '[]' };

/**
 * The mail of a row in the words of today, or as it was written when it was queued before 0014. Each time it is written it is the same, as long as the
 * office's settings are. `null` when the office is not known.
 */
export async function messageOf(db: Kysely<Schema>, mail: Mail, sender: Sender): Promise<MailMessage | null> {
  const { recipient: to, subject, text, html, kind, createdMs } = mail;
  if (mail.told === null) return { to, subject, text, html, attachments: JSON.parse(mail.attachments) as MailAttachment[] };
  const { office: id, token, ...rest } = JSON.parse(mail.told) as Told;
  const office = await readOffice(db, id);
  if (office === null) return null;
  const reservation = { ...rest, id: mail.reservation ?? '', email: to };
  return compose({ kind, office: office.settings, reservation, token, dueMs: mail.nextAttemptMs }, sender, createdMs);
}
