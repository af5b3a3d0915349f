import type { Transaction } from 'kysely';
import type { Language } from '#contract/language.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Schema } from '../store/schema.ts';

export type LetterKind = Schema['mail']['kind'];

/** What a mail tells; the mail room finds the words. */
export type Letter = {
  readonly kind: LetterKind;
  readonly office: OfficeSettings;
  readonly reservation: {
    readonly id: string;
    readonly service: string;
    readonly startMs: number;
    readonly endMs: number;
    readonly email: string;
    readonly name: string;
    readonly lang: Language;
    /** `null` in the mail that asks to confirm. */
    readonly pin: string | null;
    readonly holdExpiresMs: number;
    /** Rises with every change; the calendar entry's SEQUENCE. */
    readonly revision: number;
  };
  /** The confirm link's token in a `hold` mail, else the manage link's. */
  readonly token: string;
  /** Not before this moment, milliseconds since 1970. */
  readonly dueMs: number;
};

/** The mail outbox: a mail is queued in the transaction of what it tells, and leaves when the mail server takes it (F26). */
export type MailOutbox = {
  queue(trx: Transaction<Schema>, letter: Letter, nowMs: number): Promise<void>;
  /** Takes back the mails of a reservation that have not left. */
  withdraw(trx: Transaction<Schema>, reservation: string, kinds: readonly LetterKind[]): Promise<void>;
};

export type MailMessage = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
};

export type MailAttachment = { readonly filename: string; readonly contentType: string; readonly content: string };

/** `later`: try again (F26). `never`: the server refused this mail for good. */
export type MailResult = { readonly sent: true } | { readonly sent: false; readonly mishap: 'later' | 'never'; readonly reason: string };

/** Takes one mail to the world. Never throws for what the mail server does. */
export type MailDriver = {
  /** `inbox` keeps the words of sent mails to be read at /inbox. */
  readonly kind: 'inbox' | 'smtp';
  send(message: MailMessage): Promise<MailResult>;
};

/** A mail as the inbox of a development cloud shows it. */
export type InboxMessage = {
  readonly id: number;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
  readonly createdMs: number;
};
