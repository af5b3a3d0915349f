import { z } from 'zod';
import { batchEventsMax, Envelope, messageLengthMax, unseal } from '#contract/envelope.ts';
import type { Recorded } from '#contract/event.ts';
import { JournalId } from '#contract/today.ts';
import { isPlainlySealed } from './plainly-sealed.ts';

/** One event of a batch: a fact, or a poison one that takes its place in the journal all the same, so that the stream goes on (F25). */
export type BatchItem = {
  readonly seq: number;
  /** The envelope as it came, JSON. */
  readonly envelope: string;
  readonly read: { readonly recorded: Recorded } | { readonly reason: string };
};

export type Batch =
  | { readonly ok: true; readonly journal: string; readonly items: readonly BatchItem[] }
  | { readonly ok: false; readonly reason: string };

/** Characters of a message whose events, though too long to be read, still take their places: an edge must not stand before it for ever (F25). */
const placesLengthMax = 4 * messageLengthMax;

const Loose = z.object({ journal: JournalId, events: z.array(z.unknown()).min(1).max(batchEventsMax) });

/**
 * Reads an `events` message of the edge whose subtree is `source`, event by event and in the order of their seq. Stricter than needed nowhere:
 * one event that is not understood, or that claims another source (F32) or journal, does not cost the others.
 */
export function readBatch(source: string, text: string): Batch {
  const tooLong = text.length > messageLengthMax ? `${text.length} characters, over the limit of ${messageLengthMax}` : null;
  if (tooLong !== null && text.length > placesLengthMax) return { ok: false, reason: tooLong };
  const json = parse(text);
  if ('reason' in json) return { ok: false, reason: json.reason };
  const loose = Loose.safeParse(json.value);
  if (!loose.success) return { ok: false, reason: oneLine(loose.error) };
  const { journal, events } = loose.data;
  const seqs = places(events);
  if (!seqs) return { ok: false, reason: 'no event of the batch says its seq' };
  const items = events.map((event, index) => ({
    seq: seqs[index] as number,
    envelope: JSON.stringify(event),
    read: tooLong === null ? readEvent(source, journal, event) : { reason: tooLong },
  }));
  return { ok: true, journal, items: inOrder(items) };
}

function readEvent(source: string, journal: string, event: unknown): BatchItem['read'] {
  if (isPlainlySealed(event, source, journal)) return unseal(event);
  const parsed = Envelope.safeParse(event);
  if (!parsed.success) return { reason: oneLine(parsed.error) };
  if (parsed.data.source !== source) return { reason: `the source is ${parsed.data.source}, sent by ${source}` };
  if (parsed.data.journal !== journal) return { reason: `the journal is ${parsed.data.journal}, sent as ${journal}` };
  return unseal(parsed.data);
}

/** The seq of every event; one that does not say its own has that after its predecessor's, or before its successor's. */
function places(events: readonly unknown[]): readonly number[] | null {
  const said = events.map(saidSeq);
  const anchor = said.findIndex((seq) => seq !== null);
  if (anchor < 0) return null;
  const seqs: number[] = [];
  said.forEach((seq, index) => {
    seqs.push(seq ?? (index > anchor ? (seqs[index - 1] as number) + 1 : (said[anchor] as number) - (anchor - index)));
  });
  return seqs;
}

function saidSeq(event: unknown): number | null {
  const seq = typeof event === 'object' && event !== null && 'seq' in event ? event.seq : null;
  return Number.isSafeInteger(seq) && (seq as number) >= 1 ? (seq as number) : null;
}

function inOrder(items: readonly BatchItem[]): readonly BatchItem[] {
  if (items.every(({ seq }, index) => index === 0 || seq > items[index - 1]!.seq)) return items;
  const once = new Map<number, BatchItem>();
  for (const item of items) if (!once.has(item.seq)) once.set(item.seq, item);
  return [...once.values()].toSorted((a, b) => a.seq - b.seq);
}

function parse(text: string): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { reason: `not JSON: ${(error as Error).message}` };
  }
}

const oneLine = (error: z.ZodError): string => z.prettifyError(error).replaceAll('\n', ' ');
