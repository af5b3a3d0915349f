import test from 'ava';
import { openSignedIn } from './clerk.ts';

const office = '/admin/krumlov';
/** Every page that is opened with GET, and its heading. */
const pages: readonly (readonly [path: string, title: RegExp])[] = [
  ['/den', /^ne 29\. 11\. 2026$/],
  ['/den?date=2026-11-30', /^po 30\. 11\. 2026$/],
  ['/den?hledat=nov', /^Nalezeno: nov$/],
  ['/objednat', /^Objednat telefonem$/],
  ['/presunout', /^K přesunutí$/],
  ['/nastaveni', /^Nastavení$/],
  ['/nastaveni/urad', /^Úřad$/],
  ['/nastaveni/agendy', /^Agendy$/],
  ['/nastaveni/agendy/vozidla', /^Registr vozidel$/],
  ['/nastaveni/agendy/nova', /^Nová agenda$/],
  ['/nastaveni/hodiny', /^Hodiny$/],
  ['/nastaveni/volna', /^Zavřené dny$/],
  ['/nastaveni/svatky', /^Navrhnout státní svátky$/],
  ['/nastaveni/pravidla', /^Pravidla$/],
  ['/nastaveni/prepazky', /^Přepážky$/],
  ['/nastaveni/obsluha', /^Obsluha$/],
  ['/historie', /^Historie nastavení$/],
  ['/kiosky', /^Kiosky$/],
  ['/uzivatele', /^Uživatelé$/],
  ['/zaznamy', /^Záznamy$/],
];

test('every page opens for an admin, is kept by nobody, and runs no script', async (t) => {
  const { clerk } = await openSignedIn(t);
  for (const [path, title] of pages) {
    const page = await clerk.get(office + path);
    t.is(page.status, 200, path);
    t.regex(page.title, title, path);
    t.is(page.headers.get('cache-control'), 'no-store', path);
    const policy = page.headers.get('content-security-policy') ?? '';
    t.false(/unsafe|script-src|https?:/.test(policy), path);
    t.true(policy.startsWith("default-src 'none'"), path);
    t.false(/<script|\sstyle=|\son\w+=/.test(page.html), path);
    t.false(/undefined|\[object|NaN/.test(page.html.replaceAll(/<path[^>]*>/g, '')), path);
  }
});
