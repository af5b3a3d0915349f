import type { ExecutionContext } from 'ava';
import { readBase32 } from '../../../cloud/admin/sign-in/base32.ts';
import { stepAt, totp } from '../../../cloud/admin/sign-in/totp.ts';
import { mintFirstCode } from '../../../cloud/admin/users/users.ts';
import { type CloudUnderTest, type CloudWishes, startCloud } from '../cloud-under-test.ts';

export type Page = {
  readonly status: number;
  readonly path: string;
  readonly html: string;
  readonly title: string;
  readonly headers: Headers;
  /** What is listed as wrong, or the one sentence of a refusal. */
  readonly problems: readonly string[];
};

type Fields = Readonly<Record<string, string>>;

/** A person at a browser without JavaScript: keeps cookies, follows redirects, posts the fields of a form with its token. */
export type Clerk = {
  readonly password: string;
  get(path: string): Promise<Page>;
  /** Sends the form of `page` that goes to `action`, with the values it shows and `fields` over them. */
  send(page: Page, action: string, fields?: Fields): Promise<Page>;
  /** The same with files, by the names of their fields. */
  upload(page: Page, action: string, fields: Fields, files: Readonly<Record<string, Uint8Array>>): Promise<Page>;
  /** A bare post, as another program or site would make it. */
  post(path: string, fields: Fields, headers?: Fields): Promise<Page>;
  /** The code that the phone of `secret` shows now, or so many steps later. */
  code(secret: string, later?: number): string;
  /** Redeems a one-time code; answers the secret of the second factor. */
  join(code: string, user?: string): Promise<string>;
  signIn(user: string, secret: string, change?: Fields): Promise<Page>;
  cookie(): string;
};

export const password = 'devatenáct zelených žab';

/** A cloud and somebody at a browser who is not signed in. */
export async function openAdmin(t: ExecutionContext, wishes: CloudWishes = {}): Promise<{ cloud: CloudUnderTest; clerk: Clerk }> {
  const cloud = await startCloud(wishes);
  t.teardown(() => cloud.close());
  return { cloud, clerk: clerkAt(cloud) };
}

/** The same, with the first admin signed in; `secret` is their second factor. */
export async function openSignedIn(
  t: ExecutionContext,
  wishes: CloudWishes = {},
): Promise<{ cloud: CloudUnderTest; clerk: Clerk; secret: string }> {
  const { cloud, clerk } = await openAdmin(t, wishes);
  const code = await mintFirstCode(cloud.store.db, cloud.clock.now());
  return { cloud, clerk, secret: await clerk.join(code ?? '') };
}

/** Somebody at a browser; the clock is the one that their phone shows. */
export function clerkAt(cloud: { readonly origin: string; readonly clock: { now(): number } }): Clerk {
  let cookie = '';
  const visit = async (path: string, form: Fields | FormData | null, headers: Fields = {}): Promise<Page> => {
    const answer = await fetch(cloud.origin + path, {
      redirect: 'manual',
      headers: { cookie, ...headers },
      ...(form ? { method: 'POST', body: form instanceof FormData ? form : new URLSearchParams(form) } : {}),
    });
    for (const set of answer.headers.getSetCookie()) cookie = set.split(';')[0] ?? '';
    const location = answer.headers.get('location');
    if (location !== null && answer.status === 303) return visit(location, null);
    const html = await answer.text();
    const title = text(/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? '');
    const summary = /<div class="trouble"[\s\S]*?<\/div>/.exec(html)?.[0] ?? '';
    const listed = [...summary.matchAll(/<li>(.*?)<\/li>/gs)].map(([, item]) => text(item ?? ''));
    const refused = title === 'To se neprovedlo' ? [text(/<p class="lead">(.*?)<\/p>/s.exec(html)?.[1] ?? '')] : [];
    return { status: answer.status, path, html, title, headers: answer.headers, problems: [...listed, ...refused] };
  };
  const get = (path: string): Promise<Page> => visit(path, null);
  const send: Clerk['send'] = (page, action, fields = {}) =>
    visit(action, { ...fieldsOf(formOf(page, action)), ...fields }, { origin: cloud.origin, 'sec-fetch-site': 'same-origin' });
  const code: Clerk['code'] = (secret, later = 0) => totp(readBase32(secret) ?? Buffer.alloc(0), stepAt(cloud.clock.now()) + later);
  return {
    password,
    get,
    send,
    upload(page, action, fields, files) {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...fieldsOf(formOf(page, action)), ...fields }))
        if (!(name in files)) form.set(name, value);
      for (const [name, bytes] of Object.entries(files)) form.set(name, new Blob([Buffer.from(bytes)]), 'obrazek');
      return visit(action, form, { origin: cloud.origin, 'sec-fetch-site': 'same-origin' });
    },
    code,
    post: visit,
    cookie: () => cookie,
    async join(invite, user = 'jana') {
      const asked = await send(await get('/admin/pozvanka'), '/admin/pozvanka', { invite });
      const secret = fieldsOf(formOf(asked, '/admin/pozvanka/hotovo')).secret ?? '';
      const fields = { user, name: 'Jana Vedoucí', password, again: password, code: code(secret) };
      const joined = await send(asked, '/admin/pozvanka/hotovo', fields);
      if (joined.status !== 200) throw new Error(`joining answered ${joined.status}: ${joined.problems.join(' ')}`);
      return secret;
    },
    signIn: async (user, secret, change = {}) =>
      send(await get('/admin/prihlasit'), '/admin/prihlasit', { user, password, code: code(secret, 1), ...change }),
  };
}

/** The form that goes to this address. */
function formOf(page: Page, action: string): string {
  const forms = [...page.html.matchAll(/<form [^>]*method="post" action="([^"]+)"[\s\S]*?<\/form>/g)];
  const form = forms.find(([, to]) => decode(to ?? '') === action)?.[0];
  if (form === undefined)
    throw new Error(`no form of "${page.title}" (${page.path}) goes to ${action}; there are ${forms.map(([, to]) => to)}`);
  return form;
}

/** What a browser would send of it untouched. */
function fieldsOf(form: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const attribute = (name: string): string | undefined => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
    const type = attribute('type');
    const name = attribute('name');
    if (name === undefined || ((type === 'checkbox' || type === 'radio') && !/\schecked/.test(tag))) continue;
    fields[name] = decode(attribute('value') ?? '');
  }
  for (const [, name, options] of form.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option[^>]*selected[^>]*>/.exec(options ?? '')?.[0] ?? /<option[^>]*>/.exec(options ?? '')?.[0] ?? '';
    fields[name ?? ''] = decode(/value="([^"]*)"/.exec(chosen)?.[1] ?? '');
  }
  return fields;
}

const entities: Record<string, string> = { '&amp;': '&', '&quot;': '"', '&lt;': '<', '&gt;': '>', '&#39;': "'" };
const decode = (html: string): string => html.replaceAll(/&(amp|quot|lt|gt|#39);/g, (entity) => entities[entity] ?? entity);
const text = (html: string): string =>
  decode(html.replaceAll(/<[^>]+>/g, ''))
    .replaceAll(/\s+/g, ' ')
    .trim();
