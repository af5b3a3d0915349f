import test from 'ava';
import { openSignedIn } from '../admin/clerk.ts';

/** What no page of ours links to: no text, too long, no number, beyond any number, names that objects have by themselves. */
const odd = [
  '%00',
  '%ff',
  '%2e%2e%2f',
  'a'.repeat(6000),
  '-1',
  '2147483648',
  '999999999999999999999',
  '1e3',
  '__proto__',
  'constructor',
  encodeURIComponent('😀'),
];

test('no address, however odd, is an error of ours, on either database', async (t) => {
  t.timeout(180_000);
  const { cloud, clerk } = await openSignedIn(t);
  const held = await cloud.post('/api/v1/offices/krumlov/reservations', {
    ...{ service: 'vozidla', start: '2026-11-30T08:30:00+01:00', name: 'Jana', email: 'jana@example.cz' },
  });
  t.is(held.status, 201);
  const token = await cloud.tokenOf('potvrdit');
  for (const word of odd) {
    for (const path of [
      `/objednat/${word}`,
      `/objednat/krumlov/${word}`,
      `/objednat/krumlov/vozidla/${word}`,
      `/objednat/krumlov/vozidla/2026-11-30/udaje?start=${word}&navrh=${word}&lang=${word}`,
      `/objednano/${word}`,
      `/potvrdit/${word}`,
      `/potvrdit/${word}/termin.ics`,
      `/rezervace/${word}`,
      `/rezervace/${token}/presun/${word}`,
      `/rezervace/${token}/hotovo/${word}`,
      `/live/${word}`,
      `/live/${word}/events`,
      `/t/${word}`,
      `/t/${word}/events`,
      `/inbox/messages/${word}/termin.ics`,
      `/assets/${word}`,
      `/api/v1/offices/${word}/services`,
      `/api/v1/offices/${word}/live`,
      `/api/v1/offices/krumlov/slots?service=vozidla&from=${word}`,
      `/api/v1/offices/${word}/slots?service=vozidla`,
      `/api/v1/tickets/${word}`,
    ]) {
      const answer = await cloud.get(path, { 'accept-language': 'en' });
      await answer.body?.cancel();
      t.true(answer.status < 500, `${answer.status} ${path.slice(0, 80)}`);
    }
    for (const path of [
      `${word}/den`,
      `krumlov/den?date=${word}&nalez=${word}`,
      `krumlov/rezervace/${word}`,
      `krumlov/historie/${word}`,
      `krumlov/historie?pred=${word}`,
      `krumlov/zaznamy?pred=${word}`,
      `krumlov/statistiky?from=${word}&to=${word}`,
      `krumlov/objednat?service=${word}&date=${word}`,
      `krumlov/nastaveni/${word}`,
      `krumlov/nastaveni/agendy/${word}`,
      `krumlov/nastaveni/obrazky/${word}`,
      `krumlov/kiosky/${word}/odpojit`,
      `krumlov/kiosky/${word}/dvojnik`,
    ]) {
      const { status } = await clerk.get(`/admin/${path}`);
      t.true(status < 500, `${status} /admin/${path.slice(0, 80)}`);
    }
    const text = decodeURIComponent(word === '%ff' ? '%EF%BF%BD' : word);
    for (const [path, body] of [
      ['reservations/confirm', { token: text }],
      ['reservations/cancel', { token: text }],
      ['reservations/move', { token: text, start: '2026-11-30T09:30:00+01:00' }],
      ['offices/krumlov/reservations', { service: text, start: text, name: text, email: text, lang: text }],
      [`offices/${word}/reservations`, { service: 'vozidla', start: '2026-11-30T09:30:00+01:00', name: 'J', email: 'j@example.cz' }],
    ] as const) {
      const { status } = await cloud.post(`/api/v1/${path}`, body);
      t.true(status >= 400 && status < 500, `${status} POST ${path.slice(0, 80)}`);
    }
    for (const [path, fields] of [
      ['/admin/prihlasit', { user: text, password: text, code: text }],
      ['/admin/pozvanka', { code: text, user: text, name: text, password: text, again: text }],
      ['/objednat/krumlov/vozidla/2026-11-30/kontrola', { start: text, name: text, email: text }],
      [`/objednano/${held.body.id}/oprava`, { email: text }],
      [`/rezervace/${token}/zrusit`, { pin: text }],
    ] as const) {
      const answer = await fetch(cloud.origin + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
      await answer.body?.cancel();
      t.true(answer.status < 500, `${answer.status} POST ${path.slice(0, 60)}`);
    }
  }
  t.deepEqual(
    cloud.logged.filter((line) => line.includes('a request failed')).map((line) => line.slice(0, 300)),
    [],
  );
});
