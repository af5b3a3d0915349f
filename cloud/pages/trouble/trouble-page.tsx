import type { Context } from 'koa';
import type { JSX } from 'preact';
import type { OfficeSettings } from '#contract/settings.ts';
import type { ProblemType } from '../../api/port.ts';
import { sendPage } from '../../send-page.ts';
import { Layout } from '../layout.tsx';
import { type Reader, readReader } from '../reader.ts';
import type { Texts } from '../texts/cs.ts';

/** A kind page for what went wrong before any page could answer. The status is set already. */
export function answerTroublePage(ctx: Context, type: ProblemType): void {
  const reader = readReader(ctx);
  const [title, lead] = words(reader.texts.trouble, type);
  sendPage(ctx, <TroublePage reader={reader} title={title} lead={lead} />, ctx.status);
}

/** A title, what to do next, and the way to the beginning. */
export function TroublePage({
  reader,
  title,
  lead,
  office,
}: {
  reader: Reader;
  title: string;
  lead: string;
  office?: OfficeSettings;
}): JSX.Element {
  return (
    <Layout reader={reader} title={title} office={office ?? null}>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      <a class="button primary" href={reader.href('/')}>
        {reader.texts.trouble.start}
      </a>
    </Layout>
  );
}

/** A refusal of the booking rule, in words. */
export function RefusedPage({
  reader,
  office,
  refusal,
}: {
  reader: Reader;
  office: OfficeSettings;
  refusal: keyof Texts['refusals'];
}): JSX.Element {
  const { trouble, refusals } = reader.texts;
  return <TroublePage reader={reader} title={refusals[refusal]} lead={trouble.lead} office={office} />;
}

function words(trouble: Texts['trouble'], type: ProblemType): readonly [string, string] {
  switch (type) {
    case 'not-found':
      return [trouble.notFound, trouble.notFoundLead];
    case 'body-too-large':
      return [trouble.tooLarge, trouble.lead];
    case 'cross-site':
      return [trouble.crossSite, trouble.lead];
    case 'unknown-host':
      return [trouble.unknownHost, trouble.unknownHostLead];
    case 'method-not-allowed':
      return [trouble.method, trouble.lead];
    default:
      return [trouble.other, type === 'internal-error' ? trouble.otherLead : trouble.lead];
  }
}
