import test from 'ava';
import type { Refusal } from '../../../../edge/core/decision.ts';
import { restingKiosk, showRefusal } from '../../../../edge/core/kiosk.ts';
import { kioskView } from '../../../../edge/core/views/kiosk-view.ts';
import { monday, office, type Scenario } from '../scenario.ts';

const hours = { 1: [{ from: '07:30', to: '12:00' }] };

function viewOf({ queue, now }: Scenario, refusal: Refusal | null = null) {
  const { clockTrusted, ...moment } = now();
  const rest = restingKiosk('cs');
  return kioskView(queue(), {
    now: moment,
    clockTrusted,
    kiosk: refusal === null ? rest : showRefusal(rest, refusal, moment.steady),
    link: { state: 'online', since: 0, fenced: false, twin: false },
    unsent: 0,
    journal: { state: 'durable', since: 0 },
    lostUnits: new Set(),
    stuckButtons: new Set(),
    deviceTroubles: [],
  });
}
const notes = (hall: Scenario) => viewOf(hall).rows.map(({ note, given }) => [note, given]);

test('each button says how many wait and how long that takes', (t) => {
  const hall = office({ hours });
  hall.takes('ridici');
  t.deepEqual(notes(hall), [
    ['čeká 0 · čekání nelze odhadnout', true],
    ['čeká 0 · čekání nelze odhadnout', true],
    ['čeká 1 · čekání nelze odhadnout', true],
    ['zadejte PIN', true],
  ]);
});

test('a button that gives no ticket says so before it is pressed', (t) => {
  t.deepEqual(notes(office({ hours }, monday('13:00')))[0], ['teď nevydáváme', false]);
  const used = office((settings) => ({ ...settings, services: settings.services.map((one) => ({ ...one, dailyQuota: 1 })) }));
  used.takes('vozidla');
  t.deepEqual(notes(used).slice(0, 2), [
    ['pro dnešek vyčerpáno', false],
    ['čeká 0 · čekání nelze odhadnout', true],
  ]);
});

test('when staff give no more tickets the screen says that those who wait and those who booked are still served', (t) => {
  const hall = office({ hours });
  hall.when({ kind: 'issuing', to: 'stopped' });
  hall.passes(1);
  t.deepEqual(notes(hall)[0], ['teď nevydáváme', false]);
  const { refusal } = hall.when({ kind: 'take', service: 'vozidla', origin: 'button', token: 'token-of-a-ticket' });
  t.is(viewOf(hall, refusal).text, 'Dnes už další lístky nevydáváme. Kdo čeká, přijde na řadu, objednaní mohou zadat PIN.');
});
