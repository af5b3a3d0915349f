import Router from '@koa/router';
import type { JSX } from 'preact';
import type { InboxMessage } from '../../mail/port.ts';
import { sendPage } from '../../send-page.ts';
import { Layout } from '../layout.tsx';
import { type Reader, readReader } from '../reader.ts';

/** The mails of a trial run, to read and as JSON. */
export function inboxRoutes({ inbox }: { inbox: () => Promise<readonly InboxMessage[]> }): Router {
  const router = new Router();
  router.get('/inbox', async (ctx) => {
    sendPage(ctx, <InboxPage reader={readReader(ctx)} messages={await inbox()} />);
  });
  router.get('/inbox/messages', async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = (await inbox()).map(({ createdMs: _, ...message }) => message);
  });
  router.get('/inbox/messages/:id/:filename', async (ctx) => {
    const message = (await inbox()).find((candidate) => String(candidate.id) === ctx.params.id);
    const file = message?.attachments.find((candidate) => candidate.filename === ctx.params.filename);
    if (!file) return;
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Content-Disposition', 'attachment');
    ctx.type = 'text/calendar; charset=utf-8';
    ctx.body = file.content;
  });
  return router;
}

function InboxPage({ reader, messages }: { reader: Reader; messages: readonly InboxMessage[] }): JSX.Element {
  const { inbox } = reader.texts;
  return (
    <Layout reader={reader} title={inbox.title}>
      <h1>{inbox.title}</h1>
      <p class="lead">{messages.length === 0 ? inbox.empty : inbox.lead}</p>
      {messages.map((message) => (
        <article class="mail" key={message.id}>
          <h2>{message.subject}</h2>
          <p class="quiet">
            {inbox.to}: {message.to}
          </p>
          <div class="mail-text">{linked(message.text)}</div>
          {message.attachments.length > 0 && (
            <p>
              {inbox.files}:{' '}
              {message.attachments.map((file) => (
                <a key={file.filename} href={`/inbox/messages/${message.id}/${file.filename}`}>
                  {file.filename}
                </a>
              ))}
            </p>
          )}
        </article>
      ))}
    </Layout>
  );
}

/** The text with its addresses as links; everything else stays text. */
const linked = (text: string) =>
  text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={part} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );
