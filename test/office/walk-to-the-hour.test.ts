import { join } from 'node:path';
import test from 'ava';
import { benchHands } from './bench-hands.ts';
import { citizenOf } from './citizen.ts';
import { freePort } from './free-port.ts';
import { post } from './http.ts';
import { addressesOf, npmStart } from './npm-start.ts';
import { isInTouch, temporaryFolder } from './run-office.ts';
import { until } from './until.ts';

test.serial(
  'with ports of its own choice npm start names the real ones, and the bench’s clock walks both sides to a booked hour',
  async (t) => {
    const data = join(await temporaryFolder(t), 'var');
    const office = await npmStart(t, {
      FRONTA_DATA: data,
      FRONTA_CLOUD_PORT: '0',
      FRONTA_EDGE_PORT: '0',
      FRONTA_MQTT_URL: `embedded://127.0.0.1:${await freePort()}`,
      FRONTA_CLOCK: '2026-11-23T08:16:00+01:00',
    });
    const [cloud, edge] = addressesOf(office);
    for (const address of [cloud, edge]) t.regex(address, /:[1-9]\d+$/);
    const citizen = citizenOf(() => cloud);
    const bench = benchHands(() => edge);
    await until('the link is live', async () => (await citizen.live()).link === 'online');
    const { pin } = await citizen.reserve({ service: 'vozidla', start: '2026-11-23T12:30:00+01:00' });
    t.true(
      (await citizen.mails()).some(({ text }) => text.includes(`${cloud}/rezervace/`)),
      'links in mails lead there too',
    );
    const types = async (): Promise<string> => {
      await bench.press('reserved');
      await bench.type(`${pin}#`);
      return bench.kioskSays();
    };
    // Typed five times, a PIN that the kiosk does not know yet would let its keypad rest.
    await until('the kiosk knows the PIN', () => isInTouch(join(data, 'cloud.sqlite')));
    t.true((await types()).startsWith('Jste tu brzy.'));

    const turned = await post(`${edge}/bench/clock`, { minutes: 250 });
    t.is(turned.status, 200);
    const hour = Date.parse('2026-11-23T12:26:00+01:00');
    await until('the cloud is there too', async () => Date.parse((await citizen.live()).asOf ?? '') >= hour);
    await until('the PIN is taken', async () => {
      await types();
      return (await bench.slips()).some(({ number }) => number === 'A1');
    });
    const free = (await citizen.slots('vozidla', '2026-11-23')).filter((slot) => slot.free > 0).map(({ start }) => start);
    t.true(
      free.every((start) => Date.parse(start) > hour),
      'hours that are over are offered no more',
    );
    t.deepEqual(await office.end('SIGINT'), { code: 0, signal: null });
  },
);
