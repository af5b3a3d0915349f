import type { ExecutionContext } from 'ava';
import { type CloudUnderTest, type CloudWishes, startCloud } from '../cloud-under-test.ts';

export type Page = { readonly status: number; readonly path: string; readonly html: string; readonly title: string };

/** A cloud that ends with the test. */
export async function open(t: ExecutionContext, wishes: CloudWishes = {}): Promise<CloudUnderTest> {
  const cloud = await startCloud(wishes);
  t.teardown(() => cloud.close());
  return cloud;
}

/** A browser without JavaScript: it follows links and redirects and posts the fields of a form. `from` is its address behind a proxy that is trusted. */
export async function visit(cloud: CloudUnderTest, path: string, form?: Record<string, string>, from = '127.0.0.1'): Promise<Page> {
  const headers = { 'x-forwarded-for': from, ...(form ? { origin: 'null', 'sec-fetch-site': 'same-origin' } : {}) };
  const answer = await fetch(cloud.origin + path, {
    redirect: 'manual',
    headers,
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  });
  const location = answer.headers.get('location');
  if (location) return visit(cloud, location.replace(cloud.origin, ''), undefined, from);
  const html = await answer.text();
  return { status: answer.status, path, html, title: decode(/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1]?.replace(/<[^>]+>/g, '') ?? '') };
}

/** Signs of HTML as text. */
export const decode = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').trim();

/** The address of the link with these words. */
export function link(page: Page, words: string): string {
  const found = [...page.html.matchAll(/<a [^>]*?href="([^"]+)"[^>]*>(.*?)<\/a>/gs)].find(([, , text]) =>
    text?.replace(/<[^>]+>/g, ' ').includes(words),
  );
  if (!found) throw new Error(`no link "${words}" on ${page.path}`);
  return decode(found[1] ?? '');
}

/** Where the form is sent whose address has this in it. */
export function action(page: Page, part = ''): string {
  const found = [...page.html.matchAll(/<form[^>]*action="([^"]+)"/g)].map(([, to]) => decode(to ?? '')).find((to) => to.includes(part));
  if (found === undefined) throw new Error(`no form to "${part}" on ${page.path}`);
  return found;
}

/** The hidden fields of the page. */
export const hidden = (page: Page): Record<string, string> =>
  Object.fromEntries(
    [...page.html.matchAll(/<input type="hidden" name="([^"]+)" value(?:="([^"]*)")?/g)].map(([, name, value]) => [
      name,
      decode(value ?? ''),
    ]),
  );

/** The first free hour of the first Monday, up to the question who comes. */
export async function toDetails(cloud: CloudUnderTest, startPath = '/'): Promise<Page> {
  const days = await visit(cloud, link(await visit(cloud, startPath), 'Registr vozidel'));
  const hours = await visit(cloud, link(days, '30. 11.'));
  const start = /type="radio" name="start"[^>]*value="([^"]+)"/.exec(hours.html)?.[1] ?? '';
  return visit(cloud, `${action(hours)}?start=${encodeURIComponent(start)}`);
}

/** On to the last look before sending. */
export async function toCheck(cloud: CloudUnderTest, who = { name: 'Jana Nováková', email: 'jana@example.cz' }): Promise<Page> {
  const details = await toDetails(cloud);
  return visit(cloud, action(details), { ...hidden(details), ...who });
}

/** All the way to the confirmation. */
export async function toConfirmed(cloud: CloudUnderTest): Promise<Page> {
  const check = await toCheck(cloud);
  await visit(cloud, action(check), hidden(check));
  const ask = await visit(cloud, `/potvrdit/${await cloud.tokenOf('potvrdit')}`);
  return visit(cloud, action(ask), {});
}

/** The PIN that the page shows. */
export function pinOn(page: Page): string {
  const pin = /class="pin-digits">(\d{4})</.exec(page.html)?.[1];
  if (pin === undefined) throw new Error(`no PIN on ${page.path}`);
  return pin;
}
