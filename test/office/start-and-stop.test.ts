import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type BenchHands, benchHands } from './bench-hands.ts';
import { citizenOf } from './citizen.ts';
import { freePort } from './free-port.ts';
import { addressesOf, npmStart } from './npm-start.ts';
import type { Process } from './process.ts';
import { isInTouch, runOffice, temporaryFolder } from './run-office.ts';
import { until } from './until.ts';

const halfPastEight = '2026-11-23T08:30:00+01:00';
const endsWithinMs = 5_000;

test.serial('npm start opens a whole office and says where; Ctrl-C ends it, and started again it goes on where it was', async (t) => {
  const folder = await temporaryFolder(t);
  const environment = await anOffice(folder);
  const first = await npmStart(t, environment);
  const [cloud, edge] = addressesOf(first);
  for (const place of [
    `${cloud}/`,
    `${cloud}/inbox`,
    `${edge}/bench`,
    `${edge}/board`,
    `${edge}/kiosk`,
    `${edge}/staff`,
    `${cloud}/live/krumlov`,
  ])
    t.true(first.stdout().includes(` ${place} `) || first.stdout().includes(` ${place}\n`), place);
  t.deepEqual(
    first
      .stderr()
      .split('\n')
      .filter((line) => line.startsWith('{')),
    [],
    'no log lines disturb who reads the addresses',
  );
  const citizen = citizenOf(() => cloud);
  const bench = benchHands(() => edge);
  await until('the link is live', async () => (await citizen.live()).link === 'online');
  const { pin } = await citizen.reserve({ service: 'vozidla', start: halfPastEight });
  t.is(await slipAfter(bench, 'service:vozidla'), 'A1');
  // A PIN that the kiosk does not know yet, typed five times, would let its keypad rest.
  await until('the kiosk knows the PIN', () => isInTouch(join(environment.FRONTA_DATA!, 'cloud.sqlite')));
  await ends(t, first, 'SIGINT');

  const second = await npmStart(t, environment);
  t.deepEqual(addressesOf(second), [cloud, edge]);
  t.is(await slipAfter(bench, 'service:vozidla'), 'A2', 'no number is given again');
  await until('the PIN is taken', async () => {
    await bench.press('reserved');
    await bench.type(`${pin}#`);
    return (await bench.slips()).some(({ number, copy }) => number === 'A3' && !copy);
  });
  t.is((await citizen.mails()).length, 2);
  t.is(await slotIsFree(citizen), false, 'the reservation still has its place');
  await ends(t, second, 'SIGTERM');
});

test.serial('an edge ends in order though the cloud hangs', async (t) => {
  const office = await runOffice(t, { clock: '2026-11-23T08:16:00+01:00' });
  await office.inTouch();
  process.kill(office.cloud.process().pid, 'SIGSTOP');
  const asked = performance.now();
  t.deepEqual(await office.edge.end('SIGTERM'), { code: 0, signal: null });
  t.true(performance.now() - asked < endsWithinMs);
});

type Environment = Readonly<Record<string, string>>;

async function anOffice(folder: string): Promise<Environment> {
  return {
    FRONTA_DATA: join(folder, 'var'),
    FRONTA_CLOUD_PORT: String(await freePort()),
    FRONTA_EDGE_PORT: String(await freePort()),
    FRONTA_MQTT_URL: `embedded://127.0.0.1:${await freePort()}`,
    FRONTA_CLOCK: '2026-11-23T08:16:00+01:00',
  };
}

async function ends(t: ExecutionContext, office: Process, signal: NodeJS.Signals): Promise<void> {
  const asked = performance.now();
  t.deepEqual(await office.end(signal), { code: 0, signal: null }, signal);
  t.true(performance.now() - asked < endsWithinMs, `${signal} ended it within five seconds`);
}

/** Presses until a slip comes: for two seconds after the last ticket of a service there is none. */
async function slipAfter(bench: BenchHands, button: string): Promise<string | undefined> {
  const before = (await bench.slips()).length;
  const slips = await until('a slip', async () => {
    await bench.press(button);
    return (await bench.slips()).length > before && bench.slips();
  });
  return slips[0]?.number;
}

const slotIsFree = async (citizen: ReturnType<typeof citizenOf>): Promise<boolean> =>
  (await citizen.slots('vozidla', '2026-11-23')).some(({ start, free }) => start === halfPastEight && free > 0);
