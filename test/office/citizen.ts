import type { z } from 'zod';
import type { HeldAnswer, InboxAnswer, ReservationAnswer } from '../../cloud/api/schemas.ts';
import type { LiveQueue } from '../../cloud/views/port.ts';
import { getJson, post } from './http.ts';

export type Mail = z.infer<typeof InboxAnswer>[number];
export type Confirmed = z.infer<typeof ReservationAnswer> & { readonly pin: string };

/** What a citizen does at home, by the JSON API. */
export type Citizen = {
  /** Books and answers what the API says. */
  book(wish: { readonly service: string; readonly start: string; readonly email?: string }): Promise<Response>;
  /** Books, reads the mail, confirms. */
  reserve(wish: { readonly service: string; readonly start: string; readonly email?: string }): Promise<Confirmed>;
  confirm(token: string): Promise<Response>;
  /** Mails to an address, newest first; all mails without one. */
  mails(to?: string): Promise<readonly Mail[]>;
  live(): Promise<LiveQueue>;
  slots(service: string, day: string): Promise<readonly { readonly start: string; readonly free: number }[]>;
};

export function citizenOf(cloud: () => string): Citizen {
  const office = (): string => `${cloud()}/api/v1/offices/krumlov`;
  const book: Citizen['book'] = ({ service, start, email = 'jana@example.cz' }) =>
    post(`${office()}/reservations`, { service, start, name: 'Jana Nováková', email, lang: 'cs' });
  const mails: Citizen['mails'] = async (to) =>
    (await getJson<readonly Mail[]>(`${cloud()}/inbox/messages`)).filter((mail) => to === undefined || mail.to === to);
  const confirm: Citizen['confirm'] = (token) => post(`${cloud()}/api/v1/reservations/confirm`, { token });
  return {
    book,
    mails,
    confirm,
    async reserve(wish) {
      const booked = await book(wish);
      if (booked.status !== 201) throw new Error(`booking answered ${booked.status}: ${await booked.text()}`);
      const held = (await booked.json()) as z.infer<typeof HeldAnswer>;
      if (held.state !== 'held') throw new Error(`booked, but ${held.state}`);
      const [mail] = await mails(wish.email ?? 'jana@example.cz');
      const confirmed = await confirm(tokenIn(mail, 'potvrdit'));
      if (confirmed.status !== 200) throw new Error(`confirming answered ${confirmed.status}: ${await confirmed.text()}`);
      return (await confirmed.json()) as Confirmed;
    },
    live: () => getJson(`${office()}/live`),
    slots: (service, day) => getJson(`${office()}/slots?service=${service}&from=${day}&to=${day}`),
  };
}

/** The token of the mail's link to /potvrdit or /rezervace. */
export function tokenIn(mail: Mail | undefined, page: 'potvrdit' | 'rezervace'): string {
  const token = new RegExp(`/${page}/([\\w-]+)`).exec(mail?.text ?? '')?.[1];
  if (token === undefined) throw new Error(`no link to /${page} in ${JSON.stringify(mail?.text)}`);
  return token;
}
