import test from 'ava';
import { numbersOfWeeks, today } from './numbers-of-weeks.ts';
import { opened, problemOf } from './opened.ts';

test('a clerk who is signed in reads the numbers of the last weeks, of a chosen period, in each language', async (t) => {
  const { address, logIn } = await opened(t, { numbers: numbersOfWeeks() });
  const headers = { cookie: await logIn() };
  const usual = await (await fetch(`${address}/api/v1/statistics`, { headers })).json();
  t.like(usual, { today, picture: { language: 'cs', period: { from: '2026-10-20', to: today } } });
  const asked = await (await fetch(`${address}/api/v1/statistics?from=2026-11-23&to=2026-11-23&lang=de`, { headers })).json();
  t.like(asked, { picture: { language: 'de', office: 'Stadtamt' } });
  t.is((asked as { picture: { tables: { rows: unknown[] }[] } }).picture.tables[0]?.rows.length, 1);
});

test('what is no period and what is no number is refused in words, and a ticket that is not there is not found', async (t) => {
  const { address, logIn } = await opened(t, { numbers: numbersOfWeeks() });
  const headers = { cookie: await logIn() };
  const ask = async (path: string) => problemOf(t, await fetch(`${address}/api/v1/${path}`, { headers }));
  t.like(await ask('statistics?from=2026-11-23&to=2026-11-01'), { status: 422, type: 'invalid', field: 'from' });
  t.like(await ask('statistics/csv?from=yesterday&to=today'), { status: 422 });
  t.like(await ask('story?number=12'), { status: 422, type: 'invalid' });
  t.like(await ask('story?number=A99'), { status: 404, type: 'unknown-ticket' });
});

test('without a session there are no numbers and no story, and the pages lead to the login', async (t) => {
  const { address } = await opened(t, { numbers: numbersOfWeeks() });
  for (const path of ['statistics', 'statistics/csv', 'story?number=A3'])
    t.like(await problemOf(t, await fetch(`${address}/api/v1/${path}`)), { status: 401, type: 'no-session' });
  for (const page of ['statistics', 'story']) {
    const answer = await fetch(`${address}/staff/${page}`, { redirect: 'manual' });
    t.is(answer.headers.get('location'), '/staff/login');
  }
});

test('the file is one for a spreadsheet', async (t) => {
  const { address, logIn } = await opened(t, { numbers: numbersOfWeeks() });
  const answer = await fetch(`${address}/api/v1/statistics/csv?from=2026-11-16&to=2026-11-23&lang=cs`, {
    headers: { cookie: await logIn() },
  });
  t.is(answer.headers.get('content-type'), 'text/csv; charset=utf-8');
  t.is(answer.headers.get('content-disposition'), 'attachment; filename="fronta-2026-11-16-2026-11-23.csv"');
  const bytes = new Uint8Array(await answer.arrayBuffer());
  t.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
});
