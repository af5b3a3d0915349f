import * as z from 'zod';
import {
  CloudStatus,
  type DownKind,
  type DownMessage,
  downMessages,
  messageLengthMax,
  type UpKind,
  type UpMessage,
  upMessages,
} from './envelope.ts';
import { remembered } from './remembered.ts';
import { isJournalId } from './today.ts';

/** A message that was read, or the reason why it is set aside and counted (F25). Nothing here throws. */
export type Decoded<Message> = { readonly ok: true; readonly message: Message } | { readonly ok: false; readonly reason: string };

/** The cloud answers every hello with its settings, the longest message there is to read, and they seldom differ. What was refused is not kept. */
const settingsOfLate = remembered<string, Decoded<DownMessage> | undefined>(2);

export const decodeUp = (kind: UpKind, text: string): Decoded<UpMessage> =>
  read(upMessages[kind] as z.ZodType, text, (body) => ({ kind, body }) as UpMessage);

/** What the cloud says to an edge. Settings that come again in the same words are the same object; at most two are kept. */
export function decodeDown(kind: DownKind, text: string): Decoded<DownMessage> {
  const known = kind === 'settings' && settingsOfLate(text, () => accepted(decodeNow(kind, text)));
  return known || decodeNow(kind, text);
}

const accepted = <Message>(decoded: Decoded<Message>): Decoded<Message> | undefined => (decoded.ok ? decoded : undefined);

const decodeNow = (kind: DownKind, text: string): Decoded<DownMessage> =>
  read(downMessages[kind] as z.ZodType, text, (body) => ({ kind, body }) as DownMessage, kind === 'ack' ? isPlainAck : undefined);

export const decodeCloudStatus = (text: string): Decoded<z.infer<typeof CloudStatus>> => read(CloudStatus, text, (body) => body);

/** Whether the schema takes it, without asking the schema: of nine messages to an edge in ten this is what they are. */
function isPlainAck(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || Object.keys(json).length !== 2) return false;
  const { journal, seq } = json as { readonly journal?: unknown; readonly seq?: unknown };
  return isJournalId(journal) && Number.isSafeInteger(seq) && (seq as number) >= 0;
}

function read<Body, Message>(
  schema: z.ZodType<Body>,
  text: string,
  wrap: (body: Body) => Message,
  isPlain?: (json: unknown) => boolean,
): Decoded<Message> {
  if (text.length > messageLengthMax) return { ok: false, reason: `${text.length} characters, over the limit of ${messageLengthMax}` };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: `not JSON: ${(error as Error).message}` };
  }
  if (isPlain?.(json)) return { ok: true, message: wrap(json as Body) };
  const parsed = schema.safeParse(json);
  return parsed.success
    ? { ok: true, message: wrap(parsed.data) }
    : { ok: false, reason: z.prettifyError(parsed.error).replaceAll('\n', ' ') };
}
