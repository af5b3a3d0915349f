import test from 'ava';
import type { BoardView } from '../../edge/core/views/screens.ts';
import { poster } from '../browser/poster.ts';
import { clerkAt } from '../cloud/admin/clerk.ts';
import { readEvents } from '../edge/screens/event-reader.ts';
import { runOffice } from './run-office.ts';
import { until } from './until.ts';

const settings = '/admin/krumlov/nastaveni';

test('a notice with its picture goes from /admin to the board, and stands there after a power cut without the cloud (P51, P53)', async (t) => {
  const office = await runOffice(t, { clock: '2026-11-23T08:00:00+01:00' });
  await office.inTouch();
  const clerk = clerkAt({ origin: office.cloud.address, clock: { now: Date.now } });
  await clerk.join(await office.cloud.process().said(/^Fronta admin: .* one-time code (\S+)$/));
  const picture = Buffer.from(poster(320, 200));
  const form = await clerk.get(`${settings}/tabule`);
  const words = { 'n:new:cs': 'V pátek zavřeno', 'n:new:en': 'Closed on Friday', 'n:new:de': 'Freitag geschlossen' };
  await clerk.send(await clerk.upload(form, `${settings}/tabule`, words, { 'n:new:picture': picture }), `${settings}/ulozit`);

  const notice = async () => {
    const page = await readEvents(t, `${office.edge.address}/board/events`);
    const { notices } = await page.picture<BoardView>();
    page.leave();
    return notices[0];
  };
  const isShown = (): Promise<unknown> => until('the board shows it with its picture', async () => (await notice())?.picture);
  await isShown();
  t.is((await notice())?.text, 'V pátek zavřeno');
  await office.cloud.end('SIGKILL');
  await office.edge.end('SIGKILL');
  await office.edge.start();
  await isShown();
  const shown = await fetch(office.edge.address + (await notice())?.picture?.path);
  t.deepEqual(Buffer.from(await shown.arrayBuffer()), picture);
});
