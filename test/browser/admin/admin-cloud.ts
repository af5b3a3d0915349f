import type { ExecutionContext } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { exampleOffice } from '#contract/example-office.ts';
import type { Language } from '#contract/language.ts';
import { type Clerk, openSignedIn } from '../../cloud/admin/clerk.ts';
import { insertDays } from '../../cloud/admin/days-of-numbers.ts';
import type { CloudUnderTest } from '../../cloud/cloud-under-test.ts';

export type AdminPages = {
  readonly cloud: CloudUnderTest;
  readonly clerk: Clerk;
  /** The second factor of the signed-in admin, jana. */
  readonly secret: string;
  /** Reservations by what they are good for. */
  readonly ids: { readonly open: string; readonly stranded: string };
  /** A page of somebody who is signed in, or of nobody. */
  open(look: { readonly width: number; readonly dark?: boolean; readonly signedIn?: boolean; readonly scripts?: boolean }): Promise<Page>;
};

/** A cloud whose office has everything its pages can show: a busy day, people without their hour, a history, codes that wait. */
export async function adminPages(t: ExecutionContext, browser: Browser, lang: Language = 'cs'): Promise<AdminPages> {
  const { cloud, clerk, secret } = await openSignedIn(t, {
    config: { publicOrigin: 'http://localhost:8080' },
    at: '2026-11-29T18:00:00+01:00',
  });
  const book = async (start: string, name: string, email: string): Promise<string> => {
    const { body } = await cloud.post('/api/v1/offices/krumlov/reservations', { service: 'vozidla', start, name, email, lang: 'cs' });
    const mail = (await cloud.mails()).find(({ to }) => to === email);
    await cloud.post('/api/v1/reservations/confirm', { token: /potvrdit\/([\w-]+)/.exec(mail?.text ?? '')?.[1] });
    return String(body.id);
  };
  const open = await book('2026-11-30T07:30:00+01:00', 'Jana Nováková', 'jana@example.cz');
  const stranded = await book('2026-12-02T08:30:00+01:00', 'Bohumil Příkopa-Zasněžený', 'bohumil.prikopa@example.cz');
  await book('2026-12-02T09:30:00+01:00', 'Eva Malá', 'eva@example.cz');
  await call(clerk, '2026-11-30T09:30:00+01:00', 'Karel Dvořák');
  await call(clerk, '2026-12-02T12:30:00+01:00', '');
  await busyMorning(cloud, open);
  await insertDays(cloud.store, { to: '2026-11-27', days: 30 });
  const part = async (name: string, fields: Record<string, string>) => {
    const at = `/admin/krumlov/nastaveni/${name}`;
    await clerk.send(await clerk.send(await clerk.get(at), at, fields), '/admin/krumlov/nastaveni/ulozit');
  };
  await part('pravidla', { holdMinutes: '45' });
  await part('volna', { date: '2026-12-02', 'reason:cs': 'Výpadek proudu', 'reason:en': 'Power cut', 'reason:de': 'Stromausfall' });
  const at = '/admin/krumlov';
  await clerk.send(await clerk.get(`${at}/kiosky`), `${at}/kiosky/vydat`, { edge: 'kiosk-2' });
  await clerk.send(await clerk.get(`${at}/uzivatele`), `${at}/uzivatele/pozvat`, { role: 'supervisor', place: exampleOffice.office });
  await clerk.send(await clerk.get(`${at}/den`), '/admin/jazyk', { lang });
  return {
    cloud,
    clerk,
    secret,
    ids: { open, stranded },
    async open({ width, dark = false, signedIn = true, scripts = true }) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        locale: 'cs',
        javaScriptEnabled: scripts,
      });
      t.teardown(() => context.close());
      const [name = '', value = ''] = clerk.cookie().split('=');
      if (signedIn) await context.addCookies([{ name, value, url: cloud.origin }]);
      const page = await context.newPage();
      page.on('console', (message) => {
        if (/Security|Refused to/.test(message.text())) t.fail(message.text());
      });
      return page;
    },
  };
}

async function call(clerk: Clerk, start: string, name: string): Promise<void> {
  const at = '/admin/krumlov/objednat';
  await clerk.send(await clerk.get(`${at}?service=vozidla&date=${start.slice(0, 10)}`), at, { start, name });
}

/** Two kiosks, one of them silent, and somebody who is being called. */
async function busyMorning({ store: { db }, clock }: CloudUnderTest, id: string): Promise<void> {
  const edge = { office: 'krumlov', credential: '', feedEpoch: null, feedRevision: 0, settingsRevision: 1 };
  await db
    .insertInto('edge')
    .values([
      { ...edge, id: 'kiosk-1', online: 1, lastSeenMs: clock.now() },
      { ...edge, id: 'kiosk-3', online: 0, lastSeenMs: null },
    ])
    .execute();
  await db.updateTable('reservation').set({ state: 'checkedIn', ticketNumber: 'A5' }).where('id', '=', id).execute();
  await db
    .insertInto('ticket')
    .values({
      office: 'krumlov',
      edge: 'kiosk-1',
      day: '2026-11-30',
      ordinal: 5,
      number: 'A5',
      service: 'vozidla',
      token: 'x',
      state: 'called',
      counter: 2,
      reservation: id,
      issuedMs: clock.now(),
      calledMs: clock.now(),
      endedMs: null,
    })
    .execute();
}
