import type { Views } from '../../../edge/core/views/screens.ts';

/** Monday, 8:42 of the example office: two counters at work, the third closed. */
export const views = (): Views => ({
  public: publicView(),
  kiosk: kioskView(),
  board: boardView(),
  staff: staffView(),
  units: unitViews(),
  lamps: { 'service:vozidla': true, 'service:dovozy': true, 'service:ridici': true, reserved: true, language: true },
});

const restText = 'Stiskněte tlačítko své agendy.';
const asOf = '2026-11-23T07:42:00.000Z';
export const office = 'Městský úřad';
const timeZone = 'Europe/Prague';
const serviceNames = [
  ['vozidla', 'A', 'Registr vozidel', 4, '15–25 min'],
  ['dovozy', 'B', 'Dovozy – schválení technické způsobilosti', 0, 'hned na řadě'],
  ['ridici', 'C', 'Registr řidičů', 2, '10–15 min'],
] as const;
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

const publicView = (): Views['public'] => ({
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
});

const kioskView = (): Views['kiosk'] => ({
  asOf,
  language: 'cs',
  timeZone,
  office,
  rows: [
    ...serviceNames.map(([id, , name, count, note]) => ({
      button: `service:${id}`,
      label: name,
      note: `${waiting(count)} · ${note}`,
      given: true,
    })),
    { button: 'reserved', label: 'Klienti objednaní přes web', note: 'zadejte PIN', given: true },
  ],
  panel: { kind: 'rest' },
  text: restText,
  offline: null,
});

const boardView = (): Views['board'] => ({
  asOf,
  language: 'cs',
  timeZone,
  office,
  calls,
  last,
  services: serviceNames.map(([, , name, count, note]) => ({ name, waiting: count, note })),
  ways: {},
  notices: [],
  words: {
    counter: 'přepážka',
    waiting: 'Čeká',
    last: 'Naposledy',
    nobody: 'Nikdo není volán.',
    stale: 'Tabule je bez spojení, sledujte přepážky',
  },
});

const staffView = (): Views['staff'] => ({
  asOf,
  language: 'cs',
  timeZone,
  office,
  day: '2026-11-23',
  issuing: 'open',
  doneAt: '2026-11-23T13:52:00.000Z',
  closing: '2026-11-23T14:00:00.000Z',
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
    service: number === 1 ? 'vozidla' : number === 2 ? 'ridici' : null,
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
  forecasts: { told: 43, held: 37 },
  printer: 'ok',
  link: { state: 'online', since: '2026-11-23T06:02:00.000Z', unsent: 0, fenced: false, twin: false },
  journal: { state: 'durable', since: asOf },
  clockTrusted: true,
  pinMisses: 0,
  stuckButtons: [],
  deviceTroubles: [],
});

const unitViews = (): Views['units'] => [
  { counter: 1, display: ' A12', blink: 'steady', lamp: 'on' },
  { counter: 2, display: '  C7', blink: 'slow', lamp: 'blink' },
  { counter: 3, display: '----', blink: 'steady', lamp: 'off' },
];
