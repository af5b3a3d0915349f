import type { Selectable, Transaction } from 'kysely';
import type { Language } from '#contract/language.ts';
import type { ReservationState } from '#contract/merge.ts';
import type { OfficeSettings, Service } from '#contract/settings.ts';
import type { MailMessage } from '../mail/port.ts';
import type { Schema } from '../store/schema.ts';
import type { Slot } from './slots.ts';

/** A slot with what is left of it. */
export type Offer = Slot & { readonly capacity: number; readonly free: number };

/** A reservation as its owner may see it. */
export type Reservation = {
  readonly id: string;
  readonly office: OfficeSettings;
  readonly service: Service;
  readonly state: ReservationState;
  /** RFC 3339 in the office's zone. */
  readonly start: string;
  readonly end: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly holdExpires: string;
  readonly holdExpiresMs: number;
  /** Emptied 48 h after the slot. */
  readonly name: string | null;
  readonly email: string | null;
  readonly lang: Language;
  /** `null` until confirmed. */
  readonly pin: string | null;
  readonly revision: number;
  /** How often its hold can still be lengthened. */
  readonly holdExtensionsLeft: number;
  /** The hour that the last move left, and until when the move can be taken back; `null` when there is none. */
  readonly moveUndo: { readonly startMs: number; readonly endMs: number; readonly untilMs: number } | null;
  /** Until when a cancel can be undone; `null` when there is none. */
  readonly undoUntilMs: number | null;
};

export type BookingRequest = {
  readonly service: string;
  readonly start: string;
  readonly name: string;
  readonly email: string;
  readonly lang: string;
};

export type BookingField = keyof BookingRequest;
export type FieldProblem = {
  readonly field: BookingField;
  readonly problem: 'missing' | 'too-long' | 'forbidden-characters' | 'not-an-address' | 'unknown' | 'not-offered';
};

type Refused<Word extends string> = { readonly ok: false; readonly refusal: Word };
type Done = { readonly ok: true; readonly reservation: Reservation };
/** The manage link's token goes to who shows the confirm link's. */
type Confirmed = Done & { readonly manageToken: string };
/** The confirm link's token, under which the confirmation is shown. */
type Proven = Done & { readonly confirmToken: string };

/** A hold that was confirmed, has run out, or was given up. */
export type EndedHold = {
  readonly office: OfficeSettings;
  readonly service: Service;
  readonly end: 'confirmed' | 'expired' | 'given-up';
};

export type BookRefusal =
  | (Refused<'invalid'> & { readonly fields: readonly FieldProblem[] })
  | Refused<'unknown-office' | 'slot-full' | 'too-many-active' | 'too-many-unconfirmed'>;
export type ConfirmRefusal = Refused<'unknown-token' | 'hold-expired' | 'cancelled' | 'over'>;
export type CancelRefusal = Refused<'unknown-token' | 'checked-in' | 'over'>;
export type UndoRefusal = Refused<'unknown-token' | 'not-cancelled' | 'undo-too-late' | 'slot-full'>;
/** Why a reservation gets no other hour. */
export type HourRefusal = Refused<'not-offered' | 'slot-full' | 'not-confirmed' | 'checked-in' | 'over'>;
export type MoveRefusal = Refused<'unknown-token'> | HourRefusal;
export type ExtendRefusal = Refused<'unknown-reservation' | 'too-many-extensions'>;
export type CorrectRefusal =
  | (Refused<'invalid'> & { readonly fields: readonly FieldProblem[] })
  | Refused<'unknown-reservation' | 'too-many-active' | 'too-many-mails'>;

/** The booking rule over the database: every answer is committed before it is given. Refusals are values. */
export type Reservations = {
  /** Slots open for booking between two local dates, full ones included; `null` for an unknown office or service. */
  offers(office: string, service: string, days?: { from?: string | undefined; to?: string | undefined }): Promise<Offer[] | null>;
  /** What of a request is wrong in itself, without taking a seat. */
  check(office: OfficeSettings, request: BookingRequest): FieldProblem[];
  /** Takes a seat for `holdMinutes` and mails the confirm link. Sent again with the `id` of a live hold it answers that hold. */
  book(office: string, request: BookingRequest, id?: string): Promise<Done | BookRefusal>;
  /** Mails the way to finish a booking for which nothing is held yet; `path` leads there. False when nothing can be booked like that. */
  askAddress(office: string, request: BookingRequest, path: string): Promise<boolean>;
  /**
   * Books for somebody who has opened the link of such a mail: confirmed at once, for there is nothing left to prove. Sent again with the `id` it
   * answers the same.
   */
  bookProven(office: string, request: BookingRequest, id: string): Promise<Proven | BookRefusal>;
  /** The reservation of a confirm link; looking changes nothing (F27). */
  byConfirmToken(token: string): Promise<Confirmed | null>;
  /** Confirming again answers the same. */
  confirm(token: string): Promise<Confirmed | ConfirmRefusal>;
  /** A held reservation by its id, for the page that says to look into the mail. */
  held(id: string): Promise<Reservation | null>;
  /** What has become of a hold that is none any more; `null` for an unknown id. */
  endedHold(id: string): Promise<EndedHold | null>;
  /** Gives a hold its full time again. */
  extendHold(id: string): Promise<Done | ExtendRefusal>;
  /** Mails a new confirm link to another address; the old link ends. */
  correctEmail(id: string, email: string): Promise<Done | CorrectRefusal>;
  /** The reservation of a manage link, or of the confirm link of the same reservation. */
  byManageToken(token: string): Promise<Reservation | null>;
  cancel(token: string): Promise<Done | CancelRefusal>;
  undoCancel(token: string): Promise<Done | UndoRefusal>;
  /** Keeps the id, and the PIN unless the new day already has it. */
  move(token: string, start: string): Promise<Done | MoveRefusal>;
};

/** A reservation whose hour the office's settings no longer have, or no longer have for so many. */
export type Stranded = Selectable<Schema['reservation']>;
/** What the office mails about a reservation: a request to choose another hour, that it is called off, or that it was cancelled as asked. */
export type DeskLetter = 'toMove' | 'calledOff' | 'cancelled';
/** On the telephone no address is needed; without a name it stays empty. */
export type DeskRequest = Pick<BookingRequest, 'service' | 'start' | 'name' | 'email'> & { readonly lang: Language };
export type DeskBookRefusal = (Refused<'invalid'> & { readonly fields: readonly FieldProblem[] }) | Refused<'unknown-office' | 'slot-full'>;
export type DeskCancelRefusal = Refused<'unknown-reservation' | 'checked-in' | 'over'>;
export type DeskMoveRefusal = Refused<'unknown-reservation'> | HourRefusal;
export type DeskMailRefusal = Refused<'unknown-reservation' | 'no-address' | 'told-already' | 'not-confirmed' | 'over'>;

/** Writes down who did it, in the transaction that does it; not called when nothing was left to do. */
export type DeskNote = (trx: Transaction<Schema>, reservation: Reservation) => Promise<void>;

/** What the office itself does with reservations. A supervisor is no stranger: no link is needed and no limit on addresses holds. */
export type Desk = {
  /**
   * A reservation confirmed at once, with its PIN to be told; mailed too when there is an address. Sent again with the same `wish` for the same hour and
   * person it answers the same.
   */
  book(office: string, request: DeskRequest, note: DeskNote, wish?: string): Promise<Done | DeskBookRefusal>;
  /** `letter` is mailed when there is an address; `null` mails nothing. */
  cancel(office: string, id: string, letter: 'calledOff' | 'cancelled' | null, note: DeskNote): Promise<Done | DeskCancelRefusal>;
  /** To an open hour of its service; mailed when there is an address and `tell` is set. */
  move(office: string, id: string, to: { readonly start: string; readonly tell: boolean }, note: DeskNote): Promise<Done | DeskMoveRefusal>;
  /** Mails the request to choose another hour, once for each hour. */
  askToMove(office: string, id: string, note: DeskNote): Promise<Done | DeskMailRefusal>;
  /** Which of these were asked to move away from the hour that they have now. */
  asked(rows: readonly Stranded[]): Promise<ReadonlySet<string>>;
  /** The mail as it would leave, its link left out; `null` without an address. */
  preview(office: string, id: string, letter: DeskLetter): Promise<MailMessage | null>;
  /** The reservations to come that these settings would leave without their hour, by start (F21). */
  stranded(office: string, settings: OfficeSettings): Promise<Stranded[]>;
};
