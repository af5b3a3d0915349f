import type { Context } from 'koa';
import type { JSX } from 'preact';
import { seeOther, sendPage } from '../../send-page.ts';
import { writeWhen } from '../../when.ts';
import { Layout } from '../layout.tsx';
import type { PageParts } from '../page-parts.ts';
import { Facts } from '../parts.tsx';
import { RefusedPage } from '../trouble/trouble-page.tsx';
import { type Asked, offersOf, read, text } from './asked.tsx';
import { bookPath } from './pages.tsx';
import { type Draft, sealDraft } from './sealed-draft.ts';
import { SentTo } from './sent-to.tsx';

/*
 * While somebody is hoarding, a place is not held on a word alone (F28). Who cannot solve the task, without JavaScript or on a network that has had its share,
 * proves the address first: a mail brings a link to the page before the last button, and from there the booking is valid at once.
 */

/** Mails the link and goes on to the page that says so. */
export async function askAddressFirst(parts: PageParts, ctx: Context, asked: Asked, draft: Draft, start: string): Promise<void> {
  const { reader, office, service, key } = asked;
  const waitSeconds = await parts.gate.mayWrite(ctx, draft.email.toLowerCase());
  if (waitSeconds > 0) {
    ctx.set('Retry-After', String(waitSeconds));
    return sendPage(ctx, <RefusedPage reader={reader} office={office} refusal="too-many-requests" />, 429);
  }
  const date = String(ctx.params.date);
  // Not the reader's own link, which takes the draft along as it was.
  const words = { start, navrh: sealDraft(key, { ...draft, atMs: parts.clock.now(), isProven: true }), lang: reader.lang };
  const path = `${bookPath(office.office, service.id, date, 'kontrola')}?${new URLSearchParams(words)}`;
  const { name, email } = draft;
  const request = { service: service.id, start, name, email, lang: reader.lang };
  await parts.reservations.askAddress(office.office, request, path);
  seeOther(ctx, reader.href(bookPath(office.office, service.id, date, 'adresa'), { start }));
}

/** "Look into your e-mail": nothing is held yet. */
export async function sendAddressPage(parts: PageParts, ctx: Context): Promise<void> {
  const asked = await read(parts, ctx);
  if (asked === null) return;
  const { reader, office, service, draft } = asked;
  const date = String(ctx.params.date);
  const start = text(ctx.query.start);
  const offer = (await offersOf(parts, asked, date)).find((candidate) => candidate.start === start);
  if (draft === null || offer === undefined) return seeOther(ctx, reader.href(bookPath(office.office, service.id, date)));
  const correct = reader.href(bookPath(office.office, service.id, date, 'udaje'), { start, zmenit: '1' });
  const when = writeWhen(reader.lang, office.timeZone, offer);
  sendPage(ctx, <AddressPage {...asked} email={draft.email} when={when} correct={correct} hasInbox={parts.inbox !== null} />);
}

type Props = Asked & { readonly email: string; readonly when: string; readonly correct: string; readonly hasInbox: boolean };

function AddressPage({ reader, office, service, email, when, correct, hasInbox }: Props): JSX.Element {
  const { sent, address, common } = reader.texts;
  return (
    <Layout reader={reader} title={sent.title} office={office}>
      <h1>{sent.title}</h1>
      <SentTo reader={reader} email={email} inbox={hasInbox ? reader.bare('/inbox') : null} />
      <p>{address.why}</p>
      <p>
        <strong>{address.notHeld}</strong> {address.next}
      </p>
      <Facts
        rows={[
          [common.when, <strong>{when}</strong>],
          [common.service, service.name[reader.lang]],
        ]}
      />
      <section class="card">
        <h2>{sent.nothing}</h2>
        <p>{address.nothingHint}</p>
        <p>
          <a class="button plain" href={correct}>
            {address.correct}
          </a>
        </p>
      </section>
    </Layout>
  );
}
