import type { JSX } from 'preact';
import type { Reader } from '../reader.ts';

type Props = {
  readonly reader: Reader;
  readonly email: string;
  /** Address of the trial mailbox; `null` where mails really leave. */
  readonly inbox: string | null;
};

/** Says to which address a mail went, and where it lies while the system is being tried. */
export function SentTo({ reader, email, inbox }: Props): JSX.Element {
  const { sent } = reader.texts;
  return (
    <>
      <p class="lead">
        {sent.lead} <strong>{email}</strong>
      </p>
      {inbox !== null && (
        <p class="notice warn">
          {sent.inbox} <a href={inbox}>{sent.openInbox}</a>
        </p>
      )}
    </>
  );
}
