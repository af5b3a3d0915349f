import test from 'ava';
import { approveJournal } from '../../../cloud/ingest/standing.ts';
import { storeUnderTest } from '../store-under-test.ts';
import { openSignedIn } from './clerk.ts';

const kiosks = '/admin/krumlov/kiosky';
const [first, second] = ['a'.repeat(32), 'b'.repeat(32)];

test('F19: of two kiosks with one name an admin says in /admin which one counts', async (t) => {
  const store = await storeUnderTest();
  const approve = async (edge: { office: string; edge: string }, journal: string) => approveJournal(store.db, edge, journal, 2_000);
  const { clerk } = await openSignedIn(t, { store, approveJournal: approve });
  await store.db
    .insertInto('edge')
    .values({
      office: 'krumlov',
      id: 'kiosk-1',
      credential: 'x',
      feedEpoch: null,
      feedRevision: 0,
      settingsRevision: 0,
      online: 1,
      lastSeenMs: null,
    })
    .execute();
  const journal = { office: 'krumlov', edge: 'kiosk-1', helloMs: Date.parse('2026-11-29T17:00:00+01:00'), trialMs: null, approvedMs: null };
  await store.db
    .insertInto('journal')
    .values({ ...journal, id: first, lastSeq: 57, firstSeenMs: 1_000, standing: 'current' })
    .execute();
  t.false((await clerk.get(kiosks)).html.includes('víc kiosků'), 'one kiosk, nothing to decide');
  t.is((await clerk.get(`${kiosks}/kiosk-1/dvojnik`)).status, 404);
  await store.db
    .insertInto('journal')
    .values({ ...journal, id: second, lastSeq: 0, firstSeenMs: 2_000, standing: 'fenced', helloMs: null })
    .execute();
  t.regex(
    (await clerk.get(kiosks)).html,
    /Pod označením kiosk-1 se hlásí víc kiosků\.[\s\S]*href="\/admin\/krumlov\/kiosky\/kiosk-1\/dvojnik"/,
  );
  const page = await clerk.get(`${kiosks}/kiosk-1/dvojnik`);
  t.is(page.title, 'Který kiosk-1 platí?');
  t.regex(page.html, /aaaaaaaa[\s\S]*platí[\s\S]*57[\s\S]*bbbbbbbb[\s\S]*odstaven/);
  const refused = await clerk.send(page, `${kiosks}/kiosk-1/dvojnik`, { journal: first });
  t.is(refused.status, 404, 'it counts already');
  const done = await clerk.send(page, `${kiosks}/kiosk-1/dvojnik`);
  t.true(done.html.includes('Rozhodnuto.'));
  const standings = await store.db.selectFrom('journal').select(['id', 'standing']).orderBy('id').execute();
  t.deepEqual(
    standings.map(({ standing }) => standing),
    ['fenced', 'current'],
  );
  t.true((await clerk.get('/admin/krumlov/zaznamy')).html.includes('rozhodnutí, který kiosek platí: kiosk-1'));
});
