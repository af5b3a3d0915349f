import test from 'ava';
import type { DownMessage, UpMessage } from '#contract/envelope.ts';
import type { FedReservation } from '#contract/reservation.ts';
import { loneEdge, type WorldEdge } from '../../sync/world.ts';

const [ours, other] = ['a'.repeat(32), 'b'.repeat(32)];
const kinds = ({ said }: WorldEdge): string[] => said.map(({ kind }) => kind);
const acks = ({ said }: WorldEdge): number[] =>
  said.flatMap((message: UpMessage) => (message.kind === 'feed-ack' ? [message.body.revision] : []));
const fed = (id: string, more: Partial<FedReservation> = {}): FedReservation => ({
  id,
  service: 'vozidla',
  date: '2026-11-24',
  start: '2026-11-24T08:30:00+01:00',
  end: '2026-11-24T09:30:00+01:00',
  state: 'live',
  pinHash: 'f'.repeat(64),
  ...more,
});
const position = (revision: number, epoch = 'one') => ({ epoch, revision });
const known = (edge: WorldEdge): string[] =>
  Object.values(edge.queue().reservations)
    .flatMap((ofDay) => Object.keys(ofDay))
    .toSorted();

/** An edge that the cloud listens to and that stands at revision 1. */
async function standing() {
  const lone = loneEdge();
  lone.edge.plug();
  await lone.edge.hear({ kind: 'ack', body: { journal: ours, seq: 0 } });
  await lone.edge.hear({ kind: 'snapshot', body: { position: position(1), part: 1, parts: 1, reservations: [fed('r1')] } });
  return lone;
}

test('P5: an edge says hello when it connects, when it is asked, and again when nobody answers for 30 s', async (t) => {
  const { edge, clock } = loneEdge();
  edge.plug();
  t.deepEqual(kinds(edge), ['hello']);
  await edge.hear({ kind: 'request', body: { want: 'hello' } });
  t.deepEqual(kinds(edge), ['hello', 'hello']);
  clock.advance(29_000);
  edge.tick();
  t.is(edge.said.length, 2);
  clock.advance(1_000);
  edge.tick();
  t.deepEqual(kinds(edge), ['hello', 'hello', 'hello']);
});

test('P44: an edge that has heard nothing for half an hour says hello, for the cloud may think that it is gone', async (t) => {
  const { edge, clock } = await standing();
  const hellos = (): number => kinds(edge).filter((kind) => kind === 'hello').length;
  clock.advance(20 * 60_000);
  await edge.hear({ kind: 'ack', body: { journal: ours, seq: 0 } });
  clock.advance(29 * 60_000);
  edge.tick();
  t.is(hellos(), 1, 'it was told something 29 minutes ago');
  clock.advance(60_000);
  edge.tick();
  t.is(hellos(), 2);
  edge.tick();
  t.is(hellos(), 2, 'and says it once');
});

test('P20: a change that does not follow on what the edge knows is not taken: it says hello', async (t) => {
  const { edge } = await standing();
  const before = edge.said.length;
  await edge.hear({ kind: 'feed', body: { position: position(5), after: 4, changes: [fed('r5')] } });
  t.deepEqual(known(edge), ['r1']);
  t.deepEqual(kinds(edge).slice(before), ['hello']);
});

test('P21: changes that it has already are acknowledged again and change nothing (F16)', async (t) => {
  const { edge } = await standing();
  const change: DownMessage = { kind: 'feed', body: { position: position(2), after: 1, changes: [fed('r2')] } };
  await edge.hear(change);
  const last = edge.last();
  await edge.hear(change);
  t.is(edge.last(), last);
  t.deepEqual(acks(edge), [1, 2, 2]);
});

test('P21: a snapshot that comes late does not take the edge back: it says again where it stands (F16)', async (t) => {
  const { edge } = await standing();
  await edge.hear({ kind: 'feed', body: { position: position(4), after: 1, changes: [fed('r2')] } });
  const last = edge.last();
  await edge.hear({ kind: 'snapshot', body: { position: position(3), part: 1, parts: 1, reservations: [fed('r1')] } });
  t.deepEqual(edge.queue().feed, position(4));
  t.deepEqual(known(edge), ['r1', 'r2']);
  t.is(edge.last(), last);
  t.deepEqual(acks(edge), [1, 4, 4]);
});

test('P21: the same snapshot told again writes nothing, or lost acknowledgements would fill the journal', async (t) => {
  const { edge } = await standing();
  const last = edge.last();
  const before = edge.said.length;
  await edge.hear({ kind: 'snapshot', body: { position: position(1), part: 1, parts: 1, reservations: [fed('r1')] } });
  t.is(edge.last(), last);
  t.deepEqual(edge.said.slice(before), [{ kind: 'feed-ack', body: position(1) }]);
});

test('P22: a position is acknowledged when its changes are in the journal, and not when the disk refuses them', async (t) => {
  const { edge, disk } = await standing();
  const atAck: number[] = [];
  disk.onCall((call) => void (call === 'sync' && atAck.push(acks(edge).length)));
  await edge.hear({ kind: 'feed', body: { position: position(2), after: 1, changes: [fed('r2')] } });
  t.deepEqual(atAck, [1]);
  t.deepEqual(acks(edge), [1, 2]);
});

test('P26: the parts of a snapshot count when all of them are there, in whatever order', async (t) => {
  const { edge } = await standing();
  const part = (number: number, id: string): DownMessage => ({
    kind: 'snapshot',
    body: { position: position(9, 'two'), part: number, parts: 2, reservations: [fed(id)] },
  });
  await edge.hear(part(2, 'r9'));
  t.deepEqual(edge.queue().feed, position(1));
  await edge.hear(part(1, 'r1'));
  t.deepEqual(edge.queue().feed, position(9, 'two'));
  t.deepEqual(known(edge), ['r1', 'r9']);
});

test('P45: a snapshot of another epoch makes the edge say where it stands now; its first one does not (F16)', async (t) => {
  const { edge } = await standing();
  const hellos = (): unknown[] => edge.said.flatMap((message) => (message.kind === 'hello' ? [message.body.feed] : []));
  const before = hellos().length;
  await edge.hear({ kind: 'snapshot', body: { position: position(9), part: 1, parts: 1, reservations: [fed('r1')] } });
  t.is(hellos().length, before, 'the same epoch');
  await edge.hear({ kind: 'snapshot', body: { position: position(2, 'over'), part: 1, parts: 1, reservations: [fed('r1')] } });
  t.deepEqual(hellos().slice(before), [position(2, 'over')]);
});

test('P27: a live reservation that a snapshot lacks is kept and reported; one cancelled or past is let go (F17)', async (t) => {
  const { edge } = await standing();
  const changes = [fed('r2'), fed('r3', { state: 'cancelled' }), fed('r4', { date: '2026-11-22' })];
  await edge.hear({ kind: 'feed', body: { position: position(4), after: 1, changes } });
  await edge.hear({ kind: 'snapshot', body: { position: position(2, 'two'), part: 1, parts: 1, reservations: [fed('r1')] } });
  t.deepEqual(known(edge), ['r1', 'r2']);
  const events = edge.said.flatMap((message) => (message.kind === 'events' ? message.body.events : []));
  t.deepEqual(events.at(-1)?.type, 'fronta.feed.kept.v1');
  t.deepEqual(events.at(-1)?.data, { position: position(2, 'two'), reservations: [fed('r2')] });
});

test('P33: a fenced edge goes on giving numbers, sends nothing of it, and says so to its staff (F19)', async (t) => {
  const { edge } = await standing();
  await edge.hear({ kind: 'fence', body: { journal: ours, by: other, since: '2026-11-23T08:10:00Z' } });
  t.like(edge.link(), { fenced: true, twin: false });
  const before = edge.said.length;
  const take = (token: string) => edge.submit({ kind: 'take', service: 'vozidla', origin: 'staff', token });
  const { events } = await take('token-of-a-fenced-ticket');
  t.true(events.some(({ name }) => name === 'ticket.issued'));
  await edge.hear({ kind: 'feed', body: { position: position(2), after: 1, changes: [fed('r2')] } });
  t.deepEqual(known(edge), ['r1', 'r2']);
  t.is(edge.said.length, before);
  await edge.hear({ kind: 'resend', body: { journal: ours, from: 1 } });
  t.like(edge.link(), { fenced: false });
  t.deepEqual(kinds(edge).slice(before), ['events']);
});

test('F19: the edge that counts is told of the other one too', async (t) => {
  const { edge } = await standing();
  await edge.hear({ kind: 'fence', body: { journal: other, by: ours, since: '2026-11-23T08:10:00Z' } });
  t.like(edge.link(), { fenced: false, twin: true });
  await edge.submit({ kind: 'take', service: 'vozidla', origin: 'staff', token: 'token-of-the-first-edge' });
  t.is(kinds(edge).at(-1), 'events');
});

test('F16: a gap that every batch behind it is answered with is filled once, and again when ten seconds have not helped', async (t) => {
  const { edge, clock } = await standing();
  const before = edge.said.length;
  const asked = { kind: 'resend', body: { journal: ours, from: 1 } } as const;
  for (let batch = 0; batch < 5; batch += 1) await edge.hear(asked);
  t.deepEqual(kinds(edge).slice(before), ['events']);
  clock.advance(10_000);
  await edge.hear(asked);
  t.deepEqual(kinds(edge).slice(before), ['events', 'events']);
});
