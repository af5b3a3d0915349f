import test from 'ava';
import type { BoardSettings } from '#contract/board.ts';
import { exampleOffice } from '#contract/example-office.ts';
import { createSettingsTeller, followSettings, settingsAgainMs } from '../../../cloud/feed/tell-settings.ts';
import { toldSettings } from '../../../cloud/store/told-settings.ts';
import { startCloud } from '../cloud-under-test.ts';

test('changed settings go to edges that are online and behind, once, and again only after a while without an answer (F16)', async (t) => {
  const cloud = await startCloud();
  t.teardown(() => cloud.close());
  const { db } = cloud.store;
  const edge = { office: 'krumlov', credential: '', feedEpoch: null, feedRevision: 0, lastSeenMs: null };
  await db
    .insertInto('edge')
    .values([
      { ...edge, id: 'behind', online: 1, settingsRevision: 1 },
      { ...edge, id: 'away', online: 0, settingsRevision: 1 },
      { ...edge, id: 'ahead', online: 1, settingsRevision: 2 },
    ])
    .execute();
  const settings = { ...exampleOffice, revision: 2, place: 'Jinde 1' };
  await db
    .updateTable('office')
    .set({ settings: JSON.stringify(settings), settingsRevision: 2 })
    .execute();
  const sent: string[] = [];
  const teller = createSettingsTeller({
    store: cloud.store,
    clock: cloud.clock,
    publicOrigin: 'https://fronta.example',
    send: async (to, message) => {
      if (message.kind === 'settings') sent.push(`${to.edge} ${message.body.settings.revision} ${message.body.settings.place}`);
      return 'sent';
    },
  });
  await teller.tell('jinde');
  t.deepEqual(sent, [], 'another office changed');
  await teller.tell('krumlov');
  await teller.tellAll();
  t.deepEqual(sent, ['behind 2 Jinde 1'], 'not twice in a row');
  cloud.clock.advance({ minutes: settingsAgainMs / 60_000 });
  await teller.tellAll();
  t.is(sent.length, 2);
  const applied = { name: 'settings.applied', data: { settings, pinKey: 'k', publicOrigin: null } } as never;
  await db.transaction().execute((trx) => followSettings(trx, { office: 'krumlov', edge: 'behind' }, [applied]));
  cloud.clock.advance({ minutes: 5 });
  await teller.tellAll();
  t.is(sent.length, 2, 'an edge that works by them is left alone');
});

test('P50: the board goes before the settings in a message of its own, and an office without one says nothing of it', async (t) => {
  const board: BoardSettings = { notices: [], ways: { 1: 'left' } };
  const office = { settings: { ...exampleOffice, revision: 3, board }, pinKey: 'k' };
  const told = toldSettings(office, 'https://fronta.example');
  t.deepEqual(told, [
    { kind: 'board', body: { revision: 3, board } },
    { kind: 'settings', body: { settings: { ...exampleOffice, revision: 3 }, pinKey: 'k', publicOrigin: 'https://fronta.example' } },
  ]);
  const keys = told.flatMap((message) => (message.kind === 'settings' ? Object.keys(message.body.settings) : []));
  t.false(keys.includes('board'), 'edges made before notices read no such settings');
  t.deepEqual(
    toldSettings({ settings: exampleOffice, pinKey: 'k' }, 'https://fronta.example').map(({ kind }) => kind),
    ['settings'],
  );
});
