import test from 'ava';
import { clerkAt } from '../cloud/admin/clerk.ts';
import { runOffice } from './run-office.ts';
import { cloudRows, factsNamed } from './stored-facts.ts';
import { until } from './until.ts';

const settings = '/admin/krumlov/nastaveni';

test.serial(
  'a supervisor joins with the code of the first start and closes a day; the kiosk works by it at once, or as soon as it is back (F21)',
  async (t) => {
    const office = await runOffice(t, { clock: '2026-11-23T08:00:00+01:00' });
    const { bench, citizen } = office;
    await office.inTouch();
    const clerk = clerkAt({ origin: office.cloud.address, clock: { now: Date.now } });
    await clerk.join(await office.cloud.process().said(/^Fronta admin: .* one-time code (\S+)$/));
    const change = async (part: string, fields: Record<string, string>) =>
      clerk.send(await clerk.get(`${settings}/${part}`), `${settings}/${part}`, fields);

    await citizen.reserve({ service: 'vozidla', start: '2026-11-24T07:30:00+01:00' });
    await office.inTouch();
    const applied = () => factsNamed(office.journal().facts, 'settings.applied');
    const before = applied().length;
    const closing = { date: '2026-11-24', 'reason:cs': 'Výpadek proudu', 'reason:en': 'Power cut', 'reason:de': 'Stromausfall' };
    const preview = await change('volna', closing);
    t.true(preview.html.includes('Rezervací, které přijdou o svůj termín: 1.'));
    t.true(preview.html.includes('kiosk-1 je ve spojení'));
    t.is(applied().length, before, 'a preview reaches no kiosk');
    t.is((await clerk.send(preview, `${settings}/ulozit`)).title, 'K přesunutí');
    await until('the kiosk has taken the new settings up', () => applied().length === before + 1);
    t.is(applied().at(-1)?.data.settings.revision, 2);
    const known = "select settingsRevision as revision from edge where id = 'kiosk-1'";
    await until('the cloud knows it', () => cloudRows<{ revision: number }>(office.database, known)[0]?.revision === 2);
    t.deepEqual(await citizen.slots('vozidla', '2026-11-24'), [], 'the closed day is booked no more');

    await office.edge.end('SIGTERM');
    await clerk.send(await change('prepazky', { 'c3:remove': '1' }), `${settings}/ulozit`);
    await office.edge.start();
    await until('a kiosk that was away works by them too', async () => (await bench.queue()).counters.length === 2);
  },
);
