import test from 'ava';
import fc from 'fast-check';
import { judge, type Knowledge, learn, merge, nothingKnown, type ReservationFact, type Slot } from '#contract/merge.ts';

const slot = (time: string): Slot => {
  const startMs = Date.parse(`2026-11-23T${time}:00+01:00`);
  return { date: '2026-11-23', startMs, endMs: startMs + 3_600_000 };
};
const [first, second] = [slot('08:30'), slot('09:30')];
const after = (hour: Slot, minutes: number): number => hour.startMs + minutes * 60_000;

/** One reservation to which everything happens at once. */
const eight: readonly ReservationFact[] = [
  { kind: 'booked', revision: 0, slot: first },
  { kind: 'confirmed', revision: 1, slot: first },
  { kind: 'moved', revision: 2, slot: second },
  { kind: 'cancelled', revision: 3, slot: second },
  { kind: 'checkedIn', atMs: after(first, 5), slot: first, number: 'A7' },
  { kind: 'capacityCut', startMs: second.startMs },
  { kind: 'dayClosed', date: '2026-11-23' },
  { kind: 'lapsed', atMs: after(first, 60) },
];

function* orders<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length < 2) yield items;
  else for (const [index, one] of items.entries()) for (const rest of orders(items.toSpliced(index, 1))) yield [one, ...rest];
}

/** The cloud keeps its knowledge as text between two facts, the edge in memory. */
const overText = (facts: readonly ReservationFact[]): string => {
  let text = JSON.stringify(nothingKnown);
  for (const fact of facts) text = JSON.stringify(learn(JSON.parse(text) as Knowledge, fact));
  return JSON.stringify(judge(JSON.parse(text) as Knowledge));
};

test('F16: all 40,320 orders of eight conflicting facts, with repeats, come to the same bytes (P39)', (t) => {
  const expected = JSON.stringify(merge(eight));
  let count = 0;
  for (const order of orders(eight)) {
    const repeated = [...order, order[count % 8]!, order[(count * 5 + 3) % 8]!, ...order.slice(0, count % 3)];
    if (JSON.stringify(merge(repeated)) !== expected) t.fail(repeated.map(({ kind }) => kind).join(' '));
    count += 1;
  }
  t.is(count, 40_320);
  t.deepEqual(merge(eight), {
    state: 'checkedIn',
    slot: first,
    number: 'A7',
    overruled: ['cancelled', 'dayClosed'],
    told: { citizen: 'here-after-all', kiosk: 'already-used', staff: 'waiting-despite' },
  });
});

test('F16: the side that keeps its knowledge as text and the side that keeps it in memory agree on every subset of the eight facts', (t) => {
  for (let chosen = 0; chosen < 256; chosen += 1) {
    const facts = eight.filter((_, index) => chosen & (1 << index));
    t.is(overText(facts.toReversed()), JSON.stringify(merge(facts)));
  }
});

test('F16: any facts in any order and with any repeats give one result', (t) => {
  const hour = fc.constantFrom(first, second);
  const atMs = fc.integer({ min: after(first, 0), max: after(second, 120) });
  const revision = fc.integer({ min: 0, max: 4 });
  const fact = fc.oneof(
    fc.record({ kind: fc.constantFrom('booked', 'expired', 'confirmed', 'moved', 'cancelled'), revision, slot: hour }),
    fc.record({ kind: fc.constant('checkedIn'), atMs, slot: fc.option(hour), number: fc.option(fc.constantFrom('A1', 'A2')) }),
    fc.record({ kind: fc.constantFrom('fulfilled', 'noShow', 'restored', 'lapsed'), atMs }),
    fc.record({ kind: fc.constant('dayClosed'), date: fc.constantFrom('2026-11-23', '2026-11-24') }),
    fc.record({ kind: fc.constant('capacityCut'), startMs: fc.constantFrom(first.startMs, second.startMs) }),
  ) as unknown as fc.Arbitrary<ReservationFact>;
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 9 }), fc.infiniteStream(fc.nat()), (facts, random) => {
      const key = () => random.next().value as number;
      const shuffled = [...facts, ...facts.slice(0, 3)].map((one) => ({ one, key: key() })).toSorted((a, b) => a.key - b.key);
      return JSON.stringify(merge(facts)) === JSON.stringify(merge(shuffled.map(({ one }) => one)));
    }),
    { numRuns: 3_000 },
  );
  t.pass();
});

test('F20: who checked in before hearing of the move is here for the hour that was', (t) => {
  const facts = eight.filter(({ kind }) => kind === 'confirmed' || kind === 'moved' || kind === 'checkedIn');
  const { state, slot: hour, overruled } = merge(facts);
  t.deepEqual({ state, hour, overruled }, { state: 'checkedIn', hour: first, overruled: ['moved'] });
});

test('a lapse of the old hour says nothing of the hour that a reservation was moved to', (t) => {
  const moved = eight.filter(({ kind }) => kind === 'confirmed' || kind === 'moved' || kind === 'lapsed');
  t.is(merge([...moved, { kind: 'lapsed', atMs: after(first, 60) }]).state, 'confirmed');
  t.is(merge([...moved, { kind: 'lapsed', atMs: after(second, 60) }]).state, 'lapsed');
});

test('F21: a closed day or a cut capacity cancels nothing: the citizen is asked to move, and who comes all the same is taken', (t) => {
  const confirmed = eight.slice(1, 2);
  for (const against of [eight[6]!, { kind: 'capacityCut', startMs: first.startMs } as const]) {
    t.like(merge([...confirmed, against]), { state: 'confirmed', told: { citizen: 'move', kiosk: 'number', staff: 'to-move' } });
    t.like(merge([...confirmed, against, eight[4]!]), { state: 'checkedIn', told: { staff: 'waiting-despite' } });
  }
});

test('how a visit ended is told by the latest word on it, put back and served again', (t) => {
  const visit = (kind: 'noShow' | 'restored' | 'fulfilled', minute: number) => ({ kind, atMs: after(first, minute) });
  const facts = [eight[1]!, eight[4]!, visit('noShow', 10), visit('restored', 11)];
  t.is(merge(facts).state, 'checkedIn');
  t.is(merge([visit('fulfilled', 15), ...facts]).state, 'fulfilled');
  t.is(merge([visit('fulfilled', 9), ...facts]).state, 'checkedIn');
});
