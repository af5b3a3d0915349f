import type { Transaction } from 'kysely';
import type { Language } from '#contract/language.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Schema } from '../store/schema.ts';

/** Whose name stands in mails and calendar entries, and where their links lead. */
export type Sender = {
  /** Every link is built from it alone. */
  readonly publicOrigin: string;
  /** The address of the office, with or without a name. */
  readonly mailFrom: string;
};

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
    /** `null` in the mails that ask to confirm. */
    readonly pin: string | null;
    readonly holdExpiresMs: number;
    /** Rises with every change; the calendar entry's SEQUENCE. */
    readonly revision: number;
    /** Start of the hour that it was moved from last. */
    readonly movedFromMs: number | null;
  };
  /** The confirm link's token in a `hold` mail, the whole path in an `address` one, none in an `overruled` one, else the manage link's. */
  readonly token: string;
  /** Not before this moment, milliseconds since 1970. */
  readonly dueMs: number;
};

/** The mail outbox: a mail is queued in the transaction of what it tells, and leaves when the mail server takes it (F26). */
export type MailOutbox = {
  queue(trx: Transaction<Schema>, letters: readonly Letter[], nowMs: number): Promise<void>;
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

/**
 * `away`: nobody takes mails now, try again later and leave the others for later too (F26). `later`: this one was put off. `never`: the server
 * refused it for good.
 */
export type MailResult =
  | { readonly sent: true }
  | { readonly sent: false; readonly mishap: 'away' | 'later' | 'never'; readonly reason: string };

/** Takes one mail to the world. Never throws for what the mail server does. */
export type MailDriver = {
  /** `inbox` keeps the words of sent mails to be read at /inbox. */
  readonly kind: 'inbox' | 'smtp';
  /** `key` names the mail for ever: whoever gets it twice, because an answer got lost, can tell. */
  send(message: MailMessage, key: string): Promise<MailResult>;
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
