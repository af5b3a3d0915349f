import { randomBytes } from 'node:crypto';
import type { KioskView, UnitView, Views } from '../../../edge/core/views/screens.ts';
import type { PrintedSlip } from '../../../edge/printer/port.ts';
import type { Bench, CounterAction, CounterAnswer, Desk } from '../../../edge/screens/port.ts';

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
  let printer = 'ok';
  let slips: readonly PrintedSlip[] = [];
  let keys = '';
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
  const slip = (number: string, service: string): void => {
    slips = [slipOf(number, service), ...slips];
  };

  return {
    desk: {
      views: () => now,
      act: async (counter, action) => act(counter, action),
      staffWithCode: (code) => (code === staffCode ? { id: 'ukazka', name: 'Ukázka' } : null),
    },
    bench: {
      buttons: [...now.kiosk.rows.map(({ button }) => button), 'language'],
      pressButton(id) {
        const service = now.staff.services.find((one) => id === `service:${one.id}`);
        if (service === undefined) {
          keys = '';
          set((before) => kioskShows(before, { kind: 'pin', digits: 0 }, 'Zadejte čtyřmístný PIN a potvrďte OK.'));
          return id === 'reserved';
        }
        const number = `${service.letter}${service.issued + 1}`;
        if (printer === 'ok' || printer === 'near-end') slip(number, service.name);
        set((before) => issued(before, service.id, number, printer === 'ok' || printer === 'near-end'));
        return true;
      },
      pressKeys(typed) {
        for (const key of typed) keys = key === '*' || key === '#' ? '' : (keys + key).slice(0, 4);
        set((before) => kioskShows(before, { kind: 'pin', digits: keys.length }, 'Zadejte čtyřmístný PIN a potvrďte OK.'));
      },
      pressUnit(counter, key) {
        if (now.units.every((unit) => unit.counter !== counter)) return false;
        const closed = now.staff.counters[counter - 1]?.state === 'closed';
        act(counter, { action: key === 'noShow' ? 'no-show' : key === 'pause' ? (closed ? 'open' : 'close') : key });
        return true;
      },
      unit: (counter) => now.units.find((unit) => unit.counter === counter) ?? null,
      slips: () => slips,
      setPrinter(state) {
        printer = state;
        set((before) => ({ ...before, staff: { ...before.staff, printer: state } }));
      },
      printerState: () => printer,
      onChange(listener) {
        benchListeners.add(listener);
        return () => benchListeners.delete(listener);
      },
    },
    views: () => now,
    set,
    onViews: (listener) => void viewListeners.push(listener),
  };
}

export const restText = 'Stiskněte tlačítko své agendy.';
const asOf = '2026-11-23T07:42:00.000Z';
const office = 'Městský úřad';
const timeZone = 'Europe/Prague';
const serviceNames = [
  ['vozidla', 'A', 'Registr vozidel', 4, '15–25 min'],
  ['dovozy', 'B', 'Dovozy – schválení technické způsobilosti', 0, 'hned na řadě'],
  ['ridici', 'C', 'Registr řidičů', 2, '10–15 min'],
] as const;

/** Monday, 8:42 of the example office: two counters at work, the third closed. */
export function views(): Views {
  const calls = [
    { number: 'A12', counter: 1, at: '2026-11-23T07:41:10.000Z', calls: 1 },
    { number: 'C7', counter: 2, at: '2026-11-23T07:36:00.000Z', calls: 2 },
  ];
  const last = [
    { number: 'A11', counter: 1, at: '2026-11-23T07:33:00.000Z', calls: 1 },
    { number: 'B3', counter: 2, at: '2026-11-23T07:24:00.000Z', calls: 1 },
    { number: 'C6', counter: 1, at: '2026-11-23T07:21:00.000Z', calls: 3 },
  ];
  const waiting = (count: number): string => `čeká ${count}`;
  return {
    public: {
      asOf,
      services: serviceNames.map(([id, , , count]) => ({
        id,
        waiting: count,
        forecast: { fromSeconds: count * 200, toSeconds: count * 400 },
      })),
      counters: [1, 2, 3].map((number) => ({
        number,
        state: number === 3 ? 'closed' : 'open',
        ticket: calls.find(({ counter }) => counter === number)?.number ?? null,
      })),
      lastCalls: last.map(({ number, counter, at }) => ({ ticket: number, counter, at })),
    },
    kiosk: {
      asOf,
      language: 'cs',
      timeZone,
      office,
      rows: [
        ...serviceNames.map(([id, , name, count, note]) => ({ button: `service:${id}`, label: name, note: `${waiting(count)} · ${note}` })),
        { button: 'reserved', label: 'Klienti objednaní přes web', note: 'zadejte PIN' },
      ],
      panel: { kind: 'rest' },
      text: restText,
      offline: null,
    },
    board: {
      asOf,
      language: 'cs',
      timeZone,
      office,
      calls,
      last,
      services: serviceNames.map(([, , name, count, note]) => ({ name, waiting: count, note })),
      words: {
        counter: 'přepážka',
        waiting: 'Čeká',
        last: 'Naposledy',
        nobody: 'Nikdo není volán.',
        stale: 'Tabule je bez spojení, sledujte přepážky',
      },
    },
    staff: {
      asOf,
      language: 'cs',
      timeZone,
      office,
      day: '2026-11-23',
      services: serviceNames.map(([id, letter, name, count], index) => ({
        id,
        letter,
        name,
        waiting: count,
        longestSeconds: count * 260,
        issued: [16, 3, 9][index] ?? 0,
      })),
      counters: [1, 2, 3].map((number) => ({
        number,
        services: ['vozidla', 'dovozy', 'ridici'],
        state: number === 3 ? 'closed' : 'open',
        ticket: calls.find(({ counter }) => counter === number)?.number ?? null,
        since: calls.find(({ counter }) => counter === number)?.at ?? null,
        calls: calls.find(({ counter }) => counter === number)?.calls ?? 0,
        rule: number === 1 ? 'reservation' : number === 2 ? 'order' : null,
        passedOver: number === 1 ? 2 : 0,
        unitPresent: number !== 2,
      })),
      queue: [
        { number: 'A15', service: 'vozidla', issued: '2026-11-23T07:30:00.000Z', reserved: '2026-11-23T07:30:00.000Z', parked: false },
        { number: 'A13', service: 'vozidla', issued: '2026-11-23T07:24:40.000Z', reserved: null, parked: false },
        { number: 'C8', service: 'ridici', issued: '2026-11-23T07:31:00.000Z', reserved: null, parked: false },
        { number: 'A14', service: 'vozidla', issued: '2026-11-23T07:33:00.000Z', reserved: null, parked: false },
        { number: 'A16', service: 'vozidla', issued: '2026-11-23T07:39:00.000Z', reserved: null, parked: false },
        { number: 'C9', service: 'ridici', issued: '2026-11-23T07:22:00.000Z', reserved: null, parked: true },
      ],
      reservations: [
        { service: 'vozidla', start: '2026-11-23T07:30:00.000Z', end: '2026-11-23T08:30:00.000Z', arrived: true },
        { service: 'dovozy', start: '2026-11-23T07:30:00.000Z', end: '2026-11-23T08:30:00.000Z', arrived: false },
      ],
      printer: 'ok',
      link: { state: 'online', since: '2026-11-23T06:02:00.000Z', unsent: 0 },
      clockTrusted: true,
      pinMisses: 0,
    },
    units: [
      { counter: 1, display: ' A12', blink: 'steady', lamp: 'on' },
      { counter: 2, display: '  C7', blink: 'slow', lamp: 'blink' },
      { counter: 3, display: '----', blink: 'steady', lamp: 'off' },
    ],
  };
}

/** The same office with another picture on the kiosk. */
export function kioskShows(before: Views, panel: KioskView['panel'], text: string, offline: string | null = null): Views {
  return { ...before, kiosk: { ...before.kiosk, panel, text, offline } };
}

function issued(before: Views, service: string, number: string, paper: boolean): Views {
  const name = before.staff.services.find(({ id }) => id === service)?.name ?? '';
  const text = paper
    ? `Vaše pořadové číslo je ${number}. Vezměte si lístek.`
    : `Došel papír. Vaše číslo je ${number} – zapamatujte si ho nebo vyfoťte. Zavoláme vás jako ostatní.`;
  const counted = <T extends { readonly waiting: number }>(one: T, mine: boolean): T => (mine ? { ...one, waiting: one.waiting + 1 } : one);
  return {
    ...kioskShows(before, { kind: 'number', number, service: name, note: 'před vámi: 4 · asi 15–25 min', paper }, text),
    public: { ...before.public, services: before.public.services.map((one) => counted(one, one.id === service)) },
    board: { ...before.board, services: before.board.services.map((one) => counted(one, one.name === name)) },
    staff: {
      ...before.staff,
      services: before.staff.services.map((one) => (one.id === service ? { ...counted(one, true), issued: one.issued + 1 } : one)),
      queue: [...before.staff.queue, { number, service, issued: before.staff.asOf, reserved: null, parked: false }],
    },
  };
}

function called(before: Views, counter: number, number: string): Views {
  const call = { number, counter, at: before.board.asOf, calls: 1 };
  const left = before.board.calls.filter((one) => one.counter === counter);
  const after = counterSet(before, counter, { state: 'open', ticket: number });
  return {
    ...after,
    board: {
      ...before.board,
      calls: [call, ...before.board.calls.filter((one) => one.counter !== counter)],
      last: [...left, ...before.board.last],
    },
    staff: { ...after.staff, queue: before.staff.queue.filter((one) => one.number !== number) },
  };
}

function counterSet(before: Views, counter: number, change: { state?: 'open' | 'closed'; ticket: string | null }): Views {
  const changed = <T extends { readonly number: number }>(one: T): T => (one.number === counter ? { ...one, ...change } : one);
  const display = change.state === 'closed' ? '----' : (change.ticket ?? `${before.staff.queue.length}`).padStart(4);
  const picture: UnitView = {
    counter,
    display,
    blink: change.ticket === null ? 'steady' : 'slow',
    lamp: change.ticket === null ? 'off' : 'on',
  };
  return {
    ...before,
    public: { ...before.public, counters: before.public.counters.map(changed) },
    staff: {
      ...before.staff,
      counters: before.staff.counters.map((one) =>
        one.number === counter ? { ...changed(one), calls: change.ticket === null ? 0 : 1 } : one,
      ),
    },
    units: before.units.map((unit) => (unit.counter === counter ? picture : unit)),
  };
}

function slipOf(number: string, service: string): PrintedSlip {
  const text = [office.toUpperCase(), service, number, 'před vámi: 4 · asi 15–25 min', 'Po 23. 11. 2026  8:42'];
  const row = { kind: 'text', align: 'centre', bold: false, width: 1, height: 1 } as const;
  return {
    number,
    text: text.join('\n'),
    copy: false,
    bytes: Buffer.concat([Buffer.from(text.join('\n')), randomBytes(4)]).toString('base64'),
    rows: [
      { ...row, text: text[0] ?? '', bold: true },
      { ...row, text: service },
      { ...row, text: number, bold: true, width: 6, height: 6 },
      { ...row, text: text[3] ?? '' },
      { ...row, text: text[4] ?? '' },
      { kind: 'qr', text: 'http://localhost:8080/t/0123456789abcdef012345' },
      { ...row, text: 'sledujte na telefonu' },
    ],
  };
}
