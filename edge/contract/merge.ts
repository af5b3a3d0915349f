/** The lives of a reservation (PRODUCT.md "Lives"). */
export type ReservationState = 'held' | 'confirmed' | 'checkedIn' | 'fulfilled' | 'expired' | 'cancelled' | 'lapsed' | 'noShow';

/** A bookable hour: `date` is the office's local date, instants are ms since 1970. */
export type Slot = { readonly date: string; readonly startMs: number; readonly endMs: number };

const wills = ['booked', 'expired', 'confirmed', 'moved', 'cancelled'] as const;
const visits = ['restored', 'noShow', 'fulfilled'] as const;

/** What the citizen wanted of the cloud; `revision` counts the cloud's decisions, `slot` is the hour after this one. */
export type Will = { readonly kind: (typeof wills)[number]; readonly revision: number; readonly slot: Slot };
/** The PIN was accepted at the kiosk, for the hour that the edge knew; `null` where an old edge did not say it. */
export type Presence = { readonly atMs: number; readonly slot: Slot | null; readonly number: string | null };
/** How the visit ended, as the counter said; `restored`: that was undone. */
export type Visit = { readonly kind: (typeof visits)[number]; readonly atMs: number };

/** One thing that happened to a reservation, at whichever end. */
export type ReservationFact =
  | Will
  | Visit
  | ({ readonly kind: 'checkedIn' } & Presence)
  | { readonly kind: 'lapsed'; readonly atMs: number }
  | { readonly kind: 'dayClosed'; readonly date: string }
  | { readonly kind: 'capacityCut'; readonly startMs: number };

/** All that a set of facts says about one reservation, in one form: the same set gives the same bytes. */
export type Knowledge = {
  readonly will: Will | null;
  readonly presence: Presence | null;
  readonly visit: Visit | null;
  readonly lapsedMs: number | null;
  readonly closed: readonly string[];
  readonly cut: readonly number[];
};

export type Overruled = 'cancelled' | 'expired' | 'lapsed' | 'moved' | 'dayClosed' | 'capacityCut';

/** The outcome, and what each person is told; the words are those of the table in PROTOCOL.md. */
export type Merged = {
  readonly state: ReservationState;
  readonly slot: Slot | null;
  readonly number: string | null;
  /** What the visitor's presence won over: both outcomes stay written down (F20). */
  readonly overruled: readonly Overruled[];
  readonly told: { readonly citizen: CitizenWord; readonly kiosk: KioskWord; readonly staff: StaffWord };
};
export type CitizenWord =
  | 'confirm'
  | 'come'
  | 'move'
  | 'hold-expired'
  | 'cancelled'
  | 'lapsed'
  | 'here'
  | 'here-after-all'
  | 'served'
  | 'missed';
export type KioskWord = 'unknown-pin' | 'number' | 'cancelled' | 'too-late' | 'already-used';
export type StaffWord = 'nothing' | 'expected' | 'to-move' | 'waiting' | 'waiting-despite';

export const nothingKnown: Knowledge = { will: null, presence: null, visit: null, lapsedMs: null, closed: [], cut: [] };

/**
 * What became of a reservation and what each person is told of it: a pure function of the set of facts. Any order and any repetition
 * gives the same answer on both sides (F16). Presence beats remote intent: a check-in wins over a cancel, a move, a closing and a lapse (F20).
 */
export const merge = (facts: readonly ReservationFact[]): Merged => judge(facts.reduce(learn, nothingKnown));

/** One fact more. Each part only ever grows towards its last word, so that order and repetition do not matter. */
export function learn(known: Knowledge, fact: ReservationFact): Knowledge {
  switch (fact.kind) {
    case 'booked':
    case 'expired':
    case 'confirmed':
    case 'moved':
    case 'cancelled':
      return { ...known, will: laterWill(known.will, { kind: fact.kind, revision: fact.revision, slot: plain(fact.slot) }) };
    case 'checkedIn':
      return { ...known, presence: earlierPresence(known.presence, presenceIn(fact)) };
    case 'restored':
    case 'noShow':
    case 'fulfilled':
      return { ...known, visit: laterVisit(known.visit, { kind: fact.kind, atMs: fact.atMs }) };
    case 'lapsed':
      return { ...known, lapsedMs: Math.max(known.lapsedMs ?? fact.atMs, fact.atMs) };
    case 'dayClosed':
      return { ...known, closed: [...new Set([...known.closed, fact.date])].toSorted() };
    case 'capacityCut':
      return { ...known, cut: [...new Set([...known.cut, fact.startMs])].toSorted((a, b) => a - b) };
  }
}

/** What all that is known comes to. */
export function judge(known: Knowledge): Merged {
  const { will, presence, visit } = known;
  const slot = presence?.slot ?? will?.slot ?? null;
  const came = presence !== null || visit !== null;
  const number = presence?.number ?? null;
  const state = came ? visited(visit) : wanted(known);
  const against = hindrances(known);
  const overruled = came ? [...revoked(known), ...against] : [];
  return { state, slot, number, overruled, told: tell(state, came ? overruled.length > 0 : against.length > 0) };
}

const visited = (visit: Visit | null): ReservationState => (visit === null || visit.kind === 'restored' ? 'checkedIn' : visit.kind);

/** Without a visitor: the last decision stands, and a lapse ends what nobody cancelled. */
function wanted(known: Knowledge): ReservationState {
  if (known.will?.kind === 'cancelled') return 'cancelled';
  if (hasLapsed(known)) return 'lapsed';
  if (known.will?.kind === 'booked') return 'held';
  return known.will?.kind === 'expired' ? 'expired' : 'confirmed';
}

/** A lapse before the end of the slot was said of an hour that the reservation has left since. */
const hasLapsed = ({ lapsedMs, will }: Knowledge): boolean => lapsedMs !== null && (will === null || lapsedMs >= will.slot.endMs);

function revoked(known: Knowledge): readonly Overruled[] {
  const { will, presence } = known;
  if (will?.kind === 'cancelled' || will?.kind === 'expired') return [will.kind];
  if (will && presence?.slot && presence.slot.startMs !== will.slot.startMs) return ['moved'];
  return hasLapsed(known) ? ['lapsed'] : [];
}

/** What the office decided against the hour in question. Nothing of it cancels by itself (F21). */
function hindrances({ will, presence, closed, cut }: Knowledge): readonly Overruled[] {
  const slot = presence?.slot ?? will?.slot;
  if (!slot) return [];
  return [
    ...(closed.includes(slot.date) ? (['dayClosed'] as const) : []),
    ...(cut.includes(slot.startMs) ? (['capacityCut'] as const) : []),
  ];
}

function tell(state: ReservationState, despite: boolean): Merged['told'] {
  switch (state) {
    case 'held':
      return { citizen: 'confirm', kiosk: 'unknown-pin', staff: 'nothing' };
    case 'expired':
      return { citizen: 'hold-expired', kiosk: 'unknown-pin', staff: 'nothing' };
    case 'confirmed':
      return { citizen: despite ? 'move' : 'come', kiosk: 'number', staff: despite ? 'to-move' : 'expected' };
    case 'cancelled':
      return { citizen: 'cancelled', kiosk: 'cancelled', staff: 'nothing' };
    case 'lapsed':
      return { citizen: 'lapsed', kiosk: 'too-late', staff: 'nothing' };
    case 'checkedIn':
      return { citizen: despite ? 'here-after-all' : 'here', kiosk: 'already-used', staff: despite ? 'waiting-despite' : 'waiting' };
    case 'fulfilled':
      return { citizen: 'served', kiosk: 'already-used', staff: 'nothing' };
    case 'noShow':
      return { citizen: 'missed', kiosk: 'already-used', staff: 'nothing' };
  }
}

const later = <T>(a: T | null, b: T, order: (one: T) => readonly (number | string)[]): T =>
  a === null || isLess(order(a), order(b)) ? b : a;

const laterWill = (a: Will | null, b: Will): Will =>
  later(a, b, ({ revision, kind, slot }) => [revision, wills.indexOf(kind), slot.startMs, slot.endMs, slot.date]);

/** Among words of one millisecond the higher rank stands, so that even then the order of arrival does not matter. */
const laterVisit = (a: Visit | null, b: Visit): Visit => later(a, b, ({ atMs, kind }) => [atMs, visits.indexOf(kind)]);

const earlierPresence = (a: Presence | null, b: Presence): Presence =>
  later(a, b, ({ atMs, slot, number }) => [-atMs, slot?.startMs ?? -1, slot?.endMs ?? -1, slot?.date ?? '', number ?? '']);

function isLess(a: readonly (number | string)[], b: readonly (number | string)[]): boolean {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && a[at]! < b[at]!;
}

const presenceIn = ({ atMs, slot, number }: Presence): Presence => ({ atMs, slot: slot && plain(slot), number });

/** Always in this order of keys, so that equal knowledge is equal in its bytes. */
const plain = ({ date, startMs, endMs }: Slot): Slot => ({ date, startMs, endMs });
