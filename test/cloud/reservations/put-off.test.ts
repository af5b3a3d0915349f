import test, { type ExecutionContext } from 'ava';
import { sql } from 'kysely';
import { openStore, type Store } from '../../../cloud/store/open.ts';
import { startCloud } from '../cloud-under-test.ts';
import { newDatabase, startPostgres } from '../postgres.ts';

let server: Awaited<ReturnType<typeof startPostgres>>;
test.before(async () => {
  server = await startPostgres();
});
test.after.always(() => server?.stop());

async function cloudOnPostgres(t: ExecutionContext) {
  const { url, drop } = await newDatabase(server.url);
  const cloud = await startCloud({ store: await openStore(url) });
  t.teardown(async () => {
    await cloud.close();
    await drop();
  });
  return cloud;
}

/** PostgreSQL ends the next `times` transactions that do this to a reservation, with an error of this code. */
async function endsTransactions({ db }: Store, doing: 'insert' | 'update', code: string, times: number): Promise<void> {
  // A sequence counts on when its transaction is undone.
  await sql`create sequence if not exists "ended"`.execute(db);
  await sql`alter sequence "ended" restart`.execute(db);
  await sql`create or replace function "end_some"() returns trigger language plpgsql as ${sql.lit(`begin
    if nextval('ended') <= ${times} then raise exception 'ended by the test' using errcode = '${code}'; end if;
    return new;
  end`)}`.execute(db);
  await sql`create or replace trigger "end_some" before ${sql.raw(doing)} on "reservation" for each row execute function "end_some"()`.execute(
    db,
  );
}

const wish = { service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana', email: 'jana@example.cz', lang: 'cs' };

for (const [code, what] of [
  ['40P01', 'a deadlock'],
  ['40001', 'another transaction that was quicker'],
] as const) {
  test(`a booking that PostgreSQL puts off for ${what} is tried again, and its mail goes once`, async (t) => {
    const cloud = await cloudOnPostgres(t);
    await endsTransactions(cloud.store, 'insert', code, 2);
    const booked = await cloud.post('/api/v1/offices/krumlov/reservations', wish);
    t.is(booked.status, 201);
    t.is((await cloud.store.db.selectFrom('reservation').select('id').execute()).length, 1);
    t.is((await cloud.mails()).length, 1);
  });

  test(`a confirmation that PostgreSQL puts off for ${what} is tried again, and gives one PIN`, async (t) => {
    const cloud = await cloudOnPostgres(t);
    await cloud.post('/api/v1/offices/krumlov/reservations', wish);
    await endsTransactions(cloud.store, 'update', code, 2);
    const confirmed = await cloud.post('/api/v1/reservations/confirm', { token: await cloud.tokenOf('potvrdit') });
    t.is(confirmed.status, 200);
    t.regex(String(confirmed.body.pin), /^\d{4}$/);
    t.is((await cloud.mails()).filter(({ text }) => text.includes(String(confirmed.body.pin))).length > 0, true);
  });
}

test('holds that run out while PostgreSQL puts off whoever ends them keep nobody from booking', async (t) => {
  const cloud = await cloudOnPostgres(t);
  await cloud.post('/api/v1/offices/krumlov/reservations', wish);
  cloud.clock.advance({ minutes: 31 });
  await endsTransactions(cloud.store, 'update', '40P01', 2);
  const booked = await cloud.post('/api/v1/offices/krumlov/reservations', { ...wish, email: 'eva@example.cz' });
  t.is(booked.status, 201, 'the only place of the hour is free again');
});

test('one wish that the database refuses hinders none of those that came with it', async (t) => {
  const cloud = await cloudOnPostgres(t);
  await sql`alter table "reservation" add constraint "nobody" check ("name" <> 'Nobody')`.execute(cloud.store.db);
  const wishes = ['11-30', '12-01', '12-02', '12-03', '12-04', '12-07'].map((day, index) => ({
    ...wish,
    start: `2026-${day}T08:30:00+01:00`,
    name: index === 3 ? 'Nobody' : 'Jana',
    email: `jana-${index}@example.cz`,
  }));
  const answers = await Promise.all(wishes.map((one) => cloud.post('/api/v1/offices/krumlov/reservations', one)));
  t.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201, 500, 201, 201],
  );
});
