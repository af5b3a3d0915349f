import type { JSX } from 'preact';
import type { Office } from '../store/read-office.ts';
import { Layout } from './layout.tsx';
import type { AdminParts } from './parts.ts';
import type { Reader } from './reader.ts';
import type { Session } from './sign-in/sessions.ts';

/** A refusal in one sentence, and the way back. */
export function RefusedPage({
  parts,
  reader,
  session,
  office,
  sentence,
  back = '/admin',
}: {
  readonly parts: AdminParts;
  readonly reader: Reader;
  readonly session: Session | null;
  readonly office: Office | null;
  readonly sentence: string;
  readonly back?: string;
}): JSX.Element {
  const { refused } = reader.texts;
  return (
    <Layout parts={parts} reader={reader} session={session} office={office} title={refused.title}>
      <h1>{refused.title}</h1>
      <p class="lead">{sentence}</p>
      <p>
        <a class="button primary" href={back}>
          {refused.back}
        </a>
      </p>
    </Layout>
  );
}
