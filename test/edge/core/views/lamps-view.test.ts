import test from 'ava';
import { restingKiosk } from '../../../../edge/core/kiosk.ts';
import { lampsView } from '../../../../edge/core/views/lamps-view.ts';
import { monday, office, type Scenario } from '../scenario.ts';

const openMonday: Parameters<typeof office>[0] = { hours: { 1: [{ from: '07:30', to: '12:00' }] } };

/** Which lamps are lit now, by name. */
function lit({ queue, now }: Scenario, stuck: readonly string[] = []): string[] {
  const { clockTrusted, ...moment } = now();
  const around = {
    now: moment,
    clockTrusted,
    kiosk: restingKiosk('cs'),
    link: { state: 'online' as const, since: 0, fenced: false, twin: false },
    unsent: 0,
    journal: { state: 'durable' as const, since: 0 },
    lostUnits: new Set<number>(),
    stuckButtons: new Set(stuck),
    deviceTroubles: [],
  };
  return Object.entries(lampsView(queue(), around))
    .filter(([, on]) => on)
    .map(([button]) => button);
}

test('while tickets are given every service is lit, and so are the PIN and the language', (t) => {
  t.deepEqual(lit(office(openMonday)), ['service:vozidla', 'service:dovozy', 'service:ridici', 'reserved', 'language']);
});

test('before and after the hours only the language is lit', (t) => {
  t.deepEqual(lit(office(openMonday, monday('07:00'))), ['language']);
  t.deepEqual(lit(office(openMonday, monday('13:00'))), ['language']);
});

test('a service whose quota is used is dark, the others are lit', (t) => {
  const one = office((example) => ({
    ...example,
    services: example.services.map((service) => (service.id === 'dovozy' ? { ...service, dailyQuota: 1 } : service)),
  }));
  one.takes('dovozy');
  t.deepEqual(lit(one), ['service:vozidla', 'service:ridici', 'reserved', 'language']);
});

test('the PIN stays lit after the last ticket as long as a reservation may be checked in', (t) => {
  const late = office(openMonday, monday('08:10'));
  late.reserved('1', 'vozidla', monday('13:00'));
  late.clockStepsTo(monday('12:30'));
  t.deepEqual(lit(late), ['language']);
  late.clockStepsTo(monday('12:50'));
  t.deepEqual(lit(late), ['reserved', 'language']);
  late.checksIn('0001');
  t.deepEqual(lit(late), ['language']);
});

test('while the clock is not trusted tickets are given at any hour, and the lamps say so (F5)', (t) => {
  const unsure = office(openMonday, monday('13:00'));
  unsure.clockTrusted(false);
  t.true(lit(unsure).includes('service:vozidla'));
});

test('a masked button is dark (F10)', (t) => {
  t.deepEqual(lit(office(openMonday), ['service:vozidla', 'language']), ['service:dovozy', 'service:ridici', 'reserved']);
});

test('the double press that gives no second ticket does not darken the lamp', (t) => {
  const busy = office(openMonday);
  busy.takes('vozidla');
  t.true(lit(busy).includes('service:vozidla'));
});

test('wired call buttons are lit while their counter is open, and recall while somebody is called', (t) => {
  const open = office(openMonday);
  open.clerk(2, 'open');
  t.deepEqual(
    lit(open).filter((button) => button.startsWith('counter:')),
    ['counter:2:next'],
  );
  open.takes('vozidla');
  open.clerk(2, 'next');
  t.deepEqual(
    lit(open).filter((button) => button.startsWith('counter:')),
    ['counter:2:next', 'counter:2:recall'],
  );
});
