import type { JSX } from 'preact';
import type { Reader } from '../reader.ts';
import { TroublePage } from '../trouble/trouble-page.tsx';

/** A link that names no reservation. */
export const UnknownLinkPage = ({ reader }: { reader: Reader }): JSX.Element => (
  <TroublePage reader={reader} title={reader.texts.confirm.unknown} lead={reader.texts.confirm.unknownLead} />
);
