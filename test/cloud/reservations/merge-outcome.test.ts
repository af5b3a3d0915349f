import test from 'ava';
import fc from 'fast-check';
import { mergeOutcome, type Outcome, type ReservationState, type Standing } from '../../../cloud/reservations/merge-outcome.ts';

const states: ReservationState[] = ['held', 'confirmed', 'checkedIn', 'fulfilled', 'expired', 'cancelled', 'lapsed', 'noShow'];
const kinds: Outcome['kind'][] = ['checkedIn', 'lapsed', 'fulfilled', 'noShow', 'restored'];

const expected: Record<Outcome['kind'], Record<ReservationState, ReservationState>> = {
  checkedIn: {
    held: 'checkedIn',
    confirmed: 'checkedIn',
    checkedIn: 'checkedIn',
    fulfilled: 'fulfilled',
    expired: 'checkedIn',
    cancelled: 'checkedIn',
    lapsed: 'checkedIn',
    noShow: 'noShow',
  },
  lapsed: {
    held: 'lapsed',
    confirmed: 'lapsed',
    checkedIn: 'checkedIn',
    fulfilled: 'fulfilled',
    expired: 'lapsed',
    cancelled: 'cancelled',
    lapsed: 'lapsed',
    noShow: 'noShow',
  },
  fulfilled: {
    held: 'fulfilled',
    confirmed: 'fulfilled',
    checkedIn: 'fulfilled',
    fulfilled: 'fulfilled',
    expired: 'fulfilled',
    cancelled: 'fulfilled',
    lapsed: 'fulfilled',
    noShow: 'fulfilled',
  },
  noShow: {
    held: 'noShow',
    confirmed: 'noShow',
    checkedIn: 'noShow',
    fulfilled: 'noShow',
    expired: 'noShow',
    cancelled: 'noShow',
    lapsed: 'noShow',
    noShow: 'noShow',
  },
  restored: {
    held: 'checkedIn',
    confirmed: 'checkedIn',
    checkedIn: 'checkedIn',
    fulfilled: 'checkedIn',
    expired: 'checkedIn',
    cancelled: 'checkedIn',
    lapsed: 'checkedIn',
    noShow: 'checkedIn',
  },
};

for (const kind of kinds)
  test(`"${kind}" told of a reservation in any state: presence beats cancel and lapse (F20)`, (t) => {
    for (const state of states)
      t.is(mergeOutcome({ state, endedMs: state === 'confirmed' ? null : 5 }, { kind, atMs: 10 }).state, expected[kind][state], state);
  });

test('facts of an edge in any order and repeated give one result (F16)', (t) => {
  const fact = fc.record({ kind: fc.constantFrom(...kinds), atMs: fc.integer({ min: 0, max: 6 }) });
  const start = fc.constantFrom<ReservationState>('held', 'confirmed', 'cancelled');
  const merge = (state: ReservationState, facts: Outcome[]) =>
    facts.reduce<Standing>(mergeOutcome, { state, endedMs: state === 'cancelled' ? 1 : null });
  fc.assert(
    fc.property(start, fc.array(fact, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (state, facts, random) => {
      const shuffled = [...facts, ...facts.slice(0, 2)]
        .map((one) => ({ one, key: random.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      return merge(state, facts).state === merge(state, shuffled).state;
    }),
    { numRuns: 2000 },
  );
  t.pass();
});
