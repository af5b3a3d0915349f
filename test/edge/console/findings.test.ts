import test from 'ava';
import { type Depths, findings, freeBytesFew, freeBytesTooFew } from '../../../edge/console/findings.ts';
import type { StaffView } from '../../../edge/core/views/screens.ts';
import { troubleOf } from '../../../edge/link/reach.ts';

const now = Date.parse('2026-11-23T08:00:00Z');
const minutesAgo = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
const counter = { services: [], state: 'open', ticket: null, service: null, since: null, calls: 0, rule: null, passedOver: 0 } as const;
const well = {
  counters: [1, 2].map((number) => ({ ...counter, number, unitPresent: true })),
  printer: 'ok',
  link: { state: 'online', since: minutesAgo(60), unsent: 0, fenced: false, twin: false },
  journal: { state: 'durable', since: minutesAgo(60) },
  clockTrusted: true,
  stuckButtons: [],
  deviceTroubles: [],
} as unknown as StaffView;
const still: Depths = { freeBytes: 8e9, messagesSetAside: 0, access: { enrolled: true, trouble: null }, now };

/** The things that are not well, as `thing: state`. */
const unwell = (staff: Partial<StaffView>, depths: Partial<Depths> = {}): readonly string[] =>
  findings({ ...well, ...staff }, { ...still, ...depths })
    .filter(({ state }) => state !== 'fine')
    .map(({ thing, state }) => `${thing}: ${state}`);

test('an office that is well has one fine finding a thing and nothing to do', (t) => {
  const found = findings(well, still);
  t.deepEqual(
    found.map(({ thing }) => thing),
    ['printer', 'unit 1', 'unit 2', 'buttons', 'journal', 'disk', 'clock', 'credential', 'link', 'messages'],
  );
  t.true(found.every(({ state, todo }) => state === 'fine' && todo === null));
});

const refusedWith = (error: Parameters<typeof troubleOf>[0]): Partial<Depths> => ({
  access: { enrolled: true, trouble: troubleOf(error) },
});

const cases: readonly (readonly [string, Partial<StaffView>, Partial<Depths>, string])[] = [
  ['a roll near its end is to be looked at (F8)', { printer: 'near-end' }, {}, 'printer: look'],
  ['no paper is broken (F8)', { printer: 'paper-out' }, {}, 'printer: broken'],
  ['an open cover is broken', { printer: 'cover-open' }, {}, 'printer: broken'],
  ['a printer that does not answer is broken', { printer: 'offline' }, {}, 'printer: broken'],
  ['a silent unit is broken (F13)', { counters: [{ ...well.counters[1]!, unitPresent: false }] }, {}, 'unit 2: broken'],
  ['an edge that has no credential is broken', {}, { access: { enrolled: false, trouble: null } }, 'credential: broken'],
  ['a credential that the broker refuses is broken', {}, refusedWith({ code: 5, message: '' }), 'credential: broken'],
  ['a broker whose certificate has expired is broken', {}, refusedWith({ code: 'CERT_HAS_EXPIRED', message: '' }), 'certificate: broken'],
  [
    'a certificate that begins later says that the clock is behind',
    {},
    refusedWith({ code: 'CERT_NOT_YET_VALID', message: '' }),
    'clock: broken',
  ],
  ['a broker whose name is not known is to be looked at', {}, refusedWith({ code: 'ENOTFOUND', message: '' }), 'broker: look'],
  ['a silent keypad is broken (F13)', { deviceTroubles: [{ counter: null, trouble: 'silent' }] }, {}, 'keypad: broken'],
  ['a stuck key of a unit is broken (F10)', { deviceTroubles: [{ counter: 2, trouble: 'key-stuck' }] }, {}, 'unit 2: broken'],
  ['a unit that forgets is to be looked at', { deviceTroubles: [{ counter: 1, trouble: 'eeprom' }] }, {}, 'unit 1: look'],
  ['a unit that was reset is to be looked at', { deviceTroubles: [{ counter: 1, trouble: 'watchdog' }] }, {}, 'unit 1: look'],
  ['a stuck button is broken (F10)', { stuckButtons: [{ id: 'reserved', label: 'Klienti objednaní přes web' }] }, {}, 'buttons: broken'],
  ['a volatile journal is broken (F2, F3)', { journal: { state: 'volatile', since: minutesAgo(1) } }, {}, 'journal: broken'],
  ['little room is to be looked at', {}, { freeBytes: freeBytesFew - 1 }, 'disk: look'],
  ['almost no room is broken', {}, { freeBytes: freeBytesTooFew - 1 }, 'disk: broken'],
  ['a clock that nothing confirms is to be looked at (F5)', { clockTrusted: false }, {}, 'clock: look'],
  ['a short outage is to be looked at (F14)', { link: { ...well.link, state: 'offline', since: minutesAgo(9) } }, {}, 'link: look'],
  ['a long outage is broken (F14)', { link: { ...well.link, state: 'broker-only', since: minutesAgo(11) } }, {}, 'link: broken'],
  ['a fenced edge is broken (F19)', { link: { ...well.link, fenced: true } }, {}, 'link: broken'],
  ['a twin that was shut out is to be looked at (F19)', { link: { ...well.link, twin: true } }, {}, 'link: look'],
  ['a message set aside is to be looked at (F25)', {}, { messagesSetAside: 1 }, 'messages: look'],
];

for (const [title, staff, depths, expected] of cases)
  test(title, (t) => {
    t.deepEqual(unwell(staff, depths), [expected]);
    const troubled = findings({ ...well, ...staff }, { ...still, ...depths }).find(({ state }) => state !== 'fine');
    t.truthy(troubled?.todo, 'what is not well says what to do');
  });
