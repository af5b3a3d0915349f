import { randomBytes } from 'node:crypto';
import type { KioskView, UnitView, Views } from '../../../edge/core/views/screens.ts';
import type { PrintedSlip } from '../../../edge/printer/port.ts';
import { office } from './monday.ts';

/** The same office with another picture on the kiosk. */
export function kioskShows(before: Views, panel: KioskView['panel'], text: string, offline: string | null = null): Views {
  return { ...before, kiosk: { ...before.kiosk, panel, text, offline } };
}

export function issued(before: Views, service: string, number: string, paper: boolean): Views {
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

export function called(before: Views, counter: number, number: string): Views {
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

export function counterSet(before: Views, counter: number, change: { state?: 'open' | 'closed'; ticket: string | null }): Views {
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

export function slipOf(number: string, service: string): PrintedSlip {
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

export function unitPlugged(before: Views, counter: number, plugged: boolean): Views {
  return {
    ...before,
    staff: {
      ...before.staff,
      counters: before.staff.counters.map((one) => (one.number === counter ? { ...one, unitPresent: plugged } : one)),
    },
    units: before.units.map((unit) => (unit.counter === counter && !plugged ? { ...unit, display: '----', lamp: 'off' } : unit)),
  };
}

/** Only the time is another. */
export function later(before: Views, minutes: number): Views {
  const asOf = new Date(Date.parse(before.public.asOf) + minutes * 60_000).toISOString();
  return {
    ...before,
    public: { ...before.public, asOf },
    kiosk: { ...before.kiosk, asOf },
    board: { ...before.board, asOf },
    staff: { ...before.staff, asOf },
  };
}
