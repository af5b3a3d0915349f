import test from 'ava';
import { startAgain } from '../../systemd/start-again.ts';

test('an office that was told nothing is started again by the bare command', (t) => {
  t.is(startAgain('npm run cloud', { PATH: '/usr/bin', FRONTA_DATA: '' }, 5_000), 'npm run cloud');
});

test('a side is started again on the ports and the data that it was on', (t) => {
  const told = { FRONTA_EDGE_PORT: '9081', FRONTA_DATA: '/tmp/an office', FRONTA_MQTT_URL: 'embedded://127.0.0.1:2883' };
  t.is(
    startAgain('npm run edge -- --config edge.json', told, 0),
    "FRONTA_DATA='/tmp/an office' FRONTA_EDGE_PORT=9081 FRONTA_MQTT_URL=embedded://127.0.0.1:2883 npm run edge -- --config edge.json",
  );
});

test("the office's time goes on where it is by now", (t) => {
  t.is(
    startAgain('npm run cloud', { FRONTA_CLOCK: '2026-11-23T08:16:00+01:00' }, 90_000),
    'FRONTA_CLOCK=2026-11-23T07:17:30.000Z npm run cloud',
  );
});

test('no password is shown', (t) => {
  const line = startAgain('npm run cloud', { FRONTA_DATABASE_URL: 'postgres://fronta:hidden-word@db/fronta' }, 0);
  t.is(line, 'FRONTA_DATABASE_URL=… npm run cloud');
});
