import type { Fact, Moment, PaperState } from '#contract/event.ts';
import type { FedReservation, FeedPosition } from '#contract/reservation.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Today } from '#contract/today.ts';

/** What somebody or something asks of the office. Random tokens and PIN hashes come with the command: the core makes none. */
export type Command =
  | { readonly kind: 'start' }
  | { readonly kind: 'tick' }
  | { readonly kind: 'take'; readonly service: string; readonly origin: 'button' | 'staff'; readonly token: string }
  | { readonly kind: 'check-in'; readonly pinHash: string | null; readonly token: string; readonly offlineSince: number | null }
  | { readonly kind: 'copy'; readonly ordinal: number }
  /** Staff stop or resume giving walk-in tickets for today. */
  | { readonly kind: 'issuing'; readonly to: 'stopped' | 'open' }
  /** The cloud says that staff stopped them under the card before this one (F18). */
  | { readonly kind: 'stopped'; readonly day: string }
  | { readonly kind: 'counter'; readonly counter: number; readonly action: CounterAction; readonly from: 'unit' | 'staff' }
  | {
      readonly kind: 'slip';
      readonly ordinal: number;
      readonly copy: boolean;
      readonly outcome: 'printed' | 'paper-out' | 'cover-open' | 'offline' | 'unknown';
    }
  | { readonly kind: 'printer'; readonly state: PaperState }
  | { readonly kind: 'feed'; readonly position: FeedPosition; readonly replaces: boolean; readonly changes: readonly FedReservation[] }
  | { readonly kind: 'restore'; readonly today: Today }
  | { readonly kind: 'settings'; readonly settings: OfficeSettings; readonly pinKey: string | null; readonly publicOrigin: string | null };

/** When a command is decided and whether the wall clock may be believed. */
export type Now = Moment & { readonly clockTrusted: boolean };

/** Why a command is not done, as a short word and what a person needs to hear. Instants are wall ms. */
export type Refusal =
  | {
      readonly word:
        | CounterRefusal
        | 'unknown-service'
        | 'issuing-stopped'
        | 'stopped-by-staff'
        | 'already-so'
        | 'numbers-used'
        | 'double-press'
        | 'unknown-pin'
        | 'unknown-ticket';
    }
  | { readonly word: 'quota-used'; readonly service: string }
  | { readonly word: 'keypad-rests'; readonly seconds: number }
  | { readonly word: 'too-early'; readonly start: number; readonly end: number; readonly from: number }
  | { readonly word: 'too-late'; readonly start: number; readonly end: number; readonly service: string }
  | { readonly word: 'cancelled'; readonly service: string }
  | { readonly word: 'already-used'; readonly number: string; readonly copy: boolean }
  | { readonly word: 'other-day'; readonly start: number; readonly end: number }
  | { readonly word: 'reservations-stale'; readonly since: number };
export type CounterRefusal =
  | 'unknown-counter'
  | 'counter-open'
  | 'counter-closed'
  | 'nobody-waiting'
  | 'no-ticket'
  | 'call-again-first'
  | 'nothing-to-undo'
  | 'same-service'
  | 'not-waiting';

/** The facts to journal, in order, all or none, and the refusal if there is one: a refused PIN is also a fact. */
export type Decision = { readonly facts: readonly Fact[]; readonly refusal: Refusal | null };

export const accept = (...facts: Fact[]): Decision => ({ facts, refusal: null });
export const refuse = (refusal: Refusal, ...facts: Fact[]): Decision => ({ facts, refusal });

/** What a clerk asks for at a counter; `pause` is the unit's key that opens and closes it. */
export type CounterAction =
  | { readonly action: 'open' | 'close' | 'pause' | 'next' | 'recall' | 'no-show' | 'finish' | 'park' | 'undo' }
  | { readonly action: 'transfer'; readonly to: string }
  | { readonly action: 'pick'; readonly number: string };
