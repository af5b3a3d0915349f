import { type EdgeName, edgeRoot, readUpTopic } from '#contract/topic.ts';
import type { Heard } from '../link/port.ts';
import { type BatchItem, readBatch } from './batch.ts';
import type { Delivery } from './events.ts';
import { groupEventsMax } from './gathering.ts';

/** Messages that are looked at together: `events` of one edge that came one after the other, or one of another kind. */
export type Run = { readonly topic: string; readonly texts: readonly string[] };

/** Messages in their order, those of one edge that carry events and came one after the other put together. */
export function inRuns(messages: readonly Heard[]): readonly Run[] {
  const runs: { topic: string; texts: string[]; growing: boolean }[] = [];
  for (const { topic, text } of messages) {
    const last = runs.at(-1);
    if (last?.growing && last.topic === topic) last.texts.push(text);
    else runs.push({ topic, texts: [text], growing: readUpTopic(topic)?.kind === 'events' });
  }
  return runs;
}

export type Unreadable = { readonly reason: string; readonly text: string };

/** Reads `events` messages of one edge in their order, as many batches of one journal together as one transaction takes. */
export function* readDeliveries(from: EdgeName, texts: readonly string[]): Generator<Delivery | Unreadable> {
  const source = edgeRoot(from);
  let journal = '';
  let batches: (readonly BatchItem[])[] = [];
  let events = 0;
  const together = (): readonly Delivery[] => {
    const whole = batches;
    batches = [];
    events = 0;
    return whole.length > 0 ? [{ from, journal, batches: whole }] : [];
  };
  for (const text of texts) {
    const batch = readBatch(source, text);
    if (!batch.ok || batch.journal !== journal || events + batch.items.length > groupEventsMax) yield* together();
    if (!batch.ok) yield { reason: batch.reason, text };
    else {
      journal = batch.journal;
      batches.push(batch.items);
      events += batch.items.length;
    }
  }
  yield* together();
}
