import { type Recorded, wireType } from '#contract/event.ts';
import type { Journal } from '../../../edge/journal/port.ts';
import { hashOf } from '../cloud/hash.ts';
import type { Machine, Witness } from '../machine.ts';
import type { Trace } from '../trace.ts';
import type { Finding } from './book.ts';
import { type Bookings, bookings } from './bookings.ts';
import { enter, ledger } from './ledger.ts';
import { type JournalBook, type OfficeBook, officeBook } from './office-book.ts';
import { type CardMemory, goBack, goOn, remembered } from './older-copies.ts';

export type Auditor = Witness & {
  readonly bookings: Bookings;
  officeOf(machine: Machine): OfficeBook;
  /** What this office has promised by now. */
  remember(machine: Machine): CardMemory | null;
  /** A copy of its card from then is put in (F18). */
  wentBack(machine: Machine, to: CardMemory): void;
  violations(): readonly string[];
  facts(): number;
};

export type AuditorParts = {
  readonly now: () => number;
  readonly trace: Trace;
  readonly capacityOf: (office: string) => number;
  /** Called for each announcement and beep that reaches the hall. */
  readonly heard: (machine: Machine, counter: number, what: 'call' | 'beep') => void;
};

/** A slip that comes out later than this is a stale one (printing rule). */
const staleMs = 180_000;

/** The clerk of promises: sees what citizens see and what the disks hold, believes nothing else, and knows no rule of ours by heart but its own. */
export function auditor(parts: AuditorParts): Auditor {
  const { now, trace } = parts;
  const books = new Map<Machine, OfficeBook>();
  const found: string[] = [];
  const tokens = new Set<string>();
  let facts = 0;

  const violation = (text: string): undefined => {
    trace.note(`VIOLATION ${text}`);
    found.push(`${new Date(now()).toISOString()} ${text}`);
  };
  const all = bookings(now, parts.capacityOf, violation);

  const officeOf = (machine: Machine): OfficeBook => {
    const known = books.get(machine);
    if (known) return known;
    const fresh = officeBook(machine);
    books.set(machine, fresh);
    return fresh;
  };

  function take(book: OfficeBook, record: Recorded, promised: boolean): undefined {
    const journal = book.journal!;
    const complain: Finding = (text) => violation(`${book.machine.name.office} ${record.seq}: ${text}`);
    if (record.seq !== journal.hashes.length + 1) return complain(`entry ${record.seq} after entry ${journal.hashes.length}`);
    const said = JSON.stringify(record.data);
    journal.hashes.push(hashOf(wireType(record.name), record, said));
    if (promised) journal.promisedTo = record.seq;
    if (promised && record.clockTrusted && !book.machine.mischief.clockTrusted) complain('it trusts a clock that nobody has set (F5)');
    facts += 1;
    trace.note(`${book.machine.name.office} ${record.seq} ${record.name} ${said.slice(0, 160)}`);
    const carried = journal.carried[record.seq - 1];
    if (carried) return takeCarried(book, record, hashOf(wireType(record.name), { ...record, seq: carried.seq }, said) === carried.hash);
    judgeSlip(book, record, complain, promised);
    judgePeople(book, record, complain, promised);
    enter(book.ledger, record, complain, () => slotOf(record, complain), tokens);
  }

  /** What was promised on an older copy of the card stands at the beginning of the journal that took its place (F18). */
  function takeCarried(book: OfficeBook, record: Recorded, isSame: boolean): undefined {
    if (record.name === 'reservation.checked-in') book.cameUnder.set(record.data.reservation, book.journal!.id);
    if (!isSame)
      violation(`${book.machine.name.office} ${record.seq}: what an older copy of the card promised is not what it goes on with`);
  }

  /** When the slot begins for which a reservation was taken: one that its citizen was told. */
  function slotOf(record: Recorded, complain: Finding): number | null {
    if (record.name !== 'reservation.checked-in' || !record.data.slot) return null;
    const startMs = Date.parse(record.data.slot.start);
    const told = all.of(record.data.reservation)?.slots.some((slot) => slot.startMs === startMs);
    if (!told) complain(`${record.data.reservation} is checked in for ${record.data.slot.start}, an hour that nobody was told`);
    return startMs;
  }

  /** Durations never run backwards, no two slips bear one token, and nobody is sent for paper that is not there. */
  function judgeSlip(book: OfficeBook, record: Recorded, complain: Finding, promised: boolean): undefined {
    if (record.steadyMs < book.lastSteadyMs) complain(`steady time runs from ${book.lastSteadyMs} back to ${record.steadyMs} (F7)`);
    book.lastSteadyMs = record.steadyMs;
    if (record.name === 'day.opened') book.givenMs.clear();
    if (record.name === 'ticket.issued') {
      if (promised && tokens.has(record.data.token)) complain(`${record.data.number} bears the token of another slip`);
      tokens.add(record.data.token);
      book.givenMs.set(record.data.ordinal, now());
    }
    if (record.name !== 'slip.printed' || !promised) return;
    const ticket = book.ledger.tickets.get(record.data.ordinal);
    if (ticket && ticket.originalsOut + ticket.copiesOut === 0)
      complain(`the slip of ${ticket.number} is said to be printed, and no paper came out`);
  }

  /** One press of a clerk is one decision (F13). */
  function judgeClerk(book: OfficeBook, records: readonly Recorded[]): undefined {
    for (const { data } of records) {
      if (!('counter' in data)) continue;
      const acts = book.acted.get(data.counter) ?? 0;
      if (acts < 1) violation(`${book.machine.name.office}: counter ${data.counter} does what no clerk asked for`);
      book.acted.set(data.counter, acts - 1);
      return;
    }
  }

  function judgePeople(book: OfficeBook, record: Recorded, complain: Finding, promised: boolean): undefined {
    if (promised && record.name === 'ticket.issued' && record.data.origin === 'button') {
      const presses = book.pressed.get(record.data.service) ?? 0;
      if (presses < 1) complain(`${record.data.number} was given and nobody pressed the button`);
      book.pressed.set(record.data.service, presses - 1);
    }
    if (record.name === 'pin.missed' && record.data.inARow % 5 === 0) book.restsUntilMs = now() + 301_000;
    if (record.name === 'reservation.lapsed') {
      const { reservation } = record.data;
      if (book.checkedIn.has(reservation)) complain(`${reservation} lapses after its check-in`);
      if (!record.clockTrusted) complain(`${reservation} lapses by a clock that is not trusted (F5)`);
      judgeLapse(book, reservation, Date.parse(record.time), complain);
    }
    if (record.name === 'day.restored') for (const { reservation } of record.data.arrived) book.checkedIn.add(reservation);
    if (record.name === 'feed.applied' && promised)
      for (const { id, start, pinHash, state } of record.data.changes)
        book.told.set(id, { startMs: Date.parse(start), pinHash, isLive: state === 'live' });
    if (record.name === 'reservation.checked-in') judgeCheckIn(book, record, complain, promised);
  }

  /** Not before the end of an hour that its citizen was told, by the office's clock; a clock that nobody has stepped is the citizen's own. */
  function judgeLapse({ machine }: OfficeBook, reservation: string, wall: number, complain: Finding): undefined {
    const booking = all.of(reservation);
    if (!booking) return complain(`${reservation} lapses, and nobody booked it`);
    const over = machine.mischief.wallErrorMs === 0 ? Math.min(wall, now()) : wall;
    if (!booking.slots.some(({ endMs }) => endMs <= over)) complain(`${reservation} lapses before the end of its slot`);
    all.lapsed(booking);
  }

  function judgeCheckIn(
    book: OfficeBook,
    record: Extract<Recorded, { name: 'reservation.checked-in' }>,
    complain: Finding,
    promised: boolean,
  ): undefined {
    const { reservation } = record.data;
    const booking = all.of(reservation);
    if (!booking) return complain(`a check-in for ${reservation}, which nobody booked`);
    if (book.checkedIn.has(reservation)) complain(`${reservation} is checked in a second time`);
    book.checkedIn.add(reservation);
    book.cameUnder.set(reservation, book.journal!.id);
    booking.cameForMs = slotOf(record, () => undefined) ?? booking.cameForMs;
    book.beforeVolatile?.checkedIn.push(reservation);
    if (promised && (!book.typed || !booking.pins.includes(book.typed.pin)))
      complain(`${reservation} is checked in and its PIN was not typed`);
    if (!record.clockTrusted) return;
    const wall = Date.parse(record.time);
    const earlyMs = book.ledger.settings.policies.earlyMinutes * 60_000;
    if (!booking.slots.some(({ startMs, endMs }) => startMs - earlyMs <= wall && wall < endMs))
      complain(`${reservation} is checked in outside its window`);
  }

  return {
    bookings: all,
    officeOf,
    violation,
    violations: () => found,
    facts: () => facts,
    remember: (machine) => remembered(officeOf(machine)),
    wentBack: (machine, to) => goBack(officeOf(machine), to),
    started(machine, journal, isRenewed) {
      const book = officeOf(machine);
      book.typed = null;
      const known = book.journals.get(journal.id);
      if (!known) {
        const fresh: JournalBook = { id: journal.id, hashes: [], promisedTo: 0, lost: null, carried: [] };
        book.journals.set(journal.id, fresh);
        if (isRenewed) goOn(book, fresh);
        else beginAnew(book);
      }
      book.journal = book.journals.get(journal.id)!;
      compareWithDisk(book, journal);
    },
    promised(machine, journal, records) {
      const book = officeOf(machine);
      if (book.journal?.id !== journal.id) return violation(`${machine.name.office}: a journal that is not its own promises`);
      const volatile = journal.durability() === 'volatile';
      if (!volatile) book.beforeVolatile = null;
      else
        book.beforeVolatile ??= {
          seq: book.journal.hashes.length,
          ledger: structuredClone(book.ledger),
          checkedIn: [],
          told: new Map(book.told),
        };
      judgeClerk(book, records);
      for (const record of records) take(book, record, true);
    },
    powerLost(machine, durableTo) {
      const book = officeOf(machine);
      const { beforeVolatile: before, journal } = book;
      book.beforeVolatile = null;
      if (!before || !journal || durableTo >= journal.promisedTo) return;
      // What was promised in the declared volatile mode is lost with the power, and nobody was told otherwise (F2).
      journal.hashes.length = before.seq;
      journal.promisedTo = before.seq;
      book.ledger = before.ledger;
      book.told = before.told;
      book.lastSteadyMs = 0;
      for (const id of before.checkedIn) book.checkedIn.delete(id);
    },
    slip(machine, slip, outcome) {
      const book = officeOf(machine);
      trace.note(`${machine.name.office} slip ${slip.number}${slip.copy === null ? '' : ' copy'} ${outcome}`);
      const owner = [book.ledger.tickets, book.ledger.yesterday]
        .map((tickets) => tickets.get(slip.ordinal))
        .find((one) => one?.number === slip.number);
      if (!owner) return violation(`${machine.name.office}: a slip of ${slip.number}, a number that nobody was given`);
      const promisedMs = book.ledger.tickets.has(slip.ordinal) ? book.givenMs.get(slip.ordinal) : undefined;
      if (slip.copy === null && promisedMs !== undefined && now() - promisedMs > staleMs)
        violation(`${machine.name.office}: the slip of ${slip.number} comes out ${now() - promisedMs} ms late (F8)`);
      if (slip.copy === null) owner.originalsOut += 1;
      else owner.copiesOut += 1;
      if (owner.originalsOut > 1) violation(`${machine.name.office}: two slips of ${slip.number} that are not marked as copies`);
      if (owner.copiesOut > owner.copiesGranted) violation(`${machine.name.office}: a copy of ${slip.number} that was not granted`);
    },
    announced(machine, number, counter) {
      const book = officeOf(machine);
      trace.note(`${machine.name.office} calls ${number} to ${counter}`);
      const attended = book.ledger.counters.get(counter)?.ticket ?? null;
      const ticket = attended === null ? null : book.ledger.tickets.get(attended);
      if (ticket?.number !== number)
        violation(`${machine.name.office}: the hall hears ${number} to ${counter}, which attends ${ticket?.number ?? 'nobody'}`);
      parts.heard(machine, counter, 'call');
    },
    beeped: (machine, counter) => parts.heard(machine, counter, 'beep'),
  };

  /** Another card knows nothing but what the cloud tells it. */
  function beginAnew(book: OfficeBook): void {
    if (book.journal !== null) book.ledger = { ...ledger(book.machine.settings), given: book.ledger.given, givenDay: book.ledger.givenDay };
    book.checkedIn.clear();
    book.told.clear();
    book.lastSteadyMs = 0;
    book.beforeVolatile = null;
  }

  /** A start brings the truth of the disk: everything promised must be there as it was, and what nobody was promised may be. */
  function compareWithDisk(book: OfficeBook, journal: Journal): undefined {
    const known = book.journal!;
    const where = `${book.machine.name.office} boot ${journal.boot}`;
    if (journal.given() < known.promisedTo)
      violation(`${where}: entries ${journal.given() + 1} to ${known.promisedTo} were promised and are lost`);
    known.hashes.length = Math.min(known.hashes.length, journal.given());
    for (let from = Math.max(journal.first, known.hashes.length - 30, 1); from <= journal.last(); ) {
      const entries = journal.read(from, 512);
      if (entries.length === 0) return violation(`${where}: entry ${from} cannot be read`);
      for (const entry of entries) {
        if (entry.seq > known.hashes.length) take(book, entry, false);
        else if (hashOf(wireType(entry.name), entry, JSON.stringify(entry.data)) !== known.hashes[entry.seq - 1])
          violation(`${where}: entry ${entry.seq} is not what was promised`);
      }
      from = entries.at(-1)!.seq + 1;
    }
    known.promisedTo = known.hashes.length;
  }
}
