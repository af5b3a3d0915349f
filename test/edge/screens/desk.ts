import type { Views } from '../../../edge/core/views/screens.ts';
import type { PrintedSlip } from '../../../edge/printer/port.ts';
import type { Bench, CounterAction, CounterAnswer, Desk } from '../../../edge/screens/port.ts';
import { views } from './monday.ts';
import { called, counterSet, issued, kioskShows, later, slipOf, unitPlugged } from './moves.ts';

/** A simulated office: keeps a queue of its own, too simple for a real one, behind the two faces that the screens see. */
export type SimulatedOffice = {
  readonly desk: Desk;
  readonly bench: Bench;
  views(): Views;
  /** Puts something else on the screens. */
  set(change: (views: Views) => Views): void;
  /** Called after every change, as main.ts would show the views. */
  onViews(listener: (views: Views) => void): void;
};

/** The only staff code of the simulated office. */
export const staffCode = '2010';

export function simulatedOffice(start: Views = views()): SimulatedOffice {
  let now = start;
  const viewListeners: ((views: Views) => void)[] = [];
  const benchListeners = new Set<() => void>();
  const set = (change: (views: Views) => Views): void => {
    now = change(now);
    for (const listener of viewListeners) listener(now);
    for (const listener of benchListeners) listener();
  };
  const act = (counter: number, action: CounterAction): CounterAnswer => {
    const waiting = now.staff.queue.find(({ number }) => action.action !== 'pick' || number === action.number);
    switch (action.action) {
      case 'next':
      case 'pick':
        if (waiting === undefined) return { ok: false, refusal: action.action === 'next' ? 'nobody-waiting' : 'not-waiting' };
        set((before) => called(before, counter, waiting.number));
        return { ok: true, counter, ticket: waiting.number };
      case 'close':
      case 'open':
        set((before) => counterSet(before, counter, { state: action.action === 'open' ? 'open' : 'closed', ticket: null }));
        return { ok: true, counter, ticket: null };
      case 'undo':
        return { ok: false, refusal: 'nothing-to-undo' };
      default:
        if (action.action === 'recall') return { ok: true, counter, ticket: now.staff.counters[counter - 1]?.ticket ?? null };
        set((before) => counterSet(before, counter, { ticket: null }));
        return { ok: true, counter, ticket: null };
    }
  };

  return {
    desk: {
      views: () => now,
      act: async (counter, action) => act(counter, action),
      issuing: async (to) => {
        if (now.staff.issuing === to) return { ok: false, refusal: 'already-so' };
        set((before) => ({ ...before, staff: { ...before.staff, issuing: to } }));
        return { ok: true };
      },
      staffWithCode: (code) => (code === staffCode ? { id: 'ukazka', name: 'Ukázka' } : null),
    },
    bench: simulatedBench(() => now, set, act, benchListeners),
    views: () => now,
    set,
    onViews: (listener) => void viewListeners.push(listener),
  };
}

/** Buttons, keypad, units and printer of the simulated office. */
function simulatedBench(
  now: () => Views,
  set: SimulatedOffice['set'],
  act: (counter: number, action: CounterAction) => CounterAnswer,
  listeners: Set<() => void>,
): Bench {
  let printer = 'ok';
  let slips: readonly PrintedSlip[] = [];
  let keys = '';
  let cut: 'broker' | 'cloud' | null = null;
  let rate = 1;
  const changed = (): void => set((before) => ({ ...before }));
  const isPlugged = (counter: number): boolean => now().staff.counters.find(({ number }) => number === counter)?.unitPresent === true;
  return {
    buttons: [...now().kiosk.rows.map(({ button }) => button), 'language'],
    pressButton(id) {
      const service = now().staff.services.find((one) => id === `service:${one.id}`);
      if (service === undefined) {
        keys = '';
        set((before) => kioskShows(before, { kind: 'pin', digits: 0 }, 'Zadejte čtyřmístný PIN a potvrďte OK.'));
        return id === 'reserved';
      }
      const number = `${service.letter}${service.issued + 1}`;
      if (printer === 'ok' || printer === 'near-end') slips = [slipOf(number, service.name), ...slips];
      set((before) => issued(before, service.id, number, printer === 'ok' || printer === 'near-end'));
      return true;
    },
    pressKeys(typed) {
      for (const key of typed) keys = key === '*' || key === '#' ? '' : (keys + key).slice(0, 4);
      set((before) => kioskShows(before, { kind: 'pin', digits: keys.length }, 'Zadejte čtyřmístný PIN a potvrďte OK.'));
    },
    pressUnit(counter, key) {
      if (now().units.every((unit) => unit.counter !== counter)) return false;
      const closed = now().staff.counters[counter - 1]?.state === 'closed';
      act(counter, { action: key === 'noShow' ? 'no-show' : key === 'pause' ? (closed ? 'open' : 'close') : key });
      return true;
    },
    unit: (counter) => now().units.find((unit) => unit.counter === counter) ?? null,
    slips: () => slips,
    setPrinter(state) {
      printer = state;
      set((before) => ({ ...before, staff: { ...before.staff, printer: state } }));
    },
    printerState: () => printer,
    cut: () => cut,
    setCut(where) {
      cut = where;
      const state = where === null ? 'online' : where === 'broker' ? 'offline' : 'broker-only';
      set((before) => ({ ...before, staff: { ...before.staff, link: { ...before.staff.link, state } } }));
    },
    isUnitPlugged: isPlugged,
    setUnitPlugged(counter, plugged) {
      if (now().units.every((unit) => unit.counter !== counter)) return false;
      set((before) => unitPlugged(before, counter, plugged));
      return true;
    },
    clockRate: () => rate,
    setClockRate(next) {
      rate = next;
      changed();
    },
    turnClockAhead: (minutes) => set((before) => later(before, minutes)),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
