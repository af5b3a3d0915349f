import type { Language } from '#contract/language.ts';
import type { ReservationState } from '#contract/merge.ts';
import type { OfficeSettings, Service } from '#contract/settings.ts';
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

export type BookRefusal =
  | (Refused<'invalid'> & { readonly fields: readonly FieldProblem[] })
  | Refused<'unknown-office' | 'slot-full' | 'too-many-active' | 'too-many-unconfirmed'>;
export type ConfirmRefusal = Refused<'unknown-token' | 'hold-expired' | 'cancelled' | 'over'>;
export type CancelRefusal = Refused<'unknown-token' | 'checked-in' | 'over'>;
export type UndoRefusal = Refused<'unknown-token' | 'not-cancelled' | 'undo-too-late' | 'slot-full'>;
export type MoveRefusal = Refused<'unknown-token' | 'not-offered' | 'slot-full' | 'not-confirmed' | 'checked-in' | 'over'>;
export type CorrectRefusal =
  | (Refused<'invalid'> & { readonly fields: readonly FieldProblem[] })
  | Refused<'unknown-reservation' | 'too-many-active' | 'too-many-mails'>;

/** The booking rule over the database: every answer is committed before it is given. Refusals are values. */
export type Reservations = {
  /** Slots open for booking between two local dates, full ones included; `null` for an unknown office or service. */
  offers(office: string, service: string, days?: { from?: string | undefined; to?: string | undefined }): Promise<Offer[] | null>;
  /** What of a request is wrong in itself, without taking a seat. */
  check(office: OfficeSettings, request: BookingRequest): FieldProblem[];
  /** Takes a seat for `holdMinutes` and mails the confirm link. */
  book(office: string, request: BookingRequest): Promise<Done | BookRefusal>;
  /** The reservation of a confirm link; looking changes nothing (F27). */
  byConfirmToken(token: string): Promise<Confirmed | null>;
  /** Confirming again answers the same. */
  confirm(token: string): Promise<Confirmed | ConfirmRefusal>;
  /** A held reservation by its id, for the page that says to look into the mail. */
  held(id: string): Promise<Reservation | null>;
  /** Mails a new confirm link to another address; the old link ends. */
  correctEmail(id: string, email: string): Promise<Done | CorrectRefusal>;
  /** The reservation of a manage link, or of the confirm link of the same reservation. */
  byManageToken(token: string): Promise<Reservation | null>;
  cancel(token: string): Promise<Done | CancelRefusal>;
  undoCancel(token: string): Promise<Done | UndoRefusal>;
  /** Keeps the id, and the PIN unless the new day already has it. */
  move(token: string, start: string): Promise<Done | MoveRefusal>;
};
